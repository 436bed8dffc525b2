// Muster as `npm start` runs it, in a process that tells what it takes of the memory.
import { main } from '../../../src/main.ts';
import { answerMemory } from './memory.ts';

answerMemory();
process.exit(await main(process.cwd()));

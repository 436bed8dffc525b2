// Muster as `npm start` runs it, in a process that tells what it takes of the memory.
import { answerMemory } from './memory.ts';

answerMemory();
await import('../../../src/main.ts');

// npm start: sets up what is missing and runs Muster in this process.
import { registerTypeScript, setUp } from './setup.mjs';

setUp();
await registerTypeScript();
const { main } = await import('../src/main.ts');
process.exit(await main(process.cwd()));

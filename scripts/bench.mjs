// npm run bench: measures what Muster promises, each beside a baseline; `npm run bench -- --help` tells its options.
import { installPrograms } from './programs.mjs';
import { registerTypeScript, setUp } from './setup.mjs';

setUp();
installPrograms();
await registerTypeScript();
const { runBench } = await import('../test/bench/main.ts');
process.exit(await runBench(process.argv.slice(2)));

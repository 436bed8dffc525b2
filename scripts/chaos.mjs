// npm run chaos: random people and random faults on real processes; `npm run chaos -- --help` tells its options.
import { registerTypeScript, setUp } from './setup.mjs';

setUp();
await registerTypeScript();
const { chaos } = await import('../test/chaos/main.ts');
process.exit(await chaos(process.argv.slice(2)));

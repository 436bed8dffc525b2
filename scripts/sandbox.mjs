// npm run sandbox: the local Slack alone, for any Bolt app; `npm run sandbox -- --help` tells its options.
import { registerTypeScript, setUp } from './setup.mjs';

setUp();
await registerTypeScript();
const { runSandbox } = await import('../src/sandbox/cli.ts');
process.exit(await runSandbox(process.argv.slice(2)));

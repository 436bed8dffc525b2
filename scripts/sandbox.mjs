// npm run sandbox: the local Slack alone, for any Bolt app; `npm run sandbox -- --help` tells its options.
import { setUp } from './setup.mjs';

setUp();
await import('slack-sandbox/cli');

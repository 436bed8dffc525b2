// npm run test:quick: the tests that need nothing but Node; `npm run test:quick -- domain` runs some of them.
import { setUp } from './setup.mjs';
import { runTests } from './vitest.mjs';

setUp();
process.exit(runTests(['--project', 'quick', ...process.argv.slice(2)]) ? 0 : 1);

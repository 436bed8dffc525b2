// npm test: sets up what is missing, checks, runs every test, and tells loudly what could not be run.
// npm test -- test/store runs only the tests whose path contains that.
import { check } from './check.mjs';
import { installPrograms } from './programs.mjs';
import { setUp } from './setup.mjs';
import { runTests } from './vitest.mjs';

const only = process.argv.slice(2);
setUp();
installPrograms();
const checked = only.length > 0 || check();
const passed = runTests(only);
if (!checked) console.log('The checks complained before the tests: see the top.');
process.exit(checked && passed ? 0 : 1);

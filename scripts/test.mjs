// npm test: sets up what is missing, checks, runs every test, and tells loudly what could not be run.
// npm test -- test/store runs only the tests whose path contains that.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check } from './check.mjs';
import { findProgram, installPrograms, programs } from './programs.mjs';
import { root, setUp } from './setup.mjs';

const only = process.argv.slice(2);
setUp();
installPrograms();
const checked = only.length > 0 || check();

const folder = mkdtempSync(join(tmpdir(), 'muster-report-'));
const report = join(folder, 'report.json');
const vitest = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
    ...only,
  ],
  { cwd: root, stdio: 'inherit' },
);
const tests = readReport();
rmSync(folder, { recursive: true, force: true });

const count = (...states) => tests.filter(({ status }) => states.includes(status)).length;
const skipped = count('skipped', 'pending', 'todo', 'disabled');
if (skipped > 0) tellSkipped();
if (!checked) console.log('\nThe checks complained before the tests: see the top.');
console.log(`\n${count('passed')} passed, ${count('failed')} failed`);
const clean = checked && vitest.status === 0 && tests.length > 0 && (skipped === 0 || !process.env.CI);
process.exit(clean ? 0 : 1);

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).testResults.flatMap((file) => file.assertionResults);
  } catch {
    return [];
  }
}

function tellSkipped() {
  const missing = programs.filter(({ title }) => findProgram(title) === undefined);
  const line = '!'.repeat(80);
  console.log(
    `\n${line}\n${skipped} TESTS WERE SKIPPED${process.env.CI ? ', which counts as a failure here (CI is set)' : ''}.`,
  );
  for (const { title, package: name } of missing) {
    console.log(`${title} is missing: install it (on Debian: apt-get install ${name}) to run its tests.`);
  }
  for (const { status, fullName } of tests) {
    if (!['passed', 'failed'].includes(status)) console.log(`  skipped: ${fullName}`);
  }
  console.log(line);
}

// How every tier is run: all that fails, and all that could not be run, is told at the end.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, programs } from './programs.mjs';
import { root } from './setup.mjs';

/** Runs tests; `args` are vitest's. Returns whether there were some, all passed and, where CI is set, none was skipped. */
export function runTests(args, { node = process.execPath, env = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'muster-report-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${report}`];
  const { status } = spawnSync(node, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const tests = readReport(report);
  rmSync(folder, { recursive: true, force: true });

  const count = (...states) => tests.filter((test) => states.includes(test.status)).length;
  const skipped = count('skipped', 'pending', 'todo', 'disabled');
  if (skipped > 0) tellSkipped(tests, skipped);
  console.log(`\n${count('passed')} passed, ${count('failed')} failed`);
  return status === 0 && tests.length > 0 && (skipped === 0 || !process.env.CI);
}

function readReport(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).testResults.flatMap((file) => file.assertionResults);
  } catch {
    return [];
  }
}

function tellSkipped(tests, skipped) {
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

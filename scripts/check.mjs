// npm run check: Biome, tsc, knip and checks of our own, all of them even when an early one complains.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { root, setUp } from './setup.mjs';

const checks = [
  ['Biome', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'],
  ['tsc', 'node_modules/typescript/bin/tsc', '--noEmit'],
  ['knip', 'node_modules/knip/bin/knip.js', '--no-progress'],
  ['Lock', 'scripts/check-lock.mjs'],
  ['Licences', 'scripts/check-licences.mjs'],
  ['Regular expressions', 'scripts/check-regexps.mjs'],
];

/** Answers whether all is well. */
export function check() {
  const failed = checks.filter(([, script, ...args]) => {
    return spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' }).status !== 0;
  });
  for (const [name] of checks) {
    console.log(`${name}: ${failed.some(([other]) => other === name) ? 'complains, see above' : 'content'}`);
  }
  return failed.length === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  setUp();
  process.exit(check() ? 0 : 1);
}

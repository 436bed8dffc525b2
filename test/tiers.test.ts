import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { entryFor, filesOf, LONGEST, TIERS, testFiles } from './tiers.ts';

/** What starts a Postgres, a Redis, a browser or a whole Muster. */
const SERVICES = ['embedded.ts', 'redis.ts', 'chromium.ts', 'database.ts', 'processes.ts'];

describe('every test file', () => {
  test('is in exactly one tier', () => {
    const files = testFiles();
    expect(files.filter((file) => entryFor(file) === undefined)).toEqual([]);
    expect([...filesOf('quick'), ...filesOf('full')].sort()).toEqual(files);
  });

  test('is still where the table of tiers has it', () => {
    const used = new Set(testFiles().map(entryFor));
    expect(Object.keys(TIERS).filter((path) => !used.has(path))).toEqual([]);
    expect(LONGEST.filter((path) => !testFiles().includes(path))).toEqual([]);
  });
});

test('the quick tier starts no services', async () => {
  const { metafile } = await build({
    entryPoints: filesOf('quick'),
    outdir: 'nowhere',
    write: false,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    metafile: true,
    logLevel: 'silent',
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs).toContain('test/domain/decide.test.ts');
  expect(inputs.filter((path) => SERVICES.some((name) => path.endsWith(`/${name}`)))).toEqual([]);
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cached } from '../../../src/sandbox/page/cached.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cached-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Something made from one file; each `get` stands for a start, and says how often it has been made by then. */
async function setUp(name: string) {
  const [source, file] = [join(folder, `${name}.txt`), join(folder, name, 'kept.json')];
  await writeFile(source, 'one');
  let times = 0;
  const make = async () => ({ value: ++times, inputs: [source] });
  return { source, file, get: (where = file) => cached(where, make) };
}

test('what was made is kept for the next start', async () => {
  const { get } = await setUp('kept');
  expect([await get(), await get()]).toEqual([1, 1]);
});

test('is made anew when a source has changed, even to the same length, or has gone', async () => {
  const { source, get } = await setUp('changed');
  await get();
  await writeFile(source, 'two');
  expect([await get(), await get()]).toEqual([2, 2]);
  await rm(source);
  await expect(get()).rejects.toThrow('ENOENT');
});

test('is made anew when what was kept is broken', async () => {
  const { file, get } = await setUp('broken');
  await get();
  await writeFile(file, '{"digest":');
  expect([await get(), await get()]).toEqual([2, 2]);
});

test('is made each time where nothing can be kept', async () => {
  const { source, get } = await setUp('nowhere');
  const below = join(source, 'kept.json');
  expect([await get(below), await get(below)]).toEqual([1, 2]);
});

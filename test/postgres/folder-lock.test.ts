import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { FolderInUse, lockFolder } from '../../src/postgres/folder-lock.ts';
import { describeProcess } from '../../src/postgres/process-info.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-lock-'));
  return () => rm(folder, { recursive: true });
});

describe('a folder', () => {
  test('belongs to one living process', async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(new FolderInUse(process.pid));
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
    await (await lockFolder(folder)).release();
  });

  test('is free again when its process was killed', async () => {
    const other = await lockElsewhere(folder);
    await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${other.pid}`);
    other.kill('SIGKILL');
    await once(other, 'close');
    await (await lockFolder(folder)).release();
  });

  test('is free when the number in its lock belongs to a later process', async () => {
    await writeFile(join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: 'long ago' }));
    await (await lockFolder(folder)).release();
  });

  test('is free when its lock cannot be read', async () => {
    await writeFile(join(folder, 'lock'), '');
    await (await lockFolder(folder)).release();
  });

  test('goes to one of many who find a stale lock at once', async () => {
    await writeFile(join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: 'long ago' }));
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => lockElsewhere(folder).catch(() => undefined)));
    const winners = outcomes.filter((child) => child !== undefined);
    for (const child of winners) child.kill('SIGKILL');
    expect(winners).toHaveLength(1);
  });
});

test('a process is known by when it started, and a dead one is nobody', async () => {
  const me = await describeProcess(process.pid);
  expect(me?.command).toMatch(/node|vitest/);
  expect(await describeProcess(process.pid)).toEqual(me);
  expect(await describeProcess(2 ** 22 + 1)).toBeUndefined();
});

test('a process is known by its program, whatever it calls itself', async () => {
  const script = "process.title = 'postgres'; console.log('named'); setInterval(() => {}, 1000);";
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  expect((await describeProcess(child.pid ?? 0))?.command).toBe(basename(process.execPath));
  child.kill('SIGKILL');
});

/** Another process that holds the folder until it is killed; rejects when it does not get it. */
async function lockElsewhere(where: string) {
  const script = `
    import { lockFolder } from './src/postgres/folder-lock.ts';
    await lockFolder(${JSON.stringify(where)});
    console.log('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'close').then(() => Promise.reject(new Error('not held'))),
  ]);
  return child;
}

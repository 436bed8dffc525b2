import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeProcess } from './process-info.ts';

export type FolderLock = { release(): Promise<void> };

/** Thrown when a living process holds the folder. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
  readonly pid: number;
  constructor(pid: number) {
    super(`The folder is in use by process ${pid}.`);
    this.pid = pid;
  }
}

type Holder = { readonly pid: number; readonly started: string };

/** Keeps a folder for this process. The lock of a process that died, however it died, counts for nothing. */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'lock');
  const mine = JSON.stringify({ pid: process.pid, started: (await describeProcess(process.pid))?.started });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, mine);
  try {
    // A link is made whole or not at all, so nobody ever reads half a lock.
    for (let tries = 0; tries < 5; tries++) {
      if (await link(draft, file).then(() => true, isTaken)) {
        return { release: () => releaseIfMine(file, mine) };
      }
      await removeStale(file);
    }
  } finally {
    await rm(draft, { force: true });
  }
  throw new Error(`The lock ${file} changes hands too fast: remove it and start again.`);
}

async function removeStale(file: string): Promise<void> {
  const seen = await readFile(file, 'utf8').catch(() => '');
  const holder = parse(seen);
  if (holder && (await isAlive(holder))) throw new FolderInUse(holder.pid);
  // Moved aside and looked at again: another process may have replaced the stale lock by its own meanwhile.
  const aside = `${file}.stale.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => seen);
  if (moved !== seen) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

async function releaseIfMine(file: string, mine: string): Promise<void> {
  if ((await readFile(file, 'utf8').catch(() => '')) === mine) await rm(file, { force: true });
}

async function isAlive(holder: Holder): Promise<boolean> {
  return (await describeProcess(holder.pid))?.started === holder.started;
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

function isTaken(error: NodeJS.ErrnoException): false {
  if (error.code === 'EEXIST') return false;
  throw error;
}

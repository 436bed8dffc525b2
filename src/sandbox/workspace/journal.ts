import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** One change: a table's name, a key and the new value; without a value the key is gone. */
export type Entry = readonly [table: string, key: string, value?: unknown];

export type Journal = {
  write(entry: Entry): void;
  /** Replaces everything written so far by these entries, at once or not at all. */
  compact(entries: Iterable<Entry>): void;
  /** Entries written since the last compaction. */
  length(): number;
  close(): void;
};

/** Keeps nothing: a sandbox without a folder forgets when it stops. */
export function inMemoryJournal(): Journal {
  return { write() {}, compact() {}, length: () => 0, close() {} };
}

/**
 * Opens the journal in `folder` and hands every entry that survived to `replay`, oldest first.
 * Each write reaches the operating system before it returns, so a killed process loses nothing; a line that was cut
 * off by a crash of the machine is left out. Entries are absolute, so replaying some of them twice does no harm.
 */
export function openJournal(folder: string, replay: (entry: Entry) => void): Journal {
  mkdirSync(folder, { recursive: true });
  takeLock(folder);
  const snapshot = join(folder, 'snapshot.jsonl');
  const journal = join(folder, 'journal.jsonl');
  readEntries(snapshot, replay);
  let length = readEntries(journal, replay);
  let file = openSync(journal, 'a');
  // A torn last line must not swallow the next entry.
  if (length > 0) writeSync(file, '\n');
  return {
    write(entry) {
      writeSync(file, `${JSON.stringify(entry)}\n`);
      length += 1;
    },
    compact(entries) {
      writeAll(`${snapshot}.new`, entries);
      renameSync(`${snapshot}.new`, snapshot);
      closeSync(file);
      file = openSync(journal, 'w');
      length = 0;
    },
    length: () => length,
    close() {
      closeSync(file);
      rmSync(join(folder, 'lock'), { force: true });
    },
  };
}

/** Two sandboxes on one folder would overwrite each other; a lock left by a killed one does not count. */
function takeLock(folder: string): void {
  const path = join(folder, 'lock');
  const holder = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
  if (holder !== process.pid && isRunning(holder)) {
    throw new Error(`${folder} is in use by process ${holder}: stop it, or choose another folder.`);
  }
  writeFileSync(path, String(process.pid));
}

function isRunning(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readEntries(path: string, replay: (entry: Entry) => void): number {
  if (!existsSync(path)) return 0;
  let count = 0;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const entry = parseEntry(line);
    if (entry) {
      replay(entry);
      count += 1;
    }
  }
  return count;
}

function parseEntry(line: string): Entry | null {
  if (line === '') return null;
  try {
    const entry: unknown = JSON.parse(line);
    return Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'string'
      ? [entry[0], entry[1], entry[2]]
      : null;
  } catch {
    return null;
  }
}

function writeAll(path: string, entries: Iterable<Entry>): void {
  const file = openSync(path, 'w');
  let chunk: string[] = [];
  for (const entry of entries) {
    chunk.push(JSON.stringify(entry));
    if (chunk.length === 1000) {
      writeSync(file, `${chunk.join('\n')}\n`);
      chunk = [];
    }
  }
  if (chunk.length > 0) writeSync(file, `${chunk.join('\n')}\n`);
  fsyncSync(file);
  closeSync(file);
}

import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';

export type ProcessInfo = {
  /** The base name of the program. */
  readonly command: string;
  /** Changes when the process id is given to another process; otherwise without meaning. */
  readonly started: string;
};

/** What runs under this id now, or undefined. Ids are reused, so a bare "is it alive" would mistake a stranger. */
export async function describeProcess(pid: number): Promise<ProcessInfo | undefined> {
  if (!isAlive(pid)) return undefined;
  return process.platform === 'linux' ? readProc(pid) : readPs(pid);
}

async function readProc(pid: number): Promise<ProcessInfo | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // "pid (command) state ppid … starttime …"; the command may itself hold spaces and brackets.
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  if (fields[0] === 'Z') return undefined;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const command = (await readProgram(pid)) ?? stat.slice(stat.indexOf('(') + 1, end);
  return { command, started: `${boot.trim()}/${fields[19]}` };
}

/**
 * The program's file. What stat has in brackets is the name of the main thread, which a program gives itself: Node 24
 * says "MainThread". It has to do where the file is hidden, as from root without CAP_SYS_PTRACE.
 */
async function readProgram(pid: number): Promise<string | undefined> {
  const file = await readlink(`/proc/${pid}/exe`).catch(() => undefined);
  return file && basename(file.replace(/ \(deleted\)$/, ''));
}

async function readPs(pid: number): Promise<ProcessInfo | undefined> {
  const answer = await promisify(execFile)('ps', ['-o', 'lstart=,comm=', '-p', String(pid)]).catch(
    () => undefined,
  );
  const line = answer?.stdout.trim();
  // "Mon Jan  2 15:04:05 2006 /path/to/postgres"
  return line ? { command: line.slice(24).split('/').at(-1) ?? '', started: line.slice(0, 24) } : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

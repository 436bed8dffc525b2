import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export type ProcessInfo = {
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
  return { command: stat.slice(stat.indexOf('(') + 1, end), started: `${boot.trim()}/${fields[19]}` };
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

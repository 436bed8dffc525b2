import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import getPort from 'get-port';
import pg from 'pg';
import { findBinaries, findServerUser, prepareFolder, type ServerUser } from './embedded-files.ts';
import { describeProcess } from './process-info.ts';

export type EmbeddedPostgres = {
  /** Of the database `muster`, as its owner and the server's superuser. */
  readonly url: string;
  readonly pid: number;
  /** Disconnects everybody and waits until the server is gone. */
  stop(): Promise<void>;
  /** Ends the server without waiting; the next start recovers what was committed. */
  kill(): void;
};

export type EmbeddedOptions = {
  /** False trades the data's safety when the machine goes down for speed, and ends the server with this process: for tests. */
  readonly durable?: boolean;
  /** A free one unless given. */
  readonly port?: number;
  readonly maxConnections?: number;
};

type Server = { readonly pid: number; readonly port: number; readonly child?: ChildProcess };

const startLimitMs = 30_000;
const stopLimitMs = 3_000;
const pollMs = 15;

/**
 * Starts a private Postgres whose data lives in `folder`, or takes over the one that a killed process left running
 * there. It is a session of its own, so Ctrl-C does not reach it: it stops when we say so, after everybody else.
 */
export async function startPostgres(
  folder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const user = await findServerUser(resolve(folder));
  const home = await prepareFolder(resolve(folder), user);
  const bin = await findBinaries(user);
  const password = await initialise(bin, home, user);
  const server = (await findRunning(home)) ?? (await launch(bin, home, user, options));
  const url = (database: string): string => urlOf(server, password, database);
  await createDatabaseIfMissing(url);
  const kill = (): void => {
    process.kill(server.pid, 'SIGQUIT');
  };
  // What nobody will come back to must not outlive a crash.
  if (options.durable === false) process.once('exit', kill);
  return {
    url: url('muster'),
    pid: server.pid,
    kill,
    stop() {
      process.off('exit', kill);
      return stop(server);
    },
  };
}

/** Returns the address of the server that runs in this folder; undefined when there is none. */
export async function findPostgres(folder: string): Promise<string | undefined> {
  const home = await realpath(folder);
  const server = await findRunning(home);
  return server && urlOf(server, (await readFile(join(home, 'password'), 'utf8')).trim(), 'muster');
}

/** Stops the server that a killed process left running in this folder, if there is one. */
export async function stopOrphan(folder: string): Promise<void> {
  const home = await realpath(folder);
  const server = await findRunning(home);
  if (server) await stop(server);
}

function urlOf({ port }: Server, password: string, database: string): string {
  return `postgresql://muster:${password}@127.0.0.1:${port}/${database}`;
}

async function initialise(bin: string, home: string, user: ServerUser | undefined): Promise<string> {
  const passwordFile = join(home, 'password');
  const data = join(home, 'data');
  if (await stat(data).catch(() => undefined)) return (await readFile(passwordFile, 'utf8')).trim();
  const password = randomBytes(18).toString('base64url');
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  // Built aside and moved into place, so that an interrupted first start leaves nothing half-made.
  const unfinished = join(home, 'data.new');
  await rm(unfinished, { recursive: true, force: true });
  const args = [
    `--pgdata=${unfinished}`,
    '--username=muster',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
  ];
  args.push('--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions');
  await promisify(execFile)(join(bin, 'initdb'), args, { ...user, cwd: home, env: serverEnvironment });
  await rename(unfinished, data);
  return password;
}

// Nothing of the person's locale or PG* variables should reach the server.
const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

async function findRunning(home: string): Promise<Server | undefined> {
  const pidFile = await readPidFile(home);
  if (!pidFile) return undefined;
  const found = await describeProcess(pidFile.pid);
  if (found?.command !== 'postgres') {
    await rm(pidFilePath(home), { force: true });
    return undefined;
  }
  if (pidFile.status !== 'stopping') return awaitReady(home, pidFile);
  await until(async () => (await readPidFile(home))?.pid !== pidFile.pid, stopLimitMs);
  return undefined;
}

async function launch(
  bin: string,
  home: string,
  user: ServerUser | undefined,
  options: EmbeddedOptions,
): Promise<Server> {
  const port = options.port ?? (await getPort({ host: '127.0.0.1' }));
  const settings: Record<string, string | number> = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? 100,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.durable === false && { fsync: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await open(join(home, 'log'), 'w', 0o600);
  const child = spawn(join(bin, 'postgres'), ['-D', join(home, 'data'), ...flags], {
    ...user,
    cwd: home,
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  child.unref();
  const hasFailed = failureOf(child);
  await log.close();
  return awaitReady(home, { pid: child.pid ?? 0, port, child }, hasFailed);
}

/** Whether the server has ended or could not be run. Listens from now on: it may fail at once. */
function failureOf(child: ChildProcess): () => boolean {
  let failed = false;
  for (const end of ['exit', 'error']) {
    child.once(end, () => {
      failed = true;
    });
  }
  return () => failed;
}

async function awaitReady(home: string, server: Server, hasFailed = () => false): Promise<Server> {
  const isReady = async (): Promise<boolean> => {
    const pidFile = await readPidFile(home);
    return hasFailed() || (pidFile?.pid === server.pid && pidFile.status === 'ready');
  };
  if (!(await until(isReady, startLimitMs)) || hasFailed()) {
    const log = await readFile(join(home, 'log'), 'utf8').catch(() => '');
    const lastLine = log
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^.*?\] \w+:\s+/, '');
    throw new Error(
      `The embedded Postgres did not start (${lastLine || 'it left no log'}); see ${home}/log.`,
    );
  }
  return server;
}

async function stop(server: Server): Promise<void> {
  const isGone = async (): Promise<boolean> =>
    server.child
      ? server.child.exitCode !== null || server.child.signalCode !== null
      : (await describeProcess(server.pid))?.command !== 'postgres';
  // "Fast": open transactions are rolled back. SIGQUIT leaves the rest to the next start's recovery.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (await isGone()) return;
    process.kill(server.pid, signal);
    if (await until(isGone, stopLimitMs)) return;
  }
}

function pidFilePath(home: string): string {
  return join(home, 'data', 'postmaster.pid');
}

// Its lines: process id, data folder, start time, port, socket folder, address, shared memory, status.
async function readPidFile(
  home: string,
): Promise<{ readonly pid: number; readonly port: number; readonly status: string } | undefined> {
  const text = await readFile(pidFilePath(home), 'utf8').catch(() => undefined);
  if (!text) return undefined;
  const lines = text.split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() };
}

async function createDatabaseIfMissing(url: (database: string) => string): Promise<void> {
  const client = new pg.Client({ connectionString: url('postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'muster'");
    if (rowCount === 0) await client.query('CREATE DATABASE muster');
  } finally {
    await client.end();
  }
}

async function until(condition: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (performance.now() < end) {
    if (await condition()) return true;
    await sleep(pollMs);
  }
  return condition();
}

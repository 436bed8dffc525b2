import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { Redis } from 'ioredis';
import { findProgram } from '../../scripts/programs.mjs';

const program = findProgram('Redis');

/** For `describe.skipIf(!redisAvailable)`: without Redis its tests are skipped, and `npm test` says so. */
export const redisAvailable = program !== undefined;

export type TestRedis = {
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  /** Ends the server, gently unless told otherwise, and forgets its data. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Ends the server and keeps its data. */
  halt(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again where it was, on the data that it has written. */
  resume(): Promise<void>;
  /** While on, it takes connections and says nothing. */
  freeze(on: boolean): void;
  /** Asks the server itself, past any proxy. */
  command(name: string, ...args: string[]): Promise<unknown>;
};

/** A Redis of the caller's own, with the settings that Muster asks for. */
export async function startRedis(settings: Readonly<Record<string, string>> = {}): Promise<TestRedis> {
  if (program === undefined) throw new Error('redis-server is not installed.');
  const folder = await mkdtemp(join(tmpdir(), 'muster-redis-'));
  const port = settings.port === undefined ? await getPort({ host: '127.0.0.1' }) : Number(settings.port);
  const all = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    appendonly: 'yes',
    appendfsync: 'no',
    save: '',
    hz: '100',
    'maxmemory-policy': 'noeviction',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
  const url = `redis://127.0.0.1:${port}`;
  let child = spawn(program, flags, { stdio: 'ignore' });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', kill);
  await answers(url);

  async function halt(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGCONT');
    child.kill(signal);
    await once(child, 'exit');
  }

  return {
    url,
    port,
    get pid() {
      return child.pid ?? 0;
    },
    halt,
    async resume() {
      child = spawn(program as string, flags, { stdio: 'ignore' });
      await answers(url);
    },
    freeze(on) {
      child.kill(on ? 'SIGSTOP' : 'SIGCONT');
    },
    command: (name, ...args) => ask(url, name, args),
    async stop(signal) {
      process.off('exit', kill);
      await halt(signal);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ask(url: string, name: string, args: readonly string[]): Promise<unknown> {
  const client = new Redis(url);
  try {
    return await client.call(name, ...args);
  } finally {
    client.disconnect();
  }
}

async function answers(url: string): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: 250 });
  client.on('error', () => undefined);
  try {
    await client.ping();
  } finally {
    client.disconnect();
  }
}

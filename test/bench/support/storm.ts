import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { TestRedis } from '../../support/redis.ts';
import type { TcpProxy } from '../../support/tcp-proxy.ts';
import type { Duty } from '../children/worker.ts';
import type { workerProcesses } from './worker-process.ts';

type Processes = Awaited<ReturnType<typeof workerProcesses>>;

/** A process that is started again whenever it ends, as an orchestrator does it. */
export type Supervised = {
  readonly up: () => Promise<unknown>;
  readonly kill: () => Promise<void>;
  /** How often it ended though nobody killed it. */
  readonly deaths: () => number;
  readonly leave: () => void;
};

export function supervise(processes: Processes, duty: Duty): Supervised {
  let isLeft = false;
  let isKilled = false;
  let deaths = 0;
  let current = start();

  function start() {
    const started = processes.start(duty);
    void started.gone.then(() => {
      if (isLeft) return;
      if (!isKilled) deaths += 1;
      isKilled = false;
      current = start();
    });
    return started;
  }

  return {
    up: () => current.says('up'),
    kill() {
      isKilled = true;
      return current.kill();
    },
    deaths: () => deaths,
    leave: () => {
      isLeft = true;
    },
  };
}

export type Weather = {
  readonly pools: readonly (readonly Supervised[])[];
  readonly databaseUrl: string;
  readonly redis: TestRedis | undefined;
  readonly proxy: TcpProxy | undefined;
};

/** Everything breaks once or more within this time; when it resolves all is in order again. */
export async function storm(weather: Weather, ms: number): Promise<void> {
  const { pools, databaseUrl, redis, proxy } = weather;
  let kills = 0;
  /** One of each pool, in turn. */
  const kill = async () => {
    await Promise.all(pools.map((pool) => pool[kills % pool.length]?.kill()));
    kills += 1;
  };
  const cut = () => cutConnections(databaseUrl);
  const steps: [at: number, trouble: () => unknown][] = [
    [0.1, kill],
    [0.2, cut],
    [0.3, () => redis?.command('FLUSHALL')],
    [0.4, kill],
    [0.45, () => redis?.halt('SIGKILL')],
    [0.5, () => redis?.resume()],
    [0.55, cut],
    [0.6, kill],
    [0.65, () => proxy?.blackhole(true)],
    [0.7, kill],
    [
      0.8,
      () => {
        proxy?.blackhole(false);
        proxy?.reset();
      },
    ],
    [0.85, kill],
    [0.9, cut],
  ];
  const began = Date.now();
  for (const [at, trouble] of steps) {
    await sleep(Math.max(0, began + at * ms - Date.now()));
    await trouble();
  }
  await sleep(Math.max(0, began + ms - Date.now()));
}

/** Everybody's. */
async function cutConnections(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  const name = url.pathname.slice(1);
  url.pathname = 'postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  await client.end();
}

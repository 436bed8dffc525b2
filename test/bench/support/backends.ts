import { randomUUID } from 'node:crypto';
import { createPostgresBackend, type Processor, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Instant } from '../../../src/domain/kernel/time.ts';
import { redisAvailable, startRedis, type TestRedis } from '../../support/redis.ts';

/** Where jobs are kept: in this Redis, or without one in the Postgres of the moment. */
export type Backend = {
  readonly name: 'Redis' | 'Postgres';
  readonly redisUrl: string | undefined;
  readonly redis?: TestRedis;
};

/** Jobs that one process works on at a time: as many timers as Muster. */
export const AT_ONCE = 10;

/** Runs for Postgres and, where it is installed, for a Redis of their own. */
export async function onEachBackend(
  say: (line: string) => void,
  run: (backend: Backend) => Promise<void>,
): Promise<void> {
  await run({ name: 'Postgres', redisUrl: undefined });
  if (!redisAvailable) return say('redis-server is not installed: its rows are left out.');
  const redis = await startRedis();
  await run({ name: 'Redis', redisUrl: redis.url, redis }).finally(() => redis.stop());
}

export type RawJob = { readonly id: string; readonly dueAt: Instant };

export type RawQueue = {
  readonly add: (jobs: readonly RawJob[]) => Promise<unknown>;
  /** Jobs whose time has not come. */
  readonly delayed: () => Promise<number>;
  /** Begins to work, where it was paused. */
  readonly resume: () => void;
  readonly stop: () => Promise<unknown>;
};

/** BullMQ as its own documentation shows it: delayed jobs and a worker, all settings but `concurrency` at their defaults. */
export async function startRawQueue(
  backend: Backend,
  databaseUrl: string,
  processor: Processor<RawJob>,
  { concurrency = AT_ONCE, name = `raw-${randomUUID()}`, isPaused = false } = {},
): Promise<RawQueue> {
  const { queue, worker, cut } = openRaw(backend, databaseUrl, name, processor, {
    concurrency,
    autorun: !isPaused,
  });
  // Both say so of every connection that fails; what comes of it is what is measured.
  queue.on('error', () => {});
  worker.on('error', () => {});
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  return {
    add: (jobs) =>
      queue.addBulk(
        jobs.map((data) => ({
          name: 'promise',
          data,
          opts: { jobId: data.id, delay: Math.max(0, data.dueAt - Date.now()) },
        })),
      ),
    resume: () => void worker.run().catch(() => {}),
    delayed: () => queue.getDelayedCount(),
    async stop() {
      await Promise.allSettled([worker.close(true), queue.close()]);
      cut();
    },
  };
}

type Raw = { readonly queue: Queue; readonly worker: Worker; readonly cut: () => void };

function openRaw(
  backend: Backend,
  databaseUrl: string,
  name: string,
  processor: Processor<RawJob>,
  options: { readonly concurrency: number; readonly autorun: boolean },
): Raw {
  if (backend.redisUrl === undefined) {
    const connection = { connectionString: databaseUrl, migrate: true };
    return {
      queue: new Queue(name, { connection }, createPostgresBackend) as never,
      worker: new Worker(name, processor, { connection, ...options }, createPostgresBackend) as never,
      cut: () => {},
    };
  }
  const connection = new Redis(backend.redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', () => {});
  return {
    queue: new Queue(name, { connection }),
    worker: new Worker(name, processor, { connection, ...options }),
    cut: () => connection.disconnect(),
  };
}

/** Takes all jobs away. */
export async function flush({ redis }: Backend, databaseUrl: string): Promise<void> {
  if (redis !== undefined) return void (await redis.command('FLUSHALL'));
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq'",
  );
  // What its migrations have written of themselves stays: it is no job.
  const tables = rows.map((row) => row.name as string).filter((name) => !name.includes('migration'));
  await client.query(`TRUNCATE ${tables.map((name) => `bullmq.${name}`).join(', ')} CASCADE`);
  await client.end();
}

import { randomUUID } from 'node:crypto';
import { createPostgresBackend, type Processor, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Instant } from '../../../src/domain/time.ts';
import { redisAvailable, startRedis } from '../../support/redis.ts';

/** Where jobs are kept: in this Redis, or without one in the Postgres of the moment. */
export type Backend = { readonly name: 'Redis' | 'Postgres'; readonly redisUrl: string | undefined };

/** Runs for Postgres and, where it is installed, for a Redis of their own. */
export async function onEachBackend(
  say: (line: string) => void,
  run: (backend: Backend) => Promise<void>,
): Promise<void> {
  await run({ name: 'Postgres', redisUrl: undefined });
  if (!redisAvailable) return say('redis-server is not installed: its rows are left out.');
  const redis = await startRedis();
  await run({ name: 'Redis', redisUrl: redis.url }).finally(() => redis.stop());
}

export type RawJob = { readonly id: string; readonly dueAt: Instant };

export type RawQueue = {
  readonly add: (jobs: readonly RawJob[]) => Promise<unknown>;
  readonly stop: () => Promise<unknown>;
};

/** BullMQ as its own documentation shows it: delayed jobs and a worker, all settings but `concurrency` at their defaults. */
export async function startRawQueue(
  backend: Backend,
  databaseUrl: string,
  processor: Processor<RawJob>,
  concurrency: number,
): Promise<RawQueue> {
  const { queue, worker, cut } = openRaw(backend, databaseUrl, processor, concurrency);
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
  processor: Processor<RawJob>,
  concurrency: number,
): Raw {
  const name = `raw-${randomUUID()}`;
  if (backend.redisUrl === undefined) {
    const connection = { connectionString: databaseUrl, migrate: true };
    return {
      queue: new Queue(name, { connection }, createPostgresBackend) as never,
      worker: new Worker(name, processor, { connection, concurrency }, createPostgresBackend) as never,
      cut: () => {},
    };
  }
  const connection = new Redis(backend.redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', () => {});
  return {
    queue: new Queue(name, { connection }),
    worker: new Worker(name, processor, { connection, concurrency }),
    cut: () => connection.disconnect(),
  };
}

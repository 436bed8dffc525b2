import { createPostgresBackend, type Processor, Queue, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import { SECOND } from '../domain/time.ts';
import { forgive } from '../store/client.ts';
import { checkRedis } from './redis-check.ts';

/** Where BullMQ keeps its jobs. */
export type QueueBackend = {
  readonly queue: (name: string) => Queue;
  readonly worker: <T>(name: string, processor: Processor<T>, concurrency: number) => Worker;
  /** What is wrong with its set-up, in words. Rejects with a sentence when it cannot be reached. */
  readonly check: () => Promise<string[]>;
  /** Cuts what closing the queues and workers has left open. */
  readonly close: () => void;
};

const JOBS = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: true,
  // What a bell could not do the sweep does.
  removeOnFail: true,
} as const;

/** A worker killed in the middle of a job: with BullMQ's defaults it is run again after a minute, with these in ten seconds. */
const LOCKS = { lockDuration: 5 * SECOND, stalledInterval: 5 * SECOND, maxStalledCount: 100 } as const;

/** BullMQ's tables live in a schema of their own in the same database; it makes them itself. */
export function openPostgres(connectionString: string): QueueBackend {
  const connection = {
    connectionString,
    migrate: true,
    max: 2,
    connectionTimeoutMillis: 5 * SECOND,
    onConnect: forgive,
  };
  return {
    queue: (name) => new Queue(name, { connection, defaultJobOptions: JOBS }, createPostgresBackend) as never,
    worker: (name, processor, concurrency) =>
      new Worker(name, processor, { connection, concurrency, ...LOCKS }, createPostgresBackend) as never,
    check: async () => [],
    close: () => {},
  };
}

export function openRedis(url: string, complain: (error: unknown) => void): QueueBackend {
  const open: Redis[] = [];
  const connect = (options: RedisOptions) => {
    const redis = new Redis(url, { ...options, retryStrategy: (times) => Math.min(times * 100, 2 * SECOND) });
    redis.on('error', complain);
    open.push(redis);
    return redis;
  };
  // Without a limit an `add` would hang for as long as Redis is away.
  let producer: Redis | undefined;
  // A silent socket would never be noticed. Blocking reads last 5 s, so 15 s of silence mean that nobody is there.
  let consumer: Redis | undefined;
  return {
    queue(name) {
      producer ??= connect({ commandTimeout: 2 * SECOND, maxRetriesPerRequest: null });
      return new Queue(name, { connection: producer, defaultJobOptions: JOBS });
    },
    worker(name, processor, concurrency) {
      consumer ??= connect({ socketTimeout: 15 * SECOND, maxRetriesPerRequest: null });
      return new Worker(name, processor, { connection: consumer, concurrency, ...LOCKS });
    },
    check: () => checkRedis(url),
    close() {
      for (const redis of open) redis.disconnect();
    },
  };
}

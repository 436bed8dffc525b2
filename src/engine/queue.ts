import {
  createPostgresBackend,
  createRedisBackend,
  type Processor,
  Queue,
  runMigrations,
  Worker,
} from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import pg from 'pg';
import { SECOND } from '../domain/kernel/time.ts';
import { forgive, openSocket } from '../store/pool.ts';
import { REST_MS, unhurried } from './bullmq.ts';
import { checkRedis, tryWrite } from './redis-check.ts';

/** Where BullMQ keeps its jobs. */
export type QueueBackend = {
  readonly queue: (name: string) => Queue;
  readonly worker: <T>(name: string, processor: Processor<T>, concurrency: number) => Worker;
  /** What is wrong with its set-up, in words. Rejects with a sentence when it cannot be reached. */
  readonly check: () => Promise<string[]>;
  /** Rejects when it takes no jobs now. It may take its time. */
  readonly probe: (queue: Queue) => Promise<unknown>;
  /** Puts right what made this error, if it can; otherwise does nothing. */
  readonly mend: (error: unknown) => void;
  /** Cuts what closing the queues and workers has left open. */
  readonly close: () => void;
};

const JOBS = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: true,
  // A failed job is not repeated by BullMQ: the sweep does the work.
  removeOnFail: true,
} as const;

/** A worker killed in the middle of a job: with BullMQ's defaults it is run again after a minute, with these in ten seconds. */
const LOCKS = { lockDuration: 5 * SECOND, stalledInterval: 5 * SECOND, maxStalledCount: 100 } as const;

/** A worker asks for its next job, and when that goes wrong after a rest again. */
const WORKER = { ...LOCKS, runRetryDelay: REST_MS } as const;

/** An answer takes milliseconds. */
const ANSWER_MS = 5 * SECOND;

/** BullMQ's tables live in a schema of their own in the same database; it makes them itself. */
export function openPostgres(connectionString: string, silentMs?: number): QueueBackend {
  const connection = {
    connectionString,
    migrate: true,
    max: 2,
    connectionTimeoutMillis: ANSWER_MS,
    // A question whose answer got lost is given up, and so is a connection that listens and hears nothing: it may lead
    // nowhere by now, and costs nothing to make anew.
    query_timeout: ANSWER_MS,
    // A job that a crash of Postgres takes along is found by the sweep.
    options: '-c synchronous_commit=off',
    stream: () => openSocket(silentMs),
    onConnect: forgive,
  };
  return {
    queue: (name) => new Queue(name, { connection, defaultJobOptions: JOBS }, createPostgresBackend) as never,
    // A database that answers takes jobs as well: it is the one that Muster writes everything to.
    probe: (queue) => queue.getDelayedCount(),
    worker: (name, processor, concurrency) =>
      new Worker(
        name,
        processor,
        { connection, concurrency, ...WORKER },
        unhurried(createPostgresBackend as never),
      ) as never,
    check: async () => [],
    mend: createMender(connectionString),
    close: () => {},
  };
}

/** What Postgres says when BullMQ's schema, a table or a function of it is not there. */
const IS_GONE = new Set(['3F000', '42P01', '42883']);

/** BullMQ makes its tables when it connects and takes them for granted from then on. */
function createMender(connectionString: string): (error: unknown) => void {
  let mending: Promise<unknown> | null = null;
  return (error) => {
    if (mending !== null || !IS_GONE.has((error as { code?: string }).code ?? '')) return;
    mending = makeTables(connectionString)
      .catch(() => {})
      .finally(() => {
        mending = null;
      });
  };
}

async function makeTables(connectionString: string): Promise<void> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  });
  forgive(client);
  try {
    await client.connect();
    await runMigrations(client as never);
  } finally {
    await client.end();
  }
}

export function openRedis(url: string, complain: (error: unknown) => void): QueueBackend {
  const open: Redis[] = [];
  const connect = (options: RedisOptions) => {
    const redis = new Redis(url, { ...options, retryStrategy: (times) => Math.min(times * 100, 2 * SECOND) });
    redis.on('error', complain);
    open.push(redis);
    return redis;
  };
  // A silent socket would never be noticed, and an `add` would hang for as long as Redis is away.
  let producer: Redis | undefined;
  // Blocking reads last 10 s at most, so 12 s of silence mean that nobody is there.
  let consumer: Redis | undefined;
  return {
    queue(name) {
      producer ??= connect({
        commandTimeout: 2 * SECOND,
        socketTimeout: 3 * SECOND,
        maxRetriesPerRequest: null,
      });
      return new Queue(name, { connection: producer, defaultJobOptions: JOBS });
    },
    worker(name, processor, concurrency) {
      consumer ??= connect({ socketTimeout: 12 * SECOND, maxRetriesPerRequest: null });
      return new Worker(
        name,
        processor,
        { connection: consumer, concurrency, ...WORKER },
        unhurried(createRedisBackend as never),
      ) as never;
    },
    check: () => checkRedis(url),
    probe: async () => {
      if (producer?.status !== 'ready') throw new Error('there is no connection to Redis now');
      await tryWrite(producer);
    },
    mend: () => {},
    close() {
      for (const redis of open) redis.disconnect();
    },
  };
}

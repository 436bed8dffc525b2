import pg from 'pg';
import type { QueueScene } from './scene.ts';

/** Something that happens to a queue, and how it passes. */
export type Trouble = {
  /** It lasts, so that whoever asks whether the process is ready is told of it. */
  readonly isSeen?: true;
  readonly begin: (scene: QueueScene) => unknown;
  readonly end: (scene: QueueScene) => unknown;
};

const nothing = () => {};

/** What a network does to any queue. The first is there to compare the others with. */
const network: Record<string, Trouble> = {
  'nothing happens': { begin: nothing, end: nothing },
  'its connections lead nowhere': {
    isSeen: true,
    begin: ({ proxy }) => proxy.blackhole(true),
    end: ({ proxy }) => {
      proxy.blackhole(false);
      proxy.reset();
    },
  },
  'the router forgets its connections': { begin: ({ proxy }) => proxy.abandon(), end: nothing },
  'its connections are reset': { begin: ({ proxy }) => proxy.reset(), end: ({ proxy }) => proxy.reset() },
  'its connections are half closed': { begin: ({ proxy }) => proxy.halfClose(), end: nothing },
  'it cannot be reached': {
    isSeen: true,
    begin: ({ proxy }) => {
      proxy.refuse(true);
      proxy.reset();
    },
    end: ({ proxy }) => proxy.refuse(false),
  },
  'it is slow': { begin: ({ proxy }) => proxy.latency(700), end: ({ proxy }) => proxy.latency(0) },
};

export const redisTroubles: Record<string, Trouble> = {
  ...network,
  'it is stopped': { isSeen: true, begin: ({ redis }) => redis.halt(), end: ({ redis }) => redis.resume() },
  'it is killed': {
    isSeen: true,
    begin: ({ redis }) => redis.halt('SIGKILL'),
    end: ({ redis }) => redis.resume(),
  },
  'it is flushed': { begin: ({ redis }) => redis.command('FLUSHALL'), end: nothing },
  'it is frozen': {
    isSeen: true,
    begin: ({ redis }) => redis.freeze(true),
    end: ({ redis }) => redis.freeze(false),
  },
  'its memory is full': {
    isSeen: true,
    begin: ({ redis }) => redis.command('CONFIG', 'SET', 'maxmemory', '1'),
    end: ({ redis }) => redis.command('CONFIG', 'SET', 'maxmemory', '0'),
  },
  'it throws jobs away': {
    begin: ({ redis }) => redis.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru', 'maxmemory', '1'),
    end: ({ redis }) => redis.command('CONFIG', 'SET', 'maxmemory', '0', 'maxmemory-policy', 'noeviction'),
  },
  'it becomes a replica that takes no writes': {
    isSeen: true,
    begin: ({ redis }) => redis.command('REPLICAOF', '127.0.0.1', '1'),
    end: ({ redis }) => redis.command('REPLICAOF', 'NO', 'ONE'),
  },
};

/** Those who keep BullMQ's table to themselves, by queue. */
const holders = new Map<string, pg.Client>();

export const postgresTroubles: Record<string, Trouble> = {
  ...network,
  'its connections are terminated': {
    begin: ({ database, queueName }) =>
      run(
        database.url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '${queueName}%'`,
      ),
    end: nothing,
  },
  'its jobs are deleted': {
    begin: ({ database }) => run(database.url, 'DELETE FROM bullmq.job'),
    end: nothing,
  },
  'its tables are dropped': {
    begin: ({ database }) => run(database.url, 'DROP SCHEMA bullmq CASCADE'),
    end: nothing,
  },
  'somebody locks its table': {
    isSeen: true,
    begin: async ({ database, queueName }) => {
      const client = new pg.Client({ connectionString: database.url });
      await client.connect();
      await client.query('BEGIN; LOCK TABLE bullmq.job IN ACCESS EXCLUSIVE MODE');
      holders.set(queueName, client);
    },
    end: async ({ queueName }) => {
      await holders.get(queueName)?.end();
      holders.delete(queueName);
    },
  },
};

/** The queue goes down with all else that Muster knows, and comes back with it. */
export const serverTroubles: Record<string, Trouble> = {
  'the whole server crashes and recovers': { begin: ({ server }) => server.crash(), end: nothing },
  'the whole server is restarted': {
    begin: async ({ server }) => {
      await server.halt();
      await server.resume();
    },
    end: nothing,
  },
};

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

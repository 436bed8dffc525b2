import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { redisAvailable, startRedis, type TestRedis } from '../redis.ts';
import { type OnJob, watchRedis } from './redis-watch.ts';
import type { Watch } from './watch.ts';

describe.skipIf(!redisAvailable)('in front of Redis', () => {
  let redis: TestRedis;
  let onJob: OnJob = () => undefined;
  let watch: Watch;

  beforeAll(async () => {
    redis = await startRedis();
    watch = await watchRedis(redis.url, (when) => onJob(when));
  });
  afterAll(async () => {
    await watch.stop();
    await redis.stop();
  });

  function connect(): Redis {
    const client = new Redis(watch.url, { maxRetriesPerRequest: null, retryStrategy: () => null });
    client.on('error', () => {});
    return client;
  }

  test('it sees jobs that are put in and done with, from every connection; nothing else', async () => {
    const seen: string[] = [];
    onJob = (when) => {
      seen.push(when);
      return undefined;
    };
    for (const round of [1, 2]) {
      const connection = connect();
      const queue = new Queue('seen', { connection });
      await queue.getDelayedCount();
      expect(seen).toEqual([]);
      const now = { name: 'now', data: { round } };
      const soon = { name: 'soon', data: { round }, opts: { delay: 50 } };
      await queue.addBulk([now, soon]);
      await queue.add(soon.name, soon.data, soon.opts);
      expect(seen).toEqual(['before', 'after', 'before', 'after']);
      const worker = new Worker('seen', async () => {}, { connection });
      await expect.poll(() => queue.getCompletedCount()).toBe(3 * round);
      await worker.close();
      const times = (when: string) => seen.filter((one) => one === when).length;
      expect(times('before')).toBeGreaterThan(2);
      expect(times('after')).toBe(times('before'));
      await queue.close();
      connection.disconnect();
      seen.length = 0;
    }
  });

  test.each([
    ['before', 0],
    ['after', 2],
  ] as const)(
    'held up %s jobs are put in, by one who then dies, %i of two are there',
    async (moment, count) => {
      let reached: () => void = () => {};
      const held = new Promise<void>((resolve) => {
        reached = resolve;
      });
      onJob = (when) => {
        if (when !== moment) return undefined;
        reached();
        return new Promise(() => {});
      };
      const connection = connect();
      const queue = new Queue(`held-${moment}`, { connection });
      queue.on('error', () => {});
      queue.addBulk([1, 2].map((n) => ({ name: 'held', data: { n } }))).catch(() => {});
      await held;
      connection.disconnect();
      onJob = () => undefined;
      const looking = new Queue(`held-${moment}`, { connection: { url: redis.url } });
      expect(await looking.getWaitingCount()).toBe(count);
      await looking.close();
    },
  );
});

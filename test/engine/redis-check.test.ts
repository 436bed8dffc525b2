import { describe, expect, onTestFinished, test } from 'vitest';
import { checkRedis, unfitFor, warningsFor } from '../../src/engine/redis-check.ts';
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.ts';

const UNTIL_THEN = 'Until then timers and effects go on without the queue, a second or two later.';

async function redisWith(settings: Record<string, string> = {}): Promise<TestRedis> {
  const redis = await startRedis(settings);
  onTestFinished(() => redis.stop('SIGKILL'));
  return redis;
}

function as(user: string, { url }: TestRedis): string {
  return url.replace('redis://', `redis://${user}@`);
}

test('one that does not answer is told of in a sentence', async () => {
  await expect(checkRedis('redis://127.0.0.1:1')).rejects.toThrow(
    /^Redis at REDIS_URL does not answer \(.*ECONNREFUSED.*\): start it, or correct the variable\.$/,
  );
});

describe.skipIf(!redisAvailable)('of a real Redis is said', () => {
  test('nothing when all is well', async () => {
    expect(await checkRedis((await redisWith()).url)).toEqual([]);
  });

  test('that it may lose jobs, and how that ends', async () => {
    const careless = await redisWith({ appendonly: 'no', 'maxmemory-policy': 'allkeys-lru' });
    expect(await checkRedis(careless.url)).toEqual([
      'Redis throws jobs away when its memory is full (maxmemory-policy allkeys-lru): set it to noeviction.',
      'Redis forgets its latest jobs when it restarts (appendonly no): set appendonly to yes.',
    ]);
  });

  test('that it wants a password, or refuses the one it was given', async () => {
    const redis = await redisWith();
    await redis.command('ACL', 'SETUSER', 'rep', 'on', '>right', '~*', '+@all');
    await redis.command('ACL', 'SETUSER', 'default', '>secret', 'resetpass', '>other');
    await expect(checkRedis(redis.url)).rejects.toThrow(
      'Redis at REDIS_URL wants a password: write the variable like redis://user:password@host:6379.',
    );
    for (const user of [':wrong', 'rep:wrong', 'nobody:right']) {
      await expect(checkRedis(as(user, redis))).rejects.toThrow(
        'Redis at REDIS_URL refuses the user or the password: correct them in the variable.',
      );
    }
    expect(await checkRedis(as('rep:right', redis))).toEqual([]);
  });

  test('that its user may not ask, or not write', async () => {
    const redis = await redisWith();
    await redis.command('ACL', 'SETUSER', 'mute', 'on', '>a', '~*', '+@all', '-info');
    await expect(checkRedis(as('mute:a', redis))).rejects.toThrow(
      "Redis at REDIS_URL does not let this user ask INFO, without which the queue cannot start: allow +info in the user's ACL.",
    );
    await redis.command('ACL', 'SETUSER', 'reader', 'on', '>a', '~*', '+@read', '+info');
    expect(await checkRedis(as('reader:a', redis))).toEqual([
      `Redis does not let this user write the queue's keys: allow ~bull:* and +@all in its ACL. ${UNTIL_THEN}`,
    ]);
  });

  test('that it is a replica', async () => {
    const redis = await redisWith();
    await redis.command('REPLICAOF', '127.0.0.1', '1');
    expect(await checkRedis(redis.url)).toEqual([
      `Redis is a replica that takes no writes: let REDIS_URL name its primary. ${UNTIL_THEN}`,
    ]);
  });

  test('that its memory is full', async () => {
    const redis = await redisWith({ maxmemory: '1' });
    expect(await checkRedis(redis.url)).toEqual([
      `Redis' memory is full, so that it takes no jobs: raise its maxmemory. ${UNTIL_THEN}`,
    ]);
  });
});

describe('what it says of itself', () => {
  test('may be nothing', () => {
    expect(warningsFor('# Server\r\n')).toEqual([]);
    expect(unfitFor('# Server\r\n')).toBeNull();
  });

  test.each([
    ['4.0.14', /version 4\.0\.14, too old for the queue: use 6\.2 or newer/],
    ['5.0.0', null],
    ['10.1.0', null],
  ])('version %s is too old or is not', (version, problem) => {
    const found = unfitFor(`redis_version:${version}\r\n`);
    if (problem === null) expect(found).toBeNull();
    else expect(found).toMatch(problem);
  });

  test.each([
    ['5.0.14', 1],
    ['6.0.9', 1],
    ['6.2.0', 0],
    ['7.0.15', 0],
    ['10.1.0', 0],
  ])('of version %s it warns %i times', (version, times) => {
    expect(warningsFor(`redis_version:${version}\r\n`)).toHaveLength(times);
  });

  test('a cluster, and one that still loads, are of no use', () => {
    expect(unfitFor('cluster_enabled:1\r\n')).toMatch(/is a cluster/);
    expect(unfitFor('loading:1\r\n')).toMatch(/in a moment/);
  });

  test('a journal that it cannot write is warned of', () => {
    expect(warningsFor('aof_enabled:1\r\naof_last_write_status:err\r\n')).toEqual([
      'Redis cannot write down its jobs (aof_last_write_status err): look at its disk and its log.',
    ]);
  });
});

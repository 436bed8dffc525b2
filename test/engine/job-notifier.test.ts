import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { HOUR, SECOND } from '../../src/domain/kernel/time.ts';
import type { RunningEngine } from '../../src/engine/create.ts';
import { dispatch } from '../../src/engine/dispatch.ts';
import { createJobNotifier, type JobNotifier, jobsFor } from '../../src/engine/job-notifier.ts';
import { openPostgres, openRedis } from '../../src/engine/queue.ts';
import { countRoundTrips } from '../bench/support/round-trips.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Bench, bench, DANA, open, opening, REP, silentNotifier, to } from '../support/engine.ts';
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

let database: TestDatabase;
let it: Bench;
let redis: TestRedis | undefined;
beforeAll(async () => {
  database = await testDatabase();
  it = await bench(database);
  if (redisAvailable) redis = await startRedis();
});
afterAll(async () => {
  await redis?.stop();
  await database.stop();
});

/** An engine by the real clock, at work over this queue until the end of the test. It does not sweep. */
async function atWork(redisUrl: string | undefined): Promise<RunningEngine> {
  const queueName = `test-${randomUUID()}`;
  const engine = it.another({ now: undefined, notifier: undefined, redisUrl, queueName, sweepMs: HOUR });
  onTestFinished(() => engine.stop());
  expect(await engine.start()).toEqual([]);
  return engine;
}

/** A log, and what it was told that somebody should look at. */
function listener() {
  const heard: string[] = [];
  const note = ({ err }: { readonly err?: unknown }, told: string) => heard.push(`${told}: ${err}`);
  return { heard, log: { debug() {}, info() {}, warn: note, error: note } };
}

/** BullMQ renews a lock once half of its time is over, give or take a quarter. */
const RENEWED_MS = 4 * SECOND;

const eventually = (condition: () => Promise<boolean>) =>
  expect.poll(condition, { timeout: 10 * SECOND, interval: 20 }).toBe(true);

const hasEvent = (escalationId: string, type: string) => async () =>
  (await database.db.event.count({ where: { escalationId, type } })) > 0;

const promisedSoon = () => ({ ticket: randomUUID(), promisedAt: Date.now() + 2 * SECOND });

for (const backend of ['Postgres', 'Redis'] as const) {
  const urlOf = () => (backend === 'Redis' ? redis?.url : undefined);

  describe.skipIf(backend === 'Redis' && !redisAvailable)(`job notifier over ${backend}`, () => {
    test('bring an escalation to Slack and ask at the promised time, without a sweep', async () => {
      const engine = await atWork(urlOf());
      const id = await open(engine, promisedSoon());
      await eventually(hasEvent(id, 'SwarmChannelCreated'));
      await eventually(hasEvent(id, 'CheckpointAsked'));
      const asked = await database.db.event.findMany({
        where: { escalationId: id, type: 'CheckpointAsked' },
      });
      const { dueAt } = await database.db.checkpoint.findFirstOrThrow({ where: { escalationId: id } });
      // A quarter of two seconds ahead: not before.
      expect(asked[0]?.at.getTime()).toBeGreaterThanOrEqual(dueAt.getTime() - 500);
    });

    test('stop within seconds and leave no connection behind', async () => {
      const queueName = `stopping-${backend}`;
      const engine = it.another({ now: undefined, notifier: undefined, redisUrl: urlOf(), queueName });
      await engine.start();
      await open(engine, promisedSoon());
      await eventually(async () => (await connectionsOf(queueName)) > 0);
      const began = performance.now();
      await engine.stop();
      expect(performance.now() - began).toBeLessThan(4 * SECOND);
      await eventually(async () => (await connectionsOf(queueName)) === 0);
    });

    test('a connection that breaks while they stop is no news', async () => {
      const url = urlOf() ?? database.url;
      const { hostname: host, port } = new URL(url);
      const proxy = await startTcpProxy({ host, port: Number(port) });
      onTestFinished(() => proxy.stop());
      const { heard, log } = listener();
      const notifier = createJobNotifier({
        databaseUrl: proxy.through(database.url),
        redisUrl: backend === 'Redis' ? proxy.through(url) : undefined,
        log,
        now: Date.now,
        name: `breaking-${backend}`,
      });
      await notifier.start({ timer: async () => {}, effects: async () => {} });
      await expect.poll(() => proxy.connections()).toBeGreaterThan(1);
      const stopping = notifier.stop();
      proxy.reset();
      await stopping;
      expect(heard).toEqual([]);
    });

    test('a job that is gone when its lock is renewed, and when it is done, is no news', async () => {
      const redisUrl = urlOf();
      const name = `gone-${backend}`;
      const { heard, log } = listener();
      const notifier = createJobNotifier({ databaseUrl: database.url, redisUrl, log, now: Date.now, name });
      onTestFinished(() => notifier.stop());
      let begin = () => {};
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      let end = () => {};
      const ended = new Promise<void>((resolve) => {
        end = resolve;
      });
      await notifier.start({
        timer: async () => {},
        effects: () => {
          begin();
          return ended;
        },
      });
      notifier.notify({ timers: [], effects: [{ escalation: 'any', seq: 1 }] });
      await begun;
      const other = redisUrl === undefined ? openPostgres(database.url) : openRedis(redisUrl, () => {});
      const queue = other.queue(`${name}-effects`);
      await queue.obliterate({ force: true });
      await queue.close();
      other.close();
      await sleep(RENEWED_MS);
      end();
      await sleep(SECOND / 2);
      expect(heard).toEqual([]);
    });

    /** BullMQ names the connection that a worker waits on after its queue. */
    async function connectionsOf(queueName: string): Promise<number> {
      if (backend === 'Redis')
        return (await clientsOf(redis?.url ?? '')).filter((name) => name.includes(queueName)).length;
      const [row] = await database.db.$queryRaw<{ count: bigint }[]>`
        SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE ${`${queueName}%`}`;
      return Number(row?.count);
    }
  });
}

/** The names of those connected to a Redis; BullMQ writes queue names in base64. */
async function clientsOf(url: string): Promise<string[]> {
  const client = new Redis(url);
  const list = (await client.client('LIST')) as string;
  client.disconnect();
  return [...list.matchAll(/ name=(?:bull:)?(\S+)/g)].map((match) =>
    Buffer.from(match[1] as string, 'base64').toString(),
  );
}

test('a connection to Postgres on which nothing comes is made anew, and that is no news', async () => {
  const { hostname: host, port } = new URL(database.url);
  let connections = 0;
  const proxy = await startTcpProxy({ host, port: Number(port) }, () => {
    connections += 1;
    return { toServer: () => {}, toClient: () => {} };
  });
  const { heard, log } = listener();
  const notifier = createJobNotifier({
    databaseUrl: proxy.through(database.url),
    log,
    now: Date.now,
    name: 'silent',
    silentMs: 300,
  });
  onTestFinished(() => notifier.stop().then(() => proxy.stop()));
  await notifier.start({ timer: async () => {}, effects: async () => {} });
  const atFirst = connections;
  await expect.poll(() => connections).toBeGreaterThan(atFirst + 2);
  expect(heard).toEqual([]);
});

test('notifications that come close together go to the queue together, and all of them get there', async () => {
  const trips = await countRoundTrips(database.url);
  const name = `together-${randomUUID()}`;
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const [sender, receiver] = [trips.url, database.url].map((databaseUrl) =>
    createJobNotifier({ databaseUrl, log, now: Date.now, name }),
  ) as [JobNotifier, JobNotifier];
  onTestFinished(() => Promise.all([sender.stop(), receiver.stop()]).then(() => trips.stop()));
  const heard = new Set<string>();
  await sender.start(null);
  await receiver.start({
    timer: async () => {},
    effects: async (escalation) => void heard.add(escalation),
  });
  const before = trips.count();
  for (let seq = 0; seq < 200; seq++)
    sender.notify({ timers: [], effects: [{ escalation: `some-${seq}`, seq }] });
  await expect.poll(() => heard.size).toBe(200);
  expect(trips.count() - before).toBeLessThan(20);
});

describe('a lost job', () => {
  test('costs a second or two: the sweep finds what is due', async () => {
    const engine = it.another({ now: undefined, notifier: silentNotifier });
    await engine.start();
    const id = await open(engine, promisedSoon());
    await eventually(hasEvent(id, 'SwarmChannelCreated'));
    await eventually(hasEvent(id, 'CheckpointAsked'));
    expect(engine.worker.sweptAt()).not.toBeNull();
    await engine.stop();
  });

  test.skipIf(!redisAvailable)('a Redis that died fails no dispatch, and slows none', async () => {
    const own = await startRedis();
    const engine = it.another({ now: undefined, notifier: undefined, redisUrl: own.url });
    await engine.start();
    await own.stop('SIGKILL');
    const began = performance.now();
    const id = await open(engine, promisedSoon());
    expect((await dispatch(engine, { type: 'ClaimOwnership', ...to(id, DANA) })).kind).toBe('done');
    expect(performance.now() - began).toBeLessThan(2 * SECOND);
    await eventually(hasEvent(id, 'SwarmChannelCreated'));
    await engine.stop();
  });

  test('a notifier that throws fails no dispatch', async () => {
    const engine = it.another({
      notifier: {
        ...silentNotifier,
        notify() {
          throw new Error('broken');
        },
      },
    });
    const answer = await dispatch(engine, opening({ ticket: randomUUID(), by: REP }));
    expect(answer.kind).toBe('done');
  });
});

test('a job holds ids only, and its own id names the version or the event it is for', () => {
  const newWork = {
    timers: [{ id: 'a', version: 3, dueAt: 5_000 }],
    effects: [{ escalation: 'e', seq: 7 }],
  };
  expect(jobsFor(newWork, 4_000)).toEqual({
    timerJobs: [
      { name: 'timer', data: { id: 'a', version: 3 }, opts: { jobId: 'timer-a-v3', delay: 1_000 } },
    ],
    effectJobs: [{ name: 'effects', data: { escalation: 'e' }, opts: { jobId: 'effects-e-7' } }],
  });
  expect(jobsFor(newWork, 9_000).timerJobs[0]?.opts.delay).toBe(0);
});

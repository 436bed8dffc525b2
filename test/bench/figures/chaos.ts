import { setTimeout as sleep } from 'node:timers/promises';
import { type Instant, MINUTE, SECOND } from '../../../src/domain/kernel/time.ts';
import { loadTimelines } from '../../../src/store/events/load.ts';
import type { TestDatabase } from '../../support/copy-database.ts';
import { redisAvailable, startRedis } from '../../support/redis.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import type { Figure, Ground, Row } from '../figure.ts';
import { ArmedTooLate, armed, spread, withLead } from '../support/arming.ts';
import { type Backend, startRawQueue } from '../support/backends.ts';
import { change, changesFor } from '../support/changes.ts';
import { silentLog } from '../support/gateway.ts';
import { benchEngine } from '../support/muster-engine.ts';
import { plant } from '../support/planted.ts';
import { storm, supervise } from '../support/storm.ts';
import { together, type Verdict, verdictOf } from '../support/verdict.ts';
import { workerProcesses } from '../support/worker-process.ts';

/** What was armed must be fired this long after the storm. */
const PATIENCE_MS = 2 * MINUTE;

type Raw = { readonly lost: number; readonly duplicated: number };

/** Many timers while everything breaks, and half of the escalations change meanwhile. */
export const chaos: Figure = {
  number: 5,
  title: 'Timers under chaos, once: processes killed, Redis flushed, killed, blackholed, connections cut',
  async run(ground) {
    const size = ground.isQuick ? 500 : 10_000;
    const { ours, raw, changed } = await withLead(3 * SECOND + size * 1.2, (first) =>
      weather(ground, size, first),
    );
    const row = (name: keyof Verdict, title: string, theirs?: number): Row => ({
      // Those that were planted had been asked ahead.
      name: `${title}, of ${ours.fired - size} fired for ${size} promises`,
      unit: 'count',
      ours: { name: 'Muster', values: [ours[name]] },
      baseline: theirs === undefined ? null : { name: `BullMQ, ${size} delayed jobs`, values: [theirs] },
      limits: [{ of: 'ours', atMost: 0 }],
    });
    return [
      row('lost', 'lost', raw.lost),
      row('duplicated', 'duplicated', raw.duplicated),
      row('early', 'early'),
      row('afterResolving', 'fired after resolving'),
      {
        name: `resolved or moved meanwhile, of ${size}`,
        unit: 'count',
        ours: { name: 'Muster', values: [changed] },
        baseline: null,
        // Where nothing changes, nothing can go wrong with it: half of them were to.
        limits: [{ of: 'ours', atLeast: size * 0.4 }],
      },
    ];
  },
};

type Weathered = { readonly ours: Verdict; readonly raw: Raw; readonly changed: number };

async function weather(ground: Ground, size: number, first: Instant): Promise<Weathered> {
  const stops: (() => Promise<unknown>)[] = [];
  try {
    const database = await ground.database();
    stops.push(() => database.stop());
    await database.db.$executeRaw`CREATE TABLE happened (id text, at timestamptz(3))`;
    const { backend, proxy } = await redisBehindProxy(stops);
    const { redis, redisUrl } = backend;
    const lasts = ground.isQuick ? 10 * SECOND : 25 * SECOND;
    const dueAts = spread(first, size, lasts);

    // Before anybody is at work: what the others are made from is long overdue.
    const timers = await plant(database, dueAts, false);
    const processes = await workerProcesses();
    stops.push(() => processes.stop());
    const duty = { databaseUrl: database.url, redisUrl, isStuck: false };
    const ours = [1, 2, 3].map(() => supervise(processes, { ...duty, muster: true, raw: null }));
    const theirs = [1, 2].map(() => supervise(processes, { ...duty, muster: false, raw: 'raw' }));
    stops.push(async () => [...ours, ...theirs].forEach((one) => void one.leave()));
    const engine = benchEngine({ databaseUrl: database.url, redisUrl, isWorking: false, log: silentLog });
    stops.push(() => engine.stop());
    await engine.start();
    engine.notifier.notify({ timers, effects: [] });
    await armRaw(backend, database, dueAts);
    await armed(dueAts, async () => Number(await engine.notifier.probe()));
    await Promise.all([...ours, ...theirs].map((one) => one.up()));

    if (Date.now() > first) throw new ArmedTooLate('not all workers were up before the first was due');
    await sleep(first - Date.now());
    const [made] = await Promise.all([
      change(engine, changesFor(dueAts), first + 3 * lasts),
      storm({ pools: [ours, theirs], databaseUrl: database.url, redis, proxy }, lasts),
    ]);
    const end = await allFired(database);
    const deaths = ours.reduce((sum, one) => sum + one.deaths(), 0);
    ground.say(`  ${made.resolve} resolved, ${made.move} moved; workers that ended by themselves: ${deaths}`);
    const changed = made.resolve + made.move;
    return { ours: await judge(database, size, end), raw: await judgeRaw(database, size), changed };
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function redisBehindProxy(stops: (() => Promise<unknown>)[]) {
  if (!redisAvailable) {
    const backend: Backend = { name: 'Postgres', redisUrl: undefined };
    return { backend, proxy: undefined };
  }
  const redis = await startRedis();
  stops.push(() => redis.stop());
  const proxy = await startTcpProxy({ host: '127.0.0.1', port: redis.port });
  stops.push(() => proxy.stop());
  const backend: Backend = { name: 'Redis', redisUrl: proxy.through(redis.url), redis };
  return { backend, proxy };
}

async function armRaw(backend: Backend, database: TestDatabase, dueAts: readonly Instant[]): Promise<void> {
  const queue = await startRawQueue(backend, database.url, async () => {}, { name: 'raw', isPaused: true });
  await queue.add(dueAts.map((dueAt, index) => ({ id: `promise-${index}`, dueAt })));
  await armed(dueAts, queue.delayed);
  await queue.stop();
}

/** Waits until nothing is armed for the near future; returns when that was by the database's clock. */
async function allFired({ db }: TestDatabase): Promise<Instant> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const [row] = await db.$queryRaw<{ near: number; now: Date }[]>`
      SELECT clock_timestamp() AS now, count(*) FILTER (WHERE "dueAt" < now() + interval '1 min')::int AS near
      FROM "Timer" WHERE state = 'armed'`.catch(() => []);
    if (row !== undefined && (row.near === 0 || Date.now() > until)) return row.now.getTime();
    await sleep(250);
  }
}

async function judge({ db }: TestDatabase, size: number, end: Instant): Promise<Verdict> {
  const verdicts: Verdict[] = [];
  for (let from = 0; from < size; from += 500) {
    const ids = Array.from({ length: Math.min(500, size - from) }, (_, index) => `planted-${from + index}`);
    const timelines = await loadTimelines(db, ids);
    if (timelines.size !== ids.length) throw new Error('a timeline is gone');
    for (const timeline of timelines.values()) verdicts.push(verdictOf(timeline, end));
  }
  return together(verdicts);
}

async function judgeRaw({ db }: TestDatabase, size: number): Promise<Raw> {
  const [row] = await db.$queryRaw<{ runs: number; jobs: number }[]>`
    SELECT count(*)::int AS runs, count(DISTINCT id)::int AS jobs FROM happened`;
  const { runs, jobs } = row ?? { runs: 0, jobs: 0 };
  return { lost: size - jobs, duplicated: runs - jobs };
}

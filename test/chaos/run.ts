import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../../src/sandbox/start.ts';
import type { TestDatabase } from '../support/copy-database.ts';
import { startRedis } from '../support/redis.ts';
import type { Stage } from '../support/script.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { createShutter } from './answers.ts';
import { planFaults } from './fault-plan.ts';
import { APPLICATION, createFaults, type FaultRunner, type RedisServer } from './faults.ts';
import { ACTS_A_MINUTE, createFloods, type Floods, planFloods } from './floods.ts';
import type { ChaosOptions } from './options.ts';
import { type Outages, watchOutages } from './outages.ts';
import { planOutsiders } from './outsider-plan.ts';
import { createOutsiders, type Outsiders } from './outsiders.ts';
import { createPeople, type People } from './people.ts';
import { MORE_REPS, planAll } from './plan.ts';
import { type Load, type ProcessPool, startProcessPool } from './process-pool.ts';
import { comeToRest } from './rest.ts';
import { createWitness, RETRY_DELAYS_MS, type Witness } from './witness.ts';

/** Everything that a run consists of, once it is up. */
export type Arena = {
  readonly options: ChaosOptions;
  readonly stage: Stage;
  readonly pool: ProcessPool;
  readonly people: People;
  readonly outsiders: Outsiders;
  readonly floods: Floods;
  readonly outages: Outages;
  readonly faults: FaultRunner;
  readonly witness: Witness;
  /** Lets people and faults loose, lifts the faults, and waits until all is at rest; then it may be judged. */
  play(): Promise<string | null>;
  stop(): Promise<void>;
};

/** Few people claim that quickly, so that it comes due often. */
const CLAIM_WITHIN_MS = 12_000;
/** Of the time, in which escalations begin; the rest is there to end them. */
const OPENING_SHARE = 0.8;
/** After the last fault, for people to end what they are at. */
const ENDING_MS = 30_000;
const PATIENCE_MS = 150_000;

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

/**
 * Sets everything up on an empty, migrated database.
 * @param ownsPostgres whether nobody else has a database on the same server, so that it may crash as well
 */
export async function openArena(
  options: ChaosOptions,
  database: TestDatabase,
  ownsPostgres: boolean,
): Promise<Arena> {
  const ground = await openGround(options, database);
  const { stage, ways, redis, witness, shutter } = ground;
  const { sandbox } = stage;
  const { seed, escalations, processes } = options;
  const withinMs = options.minutes * 60_000;
  const scope = { withinMs, slots: processes, hasRedis: redis !== undefined, ownsPostgres };
  const plan = {
    work: planAll(seed, escalations, withinMs * OPENING_SHARE),
    outsiders: planOutsiders(seed, withinMs),
    floods: planFloods(seed, withinMs),
    faults: planFaults(seed, scope),
  };
  const outsiders = createOutsiders(stage);
  const floods = createFloods(stage, plan.floods.length);
  const pool = await startProcessPool(ways, loadFor(ground));
  let endsAt = Number.POSITIVE_INFINITY;
  const people = createPeople(stage, () => performance.now() > endsAt);
  const faults = createFaults({ sandbox, pool, databaseUrl: database.url, redis, shutter });
  const outages = watchOutages(stage);

  async function play(): Promise<string | null> {
    await pool.up();
    endsAt = performance.now() + withinMs + ENDING_MS;
    await Promise.all([
      ...plan.work.map((one) => sleep(one.startsAtMs).then(() => people.work(one))),
      outsiders.run(plan.outsiders),
      floods.run(plan.floods),
      faults.run(plan.faults),
    ]);
    sandbox.clearFaults();
    await pool.up();
    return comeToRest(database, witness.pending, PATIENCE_MS);
  }

  return {
    ...{ options, stage, pool, people, outsiders, floods, outages, faults, witness, play },
    async stop() {
      await outages.stop();
      await pool.stop();
      await ground.stop();
    },
  };
}

type Ground = Awaited<ReturnType<typeof openGround>>;

/** All that Muster speaks to, and what stands in front of it. */
async function openGround(options: ChaosOptions, database: TestDatabase) {
  const redis = options.queue === 'redis' ? await startRedisServer() : undefined;
  const witness = createWitness();
  const shutter = createShutter();
  const sandbox = await startSandbox({
    manifest: read('manifest.yml'),
    rateLimits: false,
    retryDelaysMs: RETRY_DELAYS_MS,
    interceptCall: shutter.intercept,
    interceptDelivery: witness.intercept,
  });
  for (const handle of MORE_REPS) sandbox.addPerson(repCalled(handle));
  const stage: Stage = { sandbox, database, now: Date.now, pass: sleep, quiet: async () => {} };
  const ways = await Promise.all(
    Array.from({ length: options.processes }, () => openWays(sandbox.apiUrl, database.url, redis)),
  );
  const all = ways.flatMap((way) => [way.slack, way.postgres, ...(way.redis ? [way.redis] : [])]);
  return {
    ...{ redis, witness, shutter, stage, ways },
    async stop() {
      await Promise.all(all.map((way) => way.stop()));
      await sandbox.stop();
      await redis?.current.stop('SIGKILL');
    },
  };
}

/** How each process finds what it speaks to: by its own way. */
function loadFor({ stage, ways, redis }: Ground): Load {
  const { sandbox, database } = stage;
  const { botToken, appToken } = sandbox;
  const throughSlack = (slot: number) => ways[slot]?.slack.through(sandbox.apiUrl) ?? '';
  return {
    actsAMinute: ACTS_A_MINUTE,
    config: read('muster.yml'),
    isClockReal: true,
    claimWithin: CLAIM_WITHIN_MS,
    slackFor: (slot) => ({ mode: 'socket', botToken, appToken, apiUrl: throughSlack(slot) }),
    databaseUrlFor: (slot) => ways[slot]?.postgres.through(named(database.url)) ?? '',
    redisUrlFor: (slot) => (redis === undefined ? undefined : ways[slot]?.redis?.through(redis.current.url)),
  };
}

async function startRedisServer(): Promise<RedisServer> {
  const current = await startRedis();
  return { current, port: current.port };
}

async function openWays(slackUrl: string, databaseUrl: string, redis: RedisServer | undefined) {
  const { hostname: host, port } = new URL(databaseUrl);
  return {
    slack: await startTcpProxy({ host: '127.0.0.1', port: Number(new URL(slackUrl).port) }),
    postgres: await startTcpProxy({ host, port: Number(port) }),
    redis: redis && (await startTcpProxy({ host: '127.0.0.1', port: redis.port })),
  };
}

function named(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('application_name', APPLICATION);
  return url.href;
}

function repCalled(handle: string) {
  const name = `${handle[0]?.toUpperCase()}${handle.slice(1)} Reese`;
  return { handle, name, title: 'Support rep', tz: 'Europe/Berlin' };
}

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../../src/sandbox/start.ts';
import type { TestDatabase } from '../support/copy-database.ts';
import { type Check, inspect, tellAll } from '../support/invariants/inspect.ts';
import { startRedis } from '../support/redis.ts';
import type { Stage } from '../support/script.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { createShutter } from './answers.ts';
import { planFaults } from './fault-plan.ts';
import { APPLICATION, createFaults, type FaultRunner, type RedisServer } from './faults.ts';
import { floodChecks } from './flood-checks.ts';
import { ACTS_A_MINUTE, createFloods, type Floods, planFloods } from './floods.ts';
import { lateChecks, latenessOf } from './lateness.ts';
import { ledgerChecks } from './ledger.ts';
import type { ChaosOptions } from './options.ts';
import { type Outages, outageChecks, outageFacts, watchOutages } from './outages.ts';
import { outsiderChecks } from './outsider-checks.ts';
import { planOutsiders } from './outsider-plan.ts';
import { createOutsiders, type Outsiders, TYPED } from './outsiders.ts';
import { createPeople, type People } from './people.ts';
import { MORE_REPS, planAll } from './plan.ts';
import { type ProcessPool, startProcessPool } from './process-pool.ts';
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
  const withinMs = options.minutes * 60_000;
  const planned = {
    outsiders: planOutsiders(options.seed, withinMs),
    floods: planFloods(options.seed, withinMs),
  };
  const outsiders = createOutsiders(stage);
  const floods = createFloods(stage, planned.floods.length);
  const ways = await Promise.all(
    Array.from({ length: options.processes }, () => openWays(sandbox.apiUrl, database.url, redis)),
  );
  const { botToken, appToken, apiUrl } = sandbox;
  const pool = await startProcessPool(ways, {
    actsAMinute: ACTS_A_MINUTE,
    slackFor: (slot) => ({
      mode: 'socket',
      botToken,
      appToken,
      apiUrl: ways[slot]?.slack.through(apiUrl) ?? '',
    }),
    config: read('muster.yml'),
    isClockReal: true,
    claimWithin: CLAIM_WITHIN_MS,
    databaseUrlFor: (slot) => ways[slot]?.postgres.through(named(database.url)) ?? '',
    redisUrlFor: (slot) => (redis === undefined ? undefined : ways[slot]?.redis?.through(redis.current.url)),
  });
  let endsAt = Number.POSITIVE_INFINITY;
  const people = createPeople(stage, () => performance.now() > endsAt);
  const faults = createFaults({ sandbox, pool, databaseUrl: database.url, redis, shutter });
  const outages = watchOutages(stage);

  async function play(): Promise<string | null> {
    await pool.up();
    endsAt = performance.now() + withinMs + ENDING_MS;
    const slots = options.processes;
    const plans = planAll(options.seed, options.escalations, withinMs * OPENING_SHARE);
    const scope = { withinMs, slots, hasRedis: redis !== undefined, ownsPostgres };
    const work = plans.map((plan) => sleep(plan.startsAtMs).then(() => people.work(plan)));
    await Promise.all([
      ...work,
      outsiders.run(planned.outsiders),
      floods.run(planned.floods),
      faults.run(planFaults(options.seed, scope)),
    ]);
    sandbox.clearFaults();
    await pool.up();
    return comeToRest(database, witness.pending, PATIENCE_MS);
  }

  return {
    options,
    stage,
    pool,
    people,
    outsiders,
    floods,
    outages,
    faults,
    witness,
    play,
    async stop() {
      await outages.stop();
      await pool.stop();
      await Promise.all(
        ways.flatMap(({ slack, postgres, redis: other }) => [slack.stop(), postgres.stop(), other?.stop()]),
      );
      await sandbox.stop();
      await redis?.current.stop('SIGKILL');
    },
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

/** All that should be so, and where it is not. For when all is at rest; `unrest` says why it is not. */
export async function judge(arena: Arena, unrest: string | null): Promise<Check[]> {
  const { stage, people, pool, witness, outsiders, floods } = arena;
  const { tales } = await tellAll(stage);
  const { badAnswers, log } = stage.sandbox.appErrors;
  const bad = log.filter((line) => !line.startsWith('No acknowledgement'));
  return [
    ...ledgerChecks([...people.deeds, ...floods.deeds], tales),
    lateChecks(tales),
    ...outsiderChecks(outsiders.ids, TYPED, outsiders.shown(witness), tales),
    ...floodChecks(floods.bystanders, witness.seen, ACTS_A_MINUTE),
    ...outageChecks(await outageFacts(stage, arena.outages)),
    ...(await inspect(stage)),
    whole('no answer that Slack cannot use', badAnswers, bad),
    whole('no process ends by itself', pool.slots.length, pool.crashes),
    whole('all comes to rest', 1, unrest === null ? [] : [unrest]),
  ].map((check) => forgive(leaveAlone(check, outsiders), witness, tales));
}

function whole(name: string, checked: number, broken: readonly string[]): Check {
  return { name, checked, broken: broken.map((what) => ({ escalation: null, what })) };
}

/** Whoever belongs to no swarm may be in a channel all the same, when somebody let them in. */
function leaveAlone(check: Check, { ids }: Outsiders): Check {
  if (check.name !== 'everybody in the channel who should be') return check;
  return { ...check, broken: check.broken.filter(({ what }) => !ids.some((id) => what.startsWith(id))) };
}

/** What Slack gave up telling of nobody can know: who came and went, and what became of the card. */
function forgive(
  check: Check,
  { givenUp }: Witness,
  tales: Awaited<ReturnType<typeof tellAll>>['tales'],
): Check {
  const names = ['everybody in the channel who should be', 'one card, and it is pinned'];
  if (givenUp.length === 0 || !names.includes(check.name)) return check;
  const unknown = tales.filter((one) => givenUp.includes(one.escalation.channel?.id ?? ''));
  const numbers = unknown.map(({ number }) => number);
  return { ...check, broken: check.broken.filter((one) => !numbers.includes(one.escalation ?? 0)) };
}

export function timersOfAll(tales: Awaited<ReturnType<typeof tellAll>>['tales']) {
  const all = tales.map(latenessOf);
  return { fired: all.flatMap((one) => one.fired), overtaken: all.flatMap((one) => one.overtaken) };
}

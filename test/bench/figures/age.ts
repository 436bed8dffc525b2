import { HOUR } from '../../../src/domain/kernel/time.ts';
import type { RunningEngine } from '../../../src/engine/create.ts';
import { performNext } from '../../../src/engine/perform.ts';
import { fireTimer } from '../../../src/engine/timers.ts';
import { loadFor } from '../../../src/store/queries.ts';
import type { TestDatabase } from '../../support/copy-database.ts';
import type { Figure, Row } from '../figure.ts';
import { percentile } from '../statistics.ts';
import { WORKSPACE } from '../support/deeds.ts';
import { instantGateway } from '../support/gateway.ts';
import { grow } from '../support/grow.ts';
import { leadOf, must, openFor, repOf, startEngine, TEAMS } from '../support/templates.ts';

const YOUNG = 20;

type Place = {
  readonly database: TestDatabase;
  readonly engine: RunningEngine;
  readonly clock: { now: number };
};

type Step = {
  readonly name: string;
  /** What it takes that is not timed. */
  readonly before?: (place: Place, escalation: string) => Promise<unknown>;
  readonly does: (place: Place, escalation: string) => Promise<unknown>;
};

const team = TEAMS[0] as string;

/** As a member of the workspace. */
const as = (by: string) => ({ workspace: WORKSPACE, by, kinds: { [by]: 'member' as const } });

/** What people and workers do with an escalation, in an order in which it can be done again and again. */
const STEPS: readonly Step[] = [
  {
    name: 'facts of a form',
    does: ({ engine }, escalation) => loadFor(engine.db, WORKSPACE, escalation, repOf(team), {}),
  },
  {
    name: 'command',
    does: ({ engine, clock }, escalation) =>
      must(engine, {
        type: 'LogCustomerUpdate',
        ...as(repOf(team)),
        escalation,
        ...{ text: 'We are still on it', over: 'email', nextAt: clock.now + HOUR },
      }),
  },
  { name: 'effect', does: ({ engine }, escalation) => performNext(engine, escalation) },
  {
    name: 'timer',
    async before(place, escalation) {
      while (await performNext(place.engine, escalation));
      place.clock.now += HOUR;
    },
    async does({ engine, database }, escalation) {
      const where = { escalationId: escalation, kind: 'checkpoint-due', state: 'armed' } as const;
      const { id, version } = await database.db.timer.findFirstOrThrow({ where });
      const answer = await fireTimer(engine, id, version);
      if (answer?.kind !== 'done' || answer.events.length === 0) throw new Error('the timer did not fire');
    },
  },
];

/** The same steps on escalations that have just begun and on one that has gone on and on, in turn. */
export const age: Figure = {
  number: 10,
  title: 'An escalation of 20,000 events beside those of 20',
  async run(ground) {
    const events = ground.isQuick ? 2_000 : 20_000;
    const times = ground.isQuick ? 20 : 100;
    const database = await ground.database();
    const clock = { now: Date.now() };
    const engine = await startEngine(database, WORKSPACE, {
      gateway: instantGateway(),
      now: () => clock.now,
    });
    const place = { database, engine, clock };
    const old = await openAged(place, 'old', events);
    await database.db.$executeRaw`VACUUM ANALYZE`;
    const took = { old: [] as Took[], young: [] as Took[] };
    const first: number[] = [];
    for (let repeat = 0; repeat < ground.repeats; repeat++) {
      first.push(await withoutSnapshot(place, old));
      const here = { old: emptyTook(), young: emptyTook() };
      for (let turn = 0; turn < times; turn++) {
        const young = await openAged(place, `${repeat}-${turn}`, YOUNG);
        await takeSteps(place, young, here.young);
        await takeSteps(place, old, here.old);
      }
      took.old.push(here.old);
      took.young.push(here.young);
    }
    await database.stop();
    return [...STEPS.map(({ name }) => rowOf(name, events, took)), rowOfFirst(events, first)];
  },
};

/** The first command after an upgrade, which has to read all events; the rest of a turn follows. */
async function withoutSnapshot(place: Place, escalation: string): Promise<number> {
  await place.database.db.snapshot.deleteMany();
  const took = emptyTook();
  await takeSteps(place, escalation, took, STEPS.slice(1));
  return took.get('command')?.[0] ?? Number.NaN;
}

/** Milliseconds, by step. */
type Took = ReadonlyMap<string, number[]>;

const emptyTook = (): Took => new Map(STEPS.map(({ name }) => [name, []]));

async function openAged({ database, engine, clock }: Place, ticket: string, events: number): Promise<string> {
  const escalation = await openFor(engine, WORKSPACE, team, `#${ticket}`);
  while (await performNext(engine, escalation));
  await must(engine, { type: 'ClaimOwnership', escalation, ...as(leadOf(team)) });
  await grow(database.db, { workspace: WORKSPACE, escalation, events, at: clock.now });
  while (await performNext(engine, escalation));
  return escalation;
}

async function takeSteps(
  place: Place,
  escalation: string,
  took: Took,
  steps: readonly Step[] = STEPS,
): Promise<void> {
  for (const { name, before, does } of steps) {
    await before?.(place, escalation);
    const began = performance.now();
    await does(place, escalation);
    took.get(name)?.push(performance.now() - began);
  }
}

function rowOf(name: string, events: number, took: { old: readonly Took[]; young: readonly Took[] }): Row {
  const p99 = (all: readonly Took[]) => all.map((one) => percentile(one.get(name) ?? [], 99));
  return {
    name: `${name} p99 at ${events} events`,
    unit: 'ms',
    ours: { name: `at ${events}`, values: p99(took.old) },
    baseline: { name: `at ${YOUNG}`, values: p99(took.young) },
    limits: [{ of: 'ratio', atMost: 2 }],
  };
}

/** Slack waits three seconds. */
function rowOfFirst(events: number, values: readonly number[]): Row {
  return {
    name: `first command after an upgrade at ${events} events`,
    unit: 'ms',
    ours: { name: `at ${events}`, values },
    baseline: null,
    limits: [{ of: 'ours', atMost: 3_000 }],
  };
}

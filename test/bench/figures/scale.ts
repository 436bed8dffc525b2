import type { RunningEngine } from '../../../src/engine/create.ts';
import { createDatabase } from '../../../src/store/client.ts';
import type { TestDatabase } from '../../support/copy-database.ts';
import type { Figure, Ground, Measured, Row } from '../figure.ts';
import { median, percentile } from '../statistics.ts';
import { DEEDS, type Deed, logUpdate, type Own, openOwn, WORKSPACE } from '../support/deeds.ts';
import { fill } from '../support/fill.ts';
import { countRoundTrips } from '../support/round-trips.ts';
import { startEngine } from '../support/templates.ts';

/** In the small one. In the large one two years' work: 140 a day, each open for a day and a half, make 200. */
const OPEN = 40;
/** As many as one process has connections for. */
const AT_ONCE = 10;
const ROUNDS = 4;

type Place = {
  readonly database: TestDatabase;
  readonly engine: RunningEngine;
  /** Waits for the database, by deed. */
  readonly trips: ReadonlyMap<string, number>;
  readonly p99: Map<string, number[]>;
  readonly perSecond: number[];
};

/** The same deeds in a database with few escalations and in one with very many, turn by turn. */
export const scale: Figure = {
  number: 6,
  title: 'Commands, and how they fare among 100,000 escalations',
  async run(ground) {
    const total = ground.isQuick ? 5_000 : 100_000;
    const few = await prepare(ground, 100, OPEN);
    const many = await prepare(ground, total, Math.max(OPEN, total / 500));
    const bare: number[] = [];
    let opened = 0;
    const times = ground.isQuick ? 40 : 200;
    for (let repeat = 0; repeat < ground.repeats; repeat++) {
      await takeTurns([few, many], opened, times);
      opened += times;
      bare.push(await bareTransactions(few.database, times * 4));
    }
    await Promise.all([few.database.stop(), many.database.stop()]);
    return rowsOf({ few, many, bare, total });
  },
};

async function prepare(ground: Ground, total: number, open: number): Promise<Place> {
  const database = await ground.database();
  const began = performance.now();
  await fill(database, { workspace: WORKSPACE, total, open });
  ground.say(
    `  ${total} escalations, ${open} of them open, made in ${Math.round(performance.now() - began)} ms`,
  );
  const engine = await startEngine(database, WORKSPACE);
  const trips = await tripsOf(database);
  return { database, engine, trips, p99: new Map(), perSecond: [] };
}

/** Counted apart from the timing, since the counter is in the way. */
async function tripsOf(database: TestDatabase): Promise<Map<string, number>> {
  const counter = await countRoundTrips(database.url);
  const db = createDatabase(counter.url);
  const engine = await startEngine({ ...database, db }, WORKSPACE);
  const own = await openOwn(engine, 900_000);
  const trips = new Map<string, number>();
  for (const { name, does } of DEEDS) {
    const before = counter.count();
    await does(engine, own);
    trips.set(name, counter.count() - before);
  }
  await db.$disconnect();
  await counter.stop();
  return trips;
}

/** Each deed is timed alone, here and there in turn; then many are done at once. */
async function takeTurns(places: readonly Place[], first: number, times: number): Promise<void> {
  const own = new Map<Place, Own[]>();
  for (const place of places) own.set(place, []);
  for (let number = first; number < first + times; number++)
    for (const place of places) own.get(place)?.push(await openOwn(place.engine, number));
  for (const deed of DEEDS) {
    const took = new Map<Place, number[]>(places.map((place) => [place, []]));
    for (let turn = 0; turn < times; turn++)
      for (const place of places)
        took.get(place)?.push(await timed(deed, place, own.get(place)?.[turn] as Own));
    for (const place of places) {
      const before = place.p99.get(deed.name) ?? [];
      place.p99.set(deed.name, [...before, percentile(took.get(place) ?? [], 99)]);
    }
  }
  await manyAtOnce(places, own);
}

/** Here and there in turn too, so that a bad moment of the machine meets both. */
async function manyAtOnce(places: readonly Place[], own: ReadonlyMap<Place, readonly Own[]>): Promise<void> {
  const rates = new Map<Place, number[]>(places.map((place) => [place, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const place of places) {
      const mine = (own.get(place) ?? []).filter((_, index) => index % ROUNDS === round);
      const log = (index: number) => logUpdate.does(place.engine, mine[index] as Own);
      rates.get(place)?.push(await perSecond(mine.length, log));
    }
  }
  for (const place of places) place.perSecond.push(median(rates.get(place) ?? []));
}

async function timed({ does }: Deed, { engine }: Place, own: Own): Promise<number> {
  const began = performance.now();
  await does(engine, own);
  return performance.now() - began;
}

async function perSecond(times: number, does: (index: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let next = 0;
  const one = async () => {
    while (next < times) await does(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return times / ((performance.now() - began) / 1_000);
}

/** The least that a command could be: one row written and one read, in a transaction. */
function bareTransactions({ db }: TestDatabase, times: number): Promise<number> {
  return perSecond(times, () =>
    db.$transaction(async (tx) => {
      const workspaceId = WORKSPACE;
      await tx.inbox.create({ data: { workspaceId, key: crypto.randomUUID(), kind: 'bare' } });
      await tx.counter.findMany({ where: { workspaceId } });
    }),
  );
}

type Found = {
  readonly few: Place;
  readonly many: Place;
  readonly bare: readonly number[];
  readonly total: number;
};

function rowsOf({ few, many, bare, total }: Found): Row[] {
  const at = (count: number, values: readonly number[]): Measured => ({ name: `at ${count}`, values });
  const within = [{ of: 'ratio', atMost: 2 }] as const;
  const latency = DEEDS.map(({ name }): Row => {
    const [ours, baseline] = [many, few].map((place) => place.p99.get(name) ?? []);
    return {
      name: `${name} p99 at ${total}`,
      unit: 'ms',
      ours: at(total, ours ?? []),
      baseline: at(100, baseline ?? []),
      limits: within,
    };
  });
  const trips = DEEDS.map(({ name }): Row => {
    const [ours, baseline] = [many, few].map((place) => [place.trips.get(name) ?? Number.NaN]);
    return {
      name: `${name}: round trips to the database at ${total}`,
      unit: 'count',
      ours: at(total, ours ?? []),
      baseline: at(100, baseline ?? []),
      limits: within,
    };
  });
  return [
    {
      name: `customer updates logged, ${AT_ONCE} at once, at ${total}`,
      unit: 'per s',
      ours: at(total, many.perSecond),
      baseline: at(100, few.perSecond),
      limits: [{ of: 'ratio', atLeast: 0.5 }],
    },
    {
      name: `customer updates logged, ${AT_ONCE} at once`,
      unit: 'per s',
      ours: at(100, few.perSecond),
      baseline: { name: 'bare transactions', values: bare },
      limits: [],
    },
    ...latency,
    ...trips,
  ];
}

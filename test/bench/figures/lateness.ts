import { type Instant, SECOND } from '../../../src/domain/kernel/time.ts';
import type { Figure, Ground, Measured, Row } from '../figure.ts';
import { percentile } from '../statistics.ts';
import { spread, withLead } from '../support/arming.ts';
import { AT_ONCE, type Backend, onEachBackend } from '../support/backends.ts';
import { type Contestant, muster, rawEmpty, rawWithTransaction } from '../support/contestants.ts';

/** Between two timers when there are few. */
const SPARSE_MS = 50;
/** So many that the worst hundredth are several, and not the one or two that find the process cold. */
const SPARSE_SIZE = 400;
/** What takes long is measured no more often than this. */
const MOST_REPEATS = 2;

const OURS = 'Muster: decision, events, effects in a transaction';
const RAW = 'BullMQ: one update and one insert in a transaction';
const EMPTY = 'BullMQ: empty processor';

/** Lateness of timers: when they were fired after they were due. */
export const lateness: Figure = {
  number: 3,
  title: `Lateness of timers, p99, by the database's clock (${AT_ONCE} jobs at a time)`,
  async run(ground) {
    const rows: Row[] = [];
    await onEachBackend(ground.say, async (backend) => {
      rows.push(...(await sparse(ground, backend)));
      for (const size of ground.isQuick ? [100, 500] : [1_000, 10_000]) {
        rows.push(...(await burst(ground, backend, size)));
      }
    });
    return rows;
  },
};

const contestants = [muster, rawWithTransaction, rawEmpty] as const;

/** All three at the same time, in turns: they do not get in each other's way, and have the same noise around them. */
async function sparse(ground: Ground, backend: Backend): Promise<Row[]> {
  const size = ground.isQuick ? 30 : SPARSE_SIZE;
  return repeated(ground, `${backend.name}, one every ${SPARSE_MS} ms`, () =>
    withLead(3 * SECOND, (start) =>
      allOf(
        contestants.map((contestant, turn) => {
          const first = start + (turn * SPARSE_MS) / contestants.length;
          return p99(ground, backend, contestant, spread(first, size, size * SPARSE_MS));
        }),
      ),
    ),
  );
}

/** One after the other. */
async function burst(ground: Ground, backend: Backend, size: number): Promise<Row[]> {
  const repeats = size < 10_000 ? ground.repeats : Math.min(ground.repeats, MOST_REPEATS);
  const name = `${backend.name}, ${size} in one second`;
  return repeated({ ...ground, repeats }, name, async () => {
    const values: number[] = [];
    for (const contestant of contestants) {
      const once = (first: Instant) => p99(ground, backend, contestant, spread(first, size, SECOND));
      values.push(await withLead(leadFor(contestant, size), once));
    }
    return values;
  });
}

/** A job is one row or key; Muster's timers come with whole escalations. */
function leadFor(contestant: Contestant, size: number): number {
  return 2 * SECOND + size * (contestant === muster ? 0.5 : 0.1);
}

async function repeated(ground: Ground, name: string, once: () => Promise<number[]>): Promise<Row[]> {
  const runs: number[][] = [];
  while (runs.length < ground.repeats) {
    runs.push(await once());
    ground.say(
      `  ${name}: ${runs
        .at(-1)
        ?.map((ms) => `${Math.round(ms)} ms`)
        .join(', ')}`,
    );
  }
  const of = (turn: number, measured: string): Measured => ({
    name: measured,
    values: runs.map((values) => values[turn] ?? Number.NaN),
  });
  const ours = of(0, OURS);
  return [
    { name, unit: 'ms', ours, baseline: of(1, RAW), limits: [{ of: 'ratio', atMost: 1.5 }] },
    { name: `${name}, beside an empty processor`, unit: 'ms', ours, baseline: of(2, EMPTY), limits: [] },
  ];
}

async function p99(
  ground: Ground,
  backend: Backend,
  contestant: Contestant,
  dueAts: readonly Instant[],
): Promise<number> {
  const database = await ground.database();
  try {
    return percentile(await contestant(backend, database, dueAts), 99);
  } finally {
    await database.stop();
  }
}

/** Waits for all of them, also when one fails. */
async function allOf<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

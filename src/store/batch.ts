import { Prisma } from '../generated/prisma/client.ts';
import type { Database, Transaction } from './client.ts';
import { isUniqueViolation, LostRace } from './errors.ts';

/** Writes that belong together, to be made in as few round trips as can be. */
export type Batch = {
  /**
   * Adds a write to `what`, a table or one row of it. Writes to the same run one after the other; a write does not see
   * what the others of the batch change.
   */
  readonly add: (what: string, sql: Prisma.Sql) => void;
  /** The same, of a write that returns rows, as JSON has them. They are there once the batch has run. */
  readonly ask: <Row>(what: string, sql: Prisma.Sql) => () => readonly Row[];
  /**
   * Makes them. Rejects with `LostRace` when somebody else's rows came first; then the transaction is lost and to be run
   * again.
   */
  readonly run: (tx: Transaction) => Promise<void>;
  /**
   * Makes them in one statement, which is a transaction of its own, once `lock` has locked what they are about. False, and
   * nothing is written, when they take more than one.
   */
  readonly runAlone: (db: Database, lock: Prisma.Sql) => Promise<boolean>;
};

type Write = {
  readonly what: string;
  readonly sql: Prisma.Sql;
  /** Takes what it returns. */
  readonly take: ((rows: unknown[]) => void) | null;
};

export function createBatch(): Batch {
  const writes: Write[] = [];
  return {
    add(what, sql) {
      writes.push({ what, sql, take: null });
    },
    ask<Row>(what: string, sql: Prisma.Sql) {
      let rows: readonly Row[] = [];
      const take = (found: unknown[]) => {
        rows = found as Row[];
      };
      writes.push({ what, sql, take });
      return () => rows;
    },
    async run(tx) {
      for (const round of roundsOf(writes.splice(0))) await runTogether(tx, round, Prisma.empty);
    },
    async runAlone(db, lock) {
      const [round, ...others] = roundsOf(writes);
      if (round === undefined || others.length > 0) return false;
      // Joining `lock` makes Postgres take it first; the outer join returns a row even when there was nothing to lock.
      await runTogether(db, round, Prisma.sql`FROM (SELECT) AS always LEFT JOIN (${lock}) AS locked ON true`);
      return true;
    },
  };
}

/** In each round the same is written once. */
function roundsOf(writes: readonly Write[]): Write[][] {
  const rounds: Write[][] = [];
  const counts = new Map<string, number>();
  for (const write of writes) {
    const count = counts.get(write.what) ?? 0;
    counts.set(write.what, count + 1);
    rounds[count] = [...(rounds[count] ?? []), write];
  }
  return rounds;
}

/** As one statement: Postgres makes all of its writes, whether or not anything is read of them. */
async function runTogether(tx: Transaction, writes: readonly Write[], from: Prisma.Sql): Promise<void> {
  const names = writes.map((_, index) => `write_${index}`);
  const parts = writes.map(({ sql }, index) => Prisma.sql`${Prisma.raw(`${names[index]}`)} AS (${sql})`);
  const asked = names.filter((_, index) => writes[index]?.take);
  const answers = asked.map((name) => `(SELECT json_agg(${name}) FROM ${name}) AS ${name}`);
  const select = Prisma.raw(answers.length > 0 ? answers.join(', ') : '1');
  try {
    const [row] = await tx.$queryRaw<Record<string, unknown[] | null>[]>`
      WITH ${Prisma.join(parts)} SELECT ${select} ${from}`;
    for (const [index, { take }] of writes.entries()) take?.(row?.[`${names[index]}`] ?? []);
  } catch (error) {
    throw isUniqueViolation(error) ? new LostRace(error) : error;
  }
}

import pg from 'pg';
import { type Instant, MINUTE } from '../../../src/domain/kernel/time.ts';
import type { TestDatabase } from '../../support/copy-database.ts';
import { armed, comesTrue } from './arming.ts';
import { AT_ONCE, type Backend, type RawJob, startRawQueue } from './backends.ts';
import { benchEngine } from './muster-engine.ts';
import { plant } from './planted.ts';

/** Something that goes wrong once all is armed, and how long after the last was due it is waited for. */
export type Trouble = { readonly begin: () => Promise<void>; readonly neverMs: number };

/**
 * Arms something for each of these times and answers how late each was fired, in ms. What never is throws, or counts
 * as `neverMs` where trouble is made.
 */
export type Contestant = (
  backend: Backend,
  database: TestDatabase,
  dueAts: readonly Instant[],
  trouble?: Trouble,
) => Promise<number[]>;

const NO_TROUBLE: Trouble = { begin: async () => {}, neverMs: 3 * MINUTE };

/** Muster: each firing is a conditional write, the domain's decision, its events, read models and staged effects. */
export const muster: Contestant = async ({ redisUrl }, database, dueAts, trouble = NO_TROUBLE) => {
  const timers = await plant(database, dueAts);
  const engine = benchEngine({ databaseUrl: database.url, redisUrl });
  try {
    await engine.start();
    engine.notifier.notify({ timers, effects: [] });
    await armed(dueAts, async () => Number(await engine.notifier.probe()));
    await trouble.begin();
    const armedOnes = `"Timer" WHERE state = 'armed' AND kind = 'checkpoint-due'`;
    const isAll = await comesTrue(
      dueAts,
      trouble.neverMs,
      async () => (await count(database, armedOnes)) === 0,
    );
    if (!isAll && trouble === NO_TROUBLE) throw new Error('not all timers were fired');
  } finally {
    await engine.stop();
  }
  const fired = await count(database, `"Timer" WHERE state = 'fired' AND kind = 'checkpoint-due'`);
  const told = await count(database, `"Event" WHERE type = 'CheckpointAsked' AND data->>'when' = 'due'`);
  if (told !== fired) throw new Error(`${fired} timers were fired, ${told} checkpoints asked for`);
  return latenesses(
    database,
    `"firedAt" - "dueAt"`,
    `"Timer" WHERE kind = 'checkpoint-due'`,
    trouble.neverMs,
  );
};

/** Raw BullMQ whose processor does what the least of firings takes: one conditional write and one row of what happened. */
export const rawWithTransaction: Contestant = async (backend, database, dueAts) => {
  const pool = new pg.Pool({ connectionString: database.url, max: AT_ONCE });
  const jobs = namedJobs(dueAts);
  await pool.query(`CREATE TABLE promise (id text PRIMARY KEY, state text, due_at timestamptz(3), fired_at timestamptz(3));
    CREATE TABLE happened (promise text, seq int, at timestamptz(3), data jsonb, PRIMARY KEY (promise, seq))`);
  await pool.query(
    `INSERT INTO promise SELECT id, 'armed', to_timestamp(due / 1000.0)
     FROM unnest($1::text[], $2::bigint[]) AS n(id, due)`,
    [jobs.map((job) => job.id), dueAts],
  );
  const queue = await startRawQueue(backend, database.url, async ({ data }) => fireRaw(pool, data.id));
  try {
    await queue.add(jobs);
    await armed(dueAts, queue.delayed);
    const armedOnes = `promise WHERE state = 'armed'`;
    const isAll = async () => (await count(database, armedOnes)) === 0;
    if (!(await comesTrue(dueAts, NO_TROUBLE.neverMs, isAll))) throw new Error('not all jobs were run');
  } finally {
    await queue.stop();
    await pool.end();
  }
  return latenesses(database, 'fired_at - due_at', 'promise', Number.NaN);
};

async function fireRaw(pool: pg.Pool, id: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const fired = await client.query(
      `UPDATE promise SET state = 'fired', fired_at = statement_timestamp() WHERE id = $1 AND state = 'armed'`,
      [id],
    );
    if (fired.rowCount === 1) {
      const row = [id, { when: 'due' }];
      await client.query('INSERT INTO happened VALUES ($1, 1, statement_timestamp(), $2)', row);
    }
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

/** Raw BullMQ whose processor only looks at the process's clock. */
export const rawEmpty: Contestant = async (backend, database, dueAts, trouble = NO_TROUBLE) => {
  const late = new Map<string, number>();
  const jobs = namedJobs(dueAts);
  const queue = await startRawQueue(backend, database.url, async ({ data }) => {
    late.set(data.id, Date.now() - data.dueAt);
  });
  try {
    await queue.add(jobs);
    await armed(dueAts, queue.delayed);
    await trouble.begin();
    const isAll = await comesTrue(dueAts, trouble.neverMs, async () => late.size === jobs.length);
    if (!isAll && trouble === NO_TROUBLE) throw new Error('not all jobs were run');
  } finally {
    await queue.stop();
  }
  return jobs.map(({ id }) => late.get(id) ?? trouble.neverMs);
};

function namedJobs(dueAts: readonly Instant[]): RawJob[] {
  return dueAts.map((dueAt, index) => ({ id: `promise-${index}`, dueAt }));
}

async function count({ db }: TestDatabase, where: string): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${where}`);
  return row?.n ?? 0;
}

async function latenesses(
  { db }: TestDatabase,
  interval: string,
  from: string,
  neverMs: number,
): Promise<number[]> {
  const rows = await db.$queryRawUnsafe<{ ms: number | null }[]>(
    `SELECT (extract(epoch FROM ${interval}) * 1000)::float8 AS ms FROM ${from}`,
  );
  return rows.map((row) => row.ms ?? neverMs);
}

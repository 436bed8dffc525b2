import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Instant, SECOND } from '../../../src/domain/time.ts';
import { createEngine } from '../../../src/engine/create.ts';
import type { ArmedTimer } from '../../../src/store/timers.ts';
import type { TestDatabase } from '../../support/copy-database.ts';
import { type Backend, startRawQueue } from './backends.ts';
import { benchLog, instantGateway } from './gateway.ts';
import { plant } from './planted.ts';

/** Jobs or timers that one process works on at a time: as many as Muster's. */
export const AT_ONCE = 10;
/** After the last one was due; what is not fired by then was never fired, for this figure. */
const PATIENCE_MS = 60 * SECOND;

/** Arms something for each of these times; once all of it was fired, answers how late each was, in ms. */
export type Contestant = (
  backend: Backend,
  database: TestDatabase,
  dueAts: readonly Instant[],
) => Promise<number[]>;

/** Muster: each firing is a conditional write, the domain's decision, its events, read models and staged effects. */
export const muster: Contestant = async ({ redisUrl }, database, dueAts) => {
  const timers = await plant(database, dueAts);
  const engine = createEngine({
    databaseUrl: database.url,
    redisUrl,
    queueName: `bench-${randomUUID()}`,
    gateway: instantGateway(),
    log: benchLog,
    channelPattern: 'esc-{number}',
  });
  try {
    await engine.start();
    engine.bells.ring({ timers, effects: [] });
    await until(
      dueAts,
      async () => (await count(database, `"Timer" WHERE state = 'armed' AND kind = 'checkpoint-due'`)) === 0,
    );
  } finally {
    await engine.stop();
  }
  const told = await count(database, `"Event" WHERE type = 'CheckpointAsked' AND data->>'when' = 'due'`);
  if (told !== dueAts.length) throw new Error(`${told} of ${dueAts.length} checkpoints were asked for`);
  return latenesses(database, `"firedAt" - "dueAt"`, `"Timer" WHERE kind = 'checkpoint-due'`);
};

/** Raw BullMQ whose processor does what the least of firings takes: one conditional write and one row of what happened. */
export const rawWithTransaction: Contestant = async (backend, database, dueAts) => {
  const pool = new pg.Pool({ connectionString: database.url, max: AT_ONCE });
  await pool.query(`CREATE TABLE promise (id text PRIMARY KEY, state text, due_at timestamptz(3), fired_at timestamptz(3));
    CREATE TABLE happened (promise text, seq int, at timestamptz(3), data jsonb, PRIMARY KEY (promise, seq))`);
  const jobs = namedJobs(dueAts);
  await pool.query(
    `INSERT INTO promise SELECT id, 'armed', to_timestamp(due / 1000.0)
     FROM unnest($1::text[], $2::bigint[]) AS n(id, due)`,
    [jobs.map((job) => job.id), dueAts],
  );
  const queue = await startRawQueue(
    backend,
    database.url,
    async ({ data }) => fireRaw(pool, data.id),
    AT_ONCE,
  );
  try {
    await queue.add(jobs);
    await until(dueAts, async () => (await count(database, `promise WHERE state = 'armed'`)) === 0);
  } finally {
    await queue.stop();
    await pool.end();
  }
  return latenesses(database, 'fired_at - due_at', 'promise');
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
      await client.query('INSERT INTO happened VALUES ($1, 1, statement_timestamp(), $2)', [
        id,
        { when: 'due' },
      ]);
    }
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

/** Raw BullMQ whose processor only looks at the process's clock. */
export const rawEmpty: Contestant = async (backend, database, dueAts) => {
  const late: number[] = [];
  const queue = await startRawQueue(
    backend,
    database.url,
    async ({ data }) => void late.push(Date.now() - data.dueAt),
    AT_ONCE,
  );
  try {
    await queue.add(namedJobs(dueAts));
    await until(dueAts, async () => late.length >= dueAts.length);
  } finally {
    await queue.stop();
  }
  return late;
};

function namedJobs(dueAts: readonly Instant[]): Omit<ArmedTimer, 'version'>[] {
  return dueAts.map((dueAt, index) => ({ id: `promise-${index}`, dueAt }));
}

/** Looks seldom, and not before the last is due: looking is work too. */
async function until(dueAts: readonly Instant[], condition: () => Promise<boolean>): Promise<void> {
  const last = Math.max(...dueAts);
  await sleep(Math.max(0, last - Date.now()));
  while (!(await condition())) {
    if (Date.now() > last + PATIENCE_MS) throw new Error(`not all was fired within ${PATIENCE_MS} ms`);
    await sleep(100);
  }
}

async function count({ db }: TestDatabase, where: string): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM ${where}`);
  return row?.n ?? 0;
}

async function latenesses({ db }: TestDatabase, interval: string, where: string): Promise<number[]> {
  const rows = await db.$queryRawUnsafe<{ ms: number }[]>(
    `SELECT (extract(epoch FROM ${interval}) * 1000)::float8 AS ms FROM ${where}`,
  );
  return rows.map((row) => row.ms);
}

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../database.ts';
import { type OnWrite, watchPostgres } from './postgres-watch.ts';

let database: TestDatabase;
let onWrite: OnWrite = () => undefined;
let watch: Awaited<ReturnType<typeof watchPostgres>>;

beforeAll(async () => {
  database = await emptyDatabase();
  await database.db.$executeRaw`CREATE TABLE "Thing" (name text)`;
  watch = await watchPostgres(database.url, (write, when) => onWrite(write, when));
});
afterAll(async () => {
  await watch.stop();
  await database.stop();
});

async function client(): Promise<pg.Client> {
  const one = new pg.Client({ connectionString: watch.url });
  one.on('error', () => {});
  await one.connect();
  return one;
}

async function names(): Promise<string[]> {
  const rows = await database.db.$queryRaw<{ name: string }[]>`SELECT name FROM "Thing"`;
  return rows.map((row) => row.name);
}

test('it sees commits that change something, and writes outside a transaction; nothing else', async () => {
  const seen: string[] = [];
  onWrite = (write, when) => {
    seen.push(`${when} ${write.sql.split(' ')[0]}`);
    return undefined;
  };
  const one = await client();
  await one.query('BEGIN');
  await one.query('SELECT 1');
  await one.query('COMMIT');
  await one.query('SELECT $1::int', [1]);
  expect(seen).toEqual([]);
  await one.query('BEGIN');
  await one.query('INSERT INTO "Thing" VALUES ($1)', ['committed']);
  await one.query('COMMIT');
  await one.query('BEGIN');
  await one.query('INSERT INTO "Thing" VALUES ($1)', ['rolled back']);
  await one.query('ROLLBACK');
  await one.query('INSERT INTO "Thing" VALUES ($1)', ['alone']);
  expect(seen).toEqual(['before COMMIT', 'after COMMIT', 'before INSERT', 'after INSERT']);
  expect(await names()).toEqual(['committed', 'alone']);
  await one.end();
});

test('it sees them as well when statements are prepared, and when one statement writes to several tables', async () => {
  const seen: string[] = [];
  onWrite = (write, when) => {
    seen.push(`${when} ${write.sql}`);
    return undefined;
  };
  const one = await client();
  const run = (text: string) => one.query({ name: text, text });
  for (const _ of [1, 2]) {
    await run('BEGIN');
    await run(`DELETE FROM "Thing" WHERE name = 'nobody'`);
    await run('COMMIT');
    await run(`WITH a AS (\n INSERT INTO "Thing" VALUES ('with')), b AS (SELECT 1) SELECT * FROM b`);
    await run('SELECT 1 FROM "Thing" FOR UPDATE');
    await run('WITH a AS (SELECT 1 FROM "Thing" FOR UPDATE) SELECT 1');
  }
  const once = ['COMMIT', 'INSERT INTO "Thing"'].flatMap((sql) => [`before ${sql}`, `after ${sql}`]);
  expect(seen).toEqual([...once, ...once]);
  await one.end();
});

test.each([
  ['before', false],
  ['after', true],
] as const)('held up %s a commit whose sender then dies, it is done: %s', async (moment, isDone) => {
  let reached: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    reached = resolve;
  });
  onWrite = (write, when) => {
    if (when !== moment || write.sql !== 'COMMIT') return undefined;
    reached();
    return new Promise(() => {});
  };
  const one = await client();
  await one.query('BEGIN');
  await one.query('INSERT INTO "Thing" VALUES ($1)', [`held ${moment}`]);
  one.query('COMMIT').catch(() => {});
  await held;
  await one.end().catch(() => {});
  onWrite = () => undefined;
  expect((await names()).includes(`held ${moment}`)).toBe(isDone);
});

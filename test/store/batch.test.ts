import { afterAll, beforeAll, expect, test } from 'vitest';
import { Prisma } from '../../src/generated/prisma/client.ts';
import { createBatch } from '../../src/store/batch.ts';
import { createDatabase } from '../../src/store/client.ts';
import { isWorthAnotherTry, LostRace } from '../../src/store/errors.ts';
import { countRoundTrips } from '../bench/support/round-trips.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

const count = (key: string, value: number) =>
  Prisma.sql`INSERT INTO "Counter" ("workspaceId", key, value) VALUES ('T1', ${key}, ${value})`;
const counted = async (key: string) =>
  (await database.db.counter.findUnique({ where: { workspaceId_key: { workspaceId: 'T1', key } } }))?.value;

test('writes to one table are made in their order, each seeing the one before', async () => {
  const batch = createBatch();
  batch.add('Counter', count('a', 1));
  batch.add('Counter', Prisma.sql`UPDATE "Counter" SET value = value + 10 WHERE key = 'a'`);
  batch.add('Counter', Prisma.sql`UPDATE "Counter" SET value = value * 2 WHERE key = 'a'`);
  await batch.run(database.db);
  expect(await counted('a')).toBe(22);
});

test('writes to different tables go together, and what they return is there afterwards', async () => {
  const trips = await countRoundTrips(database.url);
  const db = createDatabase(trips.url, { poolSize: 1 });
  await db.$queryRaw`SELECT 1`;
  const batch = createBatch();
  batch.add('Counter', count('b', 1));
  const named = batch.ask<{ id: string }>(
    'Workspace',
    Prisma.sql`INSERT INTO "Workspace" (id, name) VALUES ('T1', 'Acme'), ('T2', 'Other') RETURNING id`,
  );
  const none = batch.ask('Inbox', Prisma.sql`DELETE FROM "Inbox" RETURNING key`);
  const before = trips.count();
  await batch.run(db);
  expect(trips.count() - before).toBe(1);
  expect(named()).toEqual([{ id: 'T1' }, { id: 'T2' }]);
  expect(none()).toEqual([]);
  expect(await counted('b')).toBe(1);
  await db.$disconnect();
  await trips.stop();
});

test('rows that somebody else wrote first make it a lost race, and then none of it is written', async () => {
  await database.db.$executeRaw(count('c', 1));
  const batch = createBatch();
  batch.add('Counter', count('c', 2));
  batch.add('Setting', Prisma.sql`DELETE FROM "Setting"`);
  batch.add('Workspace', Prisma.sql`INSERT INTO "Workspace" (id, name) VALUES ('T3', 'Third')`);
  await expect(batch.run(database.db)).rejects.toBeInstanceOf(LostRace);
  expect(await database.db.workspace.count({ where: { id: 'T3' } })).toBe(0);
});

test('alone it is all written, or nothing when somebody else has the row', async () => {
  const { db } = database;
  await db.$executeRaw(count('d', 1));
  const lock = Prisma.sql`SELECT 1 FROM "Counter" WHERE "workspaceId" = 'T1' AND key = 'd' FOR UPDATE NOWAIT`;
  const writing = (key: string) => {
    const batch = createBatch();
    const written = batch.ask('Counter', Prisma.sql`${count(key, 1)} RETURNING key`);
    return { batch, written };
  };
  await db.$transaction(async (tx) => {
    await tx.$queryRaw(lock);
    const meanwhile = writing('e');
    await expect(meanwhile.batch.runAlone(db, lock)).rejects.toSatisfy(isWorthAnotherTry);
  });
  expect(await counted('e')).toBeUndefined();
  const afterwards = writing('e');
  expect(await afterwards.batch.runAlone(db, lock)).toBe(true);
  expect(afterwards.written()).toEqual([{ key: 'e' }]);
});

test('alone it needs nothing to lock, and no more than one statement', async () => {
  const nothing = Prisma.sql`SELECT 1 FROM "Counter" WHERE key = 'none' FOR UPDATE NOWAIT`;
  const batch = createBatch();
  const written = batch.ask('Counter', Prisma.sql`${count('f', 1)} RETURNING key`);
  expect(await batch.runAlone(database.db, nothing)).toBe(true);
  expect(written()).toEqual([{ key: 'f' }]);
  const two = createBatch();
  two.add('Counter', count('g', 1));
  two.add('Counter', count('h', 1));
  expect(await two.runAlone(database.db, nothing)).toBe(false);
  expect(await counted('g')).toBeUndefined();
});

test('an empty one asks nothing of the database', async () => {
  await createBatch().run(undefined as never);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase } from '../../../src/store/client.ts';
import { rebuild } from '../../../src/store/read-models/rebuild.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { copyMany, fill } from './fill.ts';
import { countRoundTrips } from './round-trips.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await fill(database, { workspace: 'T1', total: 60, open: 20 });
}, 120_000);
afterAll(() => database.stop());

test('a filled database has what was asked for, each with a number, a ticket and a channel of its own', async () => {
  const { db } = database;
  const all = await db.escalation.findMany();
  expect(all.filter((one) => one.status === 'open')).toHaveLength(20);
  expect(all.filter((one) => one.status === 'resolved')).toHaveLength(40);
  expect(all.filter((one) => one.status === 'open' && one.ownerId === null).length).toBeGreaterThan(3);
  expect(new Set(all.map((one) => one.number)).size).toBe(60);
  expect(new Set(all.map((one) => one.ticketKey)).size).toBe(60);
  expect((await db.counter.findFirst())?.value).toBe(60);
  expect(await db.effect.count({ where: { state: { not: 'done' } } })).toBe(0);
  const late = await db.timer.count({ where: { state: 'armed', dueAt: { lt: new Date() } } });
  expect(late, 'timers that are overdue').toBe(0);
});

test('what it was filled with reads from the events as it stands in the read models', async () => {
  const { db } = database;
  const tables = () =>
    Promise.all([
      db.escalation.findMany({ orderBy: { id: 'asc' } }),
      db.participation.findMany({ orderBy: [{ escalationId: 'asc' }, { personId: 'asc' }] }),
      db.checkpoint.findMany({ orderBy: [{ escalationId: 'asc' }, { number: 'asc' }] }),
      db.customerUpdate.findMany({ orderBy: [{ escalationId: 'asc' }, { seq: 'asc' }] }),
    ]);
  const before = await tables();
  for (const { id } of before[0]) expect(await rebuild(db, id)).toBe(true);
  expect(await tables()).toEqual(before);
});

test('copies are counted on from what is there', async () => {
  const { db, url } = database;
  const { id } = await db.escalation.findFirstOrThrow({ where: { status: 'open' } });
  const copies = await copyMany(url, id, 3);
  const made = await db.escalation.findMany({ where: { number: { gt: 60 } }, orderBy: { number: 'asc' } });
  expect(made.map((one) => ({ id: one.id, channel: one.channelId }))).toEqual(copies);
  expect((await db.counter.findFirst())?.value).toBe(63);
});

test('a statement is one round trip to the database, a transaction with one in it three', async () => {
  const counter = await countRoundTrips(database.url);
  const db = createDatabase(counter.url, { poolSize: 1 });
  await db.workspace.count();
  const before = counter.count();
  await db.workspace.count();
  expect(counter.count() - before).toBe(1);
  await db.$transaction((tx) => tx.workspace.count());
  expect(counter.count() - before).toBe(4);
  await db.$disconnect();
  await counter.stop();
});

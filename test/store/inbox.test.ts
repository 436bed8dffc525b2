import { afterAll, beforeAll, expect, test } from 'vitest';
import { findAnswer, forgetArrivals, receive, storeAnswer, takeArrival } from '../../src/store/inbox.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

test('a key is new once in each workspace', async () => {
  expect(await receive(database.db, 'T1', 'a', 'command')).toBe(true);
  expect(await receive(database.db, 'T1', 'a', 'command')).toBe(false);
  expect(await receive(database.db, 'T2', 'a', 'command')).toBe(true);
});

test('the second delivery waits for the first, and has its turn when that one fails', async () => {
  const failing = database.db.$transaction(async (tx) => {
    await takeArrival(tx, 'T1', { key: 'b', kind: 'view' });
    second = receive(database.db, 'T1', 'b', 'view');
    throw new Error('broken');
  });
  let second: Promise<boolean> | undefined;
  await expect(failing).rejects.toThrow('broken');
  expect(await second).toBe(true);
});

test('an answer is found again, and none where none was stored', async () => {
  await receive(database.db, 'T1', 'c', 'view');
  expect(await findAnswer(database.db, 'T1', 'c')).toBeNull();
  await storeAnswer(database.db, 'T1', 'c', { kind: 'refused', refusal: { code: 'AlreadyIn' } });
  expect(await findAnswer(database.db, 'T1', 'c')).toEqual({
    kind: 'refused',
    refusal: { code: 'AlreadyIn' },
  });
  expect(await findAnswer(database.db, 'T1', 'unknown')).toBeNull();
});

test('what arrived days ago is forgotten, and nothing else', async () => {
  const at = new Date(Date.now() - 4 * 24 * 60 * 60 * 1_000);
  await database.db.inbox.create({ data: { workspaceId: 'T1', key: 'old', kind: 'event', at } });
  await receive(database.db, 'T1', 'new', 'event');
  expect(await forgetArrivals(database.db, 3)).toBe(1);
  expect(await receive(database.db, 'T1', 'new', 'event')).toBe(false);
  expect(await receive(database.db, 'T1', 'old', 'event')).toBe(true);
});

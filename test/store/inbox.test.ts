import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KeptAnswer } from '../../src/store/answer-schema.ts';
import { createBatch } from '../../src/store/batch.ts';
import type { Transaction } from '../../src/store/client.ts';
import { findAnswer } from '../../src/store/inbox/find-answer.ts';
import { forgetArrivals } from '../../src/store/inbox/forget.ts';
import { keepArrival, receive } from '../../src/store/inbox/keep.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

async function keep(key: string, answer: KeptAnswer | null, tx: Transaction = database.db): Promise<boolean> {
  const batch = createBatch();
  const isNew = keepArrival(batch, 'T1', { key, kind: 'view' }, answer);
  await batch.run(tx);
  return isNew();
}

test('a key is new once in each workspace', async () => {
  expect(await receive(database.db, 'T1', 'a', 'command')).toBe(true);
  expect(await receive(database.db, 'T1', 'a', 'command')).toBe(false);
  expect(await receive(database.db, 'T2', 'a', 'command')).toBe(true);
});

test('the second delivery waits for the first, and has its turn when that one fails', async () => {
  const failing = database.db.$transaction(async (tx) => {
    await keep('b', null, tx);
    second = receive(database.db, 'T1', 'b', 'view');
    throw new Error('broken');
  });
  let second: Promise<boolean> | undefined;
  await expect(failing).rejects.toThrow('broken');
  expect(await second).toBe(true);
});

test('an answer is found again, and none where none was stored', async () => {
  await receive(database.db, 'T1', 'look', 'view');
  expect(await findAnswer(database.db, 'T1', 'look')).toBeNull();
  const answer = { kind: 'refused', refusal: { code: 'AlreadyIn' } } as const;
  expect(await keep('c', answer)).toBe(true);
  expect(await keep('c', { kind: 'refused', refusal: { code: 'NobodyNew' } })).toBe(false);
  expect(await findAnswer(database.db, 'T1', 'c')).toEqual(answer);
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

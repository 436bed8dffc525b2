import { afterAll, beforeAll, expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/kernel/time.ts';
import { rememberLinesChannel, SOUGHT } from '../../src/store/lines-channel.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Bench, bench, must, open, to, WORKSPACE } from '../support/engine.ts';

let database: TestDatabase;
let it: Bench;
beforeAll(async () => {
  database = await testDatabase();
  it = await bench(database);
});
afterAll(() => database.stop());

test('while the escalations channel is being looked for, its line waits, and all else goes on', async () => {
  const { db } = database;
  await rememberLinesChannel(db, WORKSPACE, SOUGHT, 'escalations');
  const id = await open(it.engine);
  await must(it.engine, { type: 'RecordChannel', channel: 'C1', name: 'esc-1', ...to(id, null) });
  await it.engine.drain();
  const waiting = await db.effect.findMany({ where: { state: { not: 'done' } } });
  expect(waiting.map((one) => one.type)).toEqual(['ShowLine']);

  await rememberLinesChannel(db, WORKSPACE, 'C9', 'escalations');
  it.clock.now += MINUTE;
  await it.engine.drain();
  expect(await db.effect.count({ where: { state: { not: 'done' } } })).toBe(0);
  const shown = it.slack.calls.filter((call) => call.type === 'ShowLine');
  expect(shown.map((call) => call.job.linesChannel)).toEqual(['C9']);
});

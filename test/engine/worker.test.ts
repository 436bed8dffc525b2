import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { SECOND } from '../../src/domain/kernel/time.ts';
import { createDatabase } from '../../src/store/client.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { bench, DANA, must, open, to } from '../support/engine.ts';
import { createSlackRecorder } from '../support/slack-recorder.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());

test('who rests ends what is under way, begins nothing new, and leaves it to others', async () => {
  const it = await bench(database);
  const slack = createSlackRecorder();
  let answer = () => {};
  const asked = new Promise<void>((isAsked) => {
    const perform = it.slack.gateway.perform;
    Object.assign(it.slack.gateway, {
      perform: async (job: Parameters<typeof perform>[0]) => {
        isAsked();
        await new Promise<void>((go) => {
          answer = go;
        });
        return perform(job);
      },
    });
  });
  const resting = it.another({ sweepMs: 10 });
  onTestFinished(() => resting.stop());
  await resting.start();
  const first = await open(resting);
  await asked;
  const rested = resting.rest();
  const second = await open(resting, { ticket: 'another' });
  answer();
  await rested;
  expect(it.slack.calls.map((call) => call.job.escalation.id)).toEqual([first]);

  const other = it.another({ sweepMs: 10, gateway: slack.gateway });
  onTestFinished(() => other.stop());
  await other.start();
  const left = () => database.db.effect.count({ where: { state: { not: 'done' } } });
  await expect.poll(left, { timeout: 20 * SECOND }).toBe(0);
  expect(it.slack.calls).toHaveLength(1);
  expect(new Set(slack.calls.map((call) => call.job.escalation.id))).toEqual(new Set([first, second]));
});

test('who stands still in the middle of a transaction keeps nobody from an escalation for longer than a lease', async () => {
  const it = await bench(database);
  const id = await open(it.engine, { ticket: 'stands still' });
  const other = createDatabase(database.url);
  let letGo = () => {};
  const isLocked = new Promise<void>((locked) => {
    const still = other.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM "Escalation" WHERE id = ${id} FOR UPDATE`;
        locked();
        await new Promise<void>((go) => {
          letGo = go;
        });
      },
      { timeout: 60 * SECOND },
    );
    still.catch(() => {});
  });
  onTestFinished(async () => {
    letGo();
    await other.$disconnect();
  });
  await isLocked;
  expect((await must(it.engine, { type: 'ClaimOwnership', ...to(id, DANA) })).escalation.owner).toBe(DANA);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dispatchIn } from '../../src/engine/dispatch.ts';
import { type DecisionFacts, lockToDecide } from '../../src/store/locks.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Bench, bench, DANA, open, REP, to, WORKSPACE } from '../support/engine.ts';

let database: TestDatabase;
let it: Bench;
beforeAll(async () => {
  database = await testDatabase();
  it = await bench(database);
});
afterAll(() => database.stop());

test('who had to wait for an escalation decides on what happened meanwhile', async () => {
  const { engine } = it;
  const id = await open(engine);
  let waiting: Promise<DecisionFacts | null> | undefined;
  await database.db.$transaction(async (tx) => {
    await dispatchIn(tx, engine, { type: 'ClaimOwnership', ...to(id, DANA) });
    const asked = { escalation: id, workspace: WORKSPACE, by: REP, kinds: { [REP]: 'guest' as const } };
    waiting = database.db.$transaction((other) => lockToDecide(other, asked, engine.clock));
    await sleep(200);
  });
  const facts = await waiting;
  expect(facts?.standing?.escalation.owner).toBe(DANA);
  expect(facts?.by).toEqual({ id: REP, kind: 'guest', leads: [], manages: false });
});

test('nobody waits for an escalation that there is none of', async () => {
  const asked = { escalation: 'nothing', workspace: WORKSPACE, by: REP };
  expect(await lockToDecide(database.db, asked, it.engine.clock)).toBeNull();
});

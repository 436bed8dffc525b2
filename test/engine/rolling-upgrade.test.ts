import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import { fireTimer } from '../../src/engine/timers.ts';
import { audit } from '../../src/store/audit.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Bench, bench, forgetEscalations, open, START, WORKSPACE } from '../support/engine.ts';

// A newer process works beside this one on the same database: its rows are written here as it would write them.

let database: TestDatabase;
let it: Bench;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await forgetEscalations(database);
  it = await bench(database);
});

const newTimer = (escalationId: string, dueAt: number) =>
  database.db.timer.create({
    data: {
      id: `timer-${escalationId}`,
      workspaceId: WORKSPACE,
      escalationId,
      kind: 'ask-overdue',
      subject: '4',
      version: 1,
      dueAt: new Date(dueAt),
      state: 'armed',
    },
  });

describe('a timer of a kind that this process does not know', () => {
  test('is left armed, however it is come upon, while the others fire', async () => {
    const id = await open(it.engine);
    const foreign = await newTimer(id, START + MINUTE);
    it.clock.now = START + HOUR;
    expect(await fireTimer(it.engine, foreign.id, 1)).toBeNull();
    await it.engine.drain();
    expect(await database.db.timer.findUniqueOrThrow({ where: { id: foreign.id } })).toEqual(foreign);
    expect(await database.db.timer.count({ where: { state: 'fired' } })).toBe(3);
  });

  test('leaves this process ready, which says what it leaves', async () => {
    const id = await open(it.engine);
    await it.engine.drain();
    await newTimer(id, START);
    it.clock.now = START + MINUTE;
    expect(await audit(it.engine.db, it.engine.clock, MINUTE / 2)).toEqual({
      overdueTimers: 0,
      stuckEscalations: 0,
      foreignTimers: 1,
    });
    await it.engine.audit();
    expect((await it.engine.readiness(null)).problems).not.toContainEqual(expect.stringMatching(/timers/i));
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR, SECOND } from '../../src/domain/kernel/time.ts';
import { type Budget, earliest, type Limit, roomAt } from '../../src/store/budget/earliest.ts';
import { forgetBudgets } from '../../src/store/budget/forget.ts';
import { hold } from '../../src/store/budget/hold.ts';
import { take } from '../../src/store/budget/take.ts';
import { databaseClock } from '../../src/store/clock.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const START = Date.UTC(2026, 5, 1, 9);
const TWO_A_SECOND: Limit = { most: 2, ms: SECOND };

describe('the earliest moment', () => {
  const soonest = (calls: number[], ahead = 0, limits = [TWO_A_SECOND]) =>
    earliest(0, { limits, calls, until: 0 }, ahead);

  test('is now while there is room', () => {
    expect(soonest([])).toBe(0);
    expect(soonest([-500])).toBe(0);
    expect(soonest([-1_000, -1_000])).toBe(0);
    expect(earliest(0, { limits: [TWO_A_SECOND], calls: [], until: 400 })).toBe(400);
  });

  test('is when the first of too many has been long enough ago', () => {
    expect(soonest([-300, -100])).toBe(700);
    expect(soonest([-300, 0])).toBe(700);
  });

  test('leaves room for those who go before', () => {
    expect(soonest([], 1)).toBe(0);
    expect(soonest([], 2)).toBe(1_000);
    expect(soonest([-300, -100], 1)).toBe(900);
    expect(soonest([-300, -100], 2)).toBe(1_700);
  });

  test('holds to every limit at once', () => {
    const slow: Limit = { most: 1, ms: 3_000 };
    expect(soonest([0], 0, [TWO_A_SECOND, slow])).toBe(3_000);
    expect(soonest([0], 1, [TWO_A_SECOND, slow])).toBe(6_000);
  });

  test('however calls come, no stretch holds more than its limit, and nobody waits in vain', () => {
    const asks = fc.array(fc.record({ gap: fc.nat(400), most: fc.constantFrom(3, 5) }), { maxLength: 60 });
    fc.assert(
      fc.property(asks, (all) => {
        const calls: number[] = [];
        let now = 0;
        for (const { gap, most } of all) {
          now += gap;
          const account = { limits: [{ most, ms: SECOND }], calls, until: 0 };
          const moment = earliest(now, account);
          expect(moment).toBeGreaterThanOrEqual(now);
          expect(roomAt(now, account) > 0).toBe(moment === now);
          expect(roomAt(moment, account)).toBeGreaterThan(0);
          if (moment > now) expect(roomAt(moment - 1, account)).toBe(0);
          now = moment;
          calls.push(moment);
        }
        for (const end of calls) {
          const within = calls.filter((time) => time > end - SECOND && time <= end);
          expect(within.length).toBeLessThanOrEqual(5);
        }
      }),
    );
  });
});

describe('a budget that processes share', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());

  const caller = { id: 'nobody', from: 1n, severity: 'SEV2', person: 'U1' };
  const create: Budget = { key: 'create', limits: [TWO_A_SECOND], line: 'create' };
  /** When a call that is asked for at `at` may be made; then it is. */
  const claim = (workspace: string, at = 0, budgets = [create]) =>
    database.db.$transaction(async (tx) => {
      const turn = await take(
        tx,
        databaseClock(() => START + at),
        workspace,
        budgets,
        caller,
      );
      expect(turn.line === null).toBe(turn.at === START + at);
      return turn.at - START;
    });
  const other: Budget = { key: 'topic', limits: [TWO_A_SECOND], line: 'topic' };

  test('is given out first come, first served', async () => {
    expect(await claim('T1')).toBe(0);
    expect(await claim('T1')).toBe(0);
    // Who waits has not called, and nothing is kept for them but their place in line.
    for (const at of [0, 0, 500, 999]) expect(await claim('T1', at)).toBe(1_000);
    expect(await claim('T1', 1_000)).toBe(1_000);
    expect(await claim('T1', 1_000)).toBe(1_000);
    expect(await claim('T1', 1_000)).toBe(2_000);
  });

  test('asked for by several at the very same time goes to as many as it has room for', async () => {
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => claim('T8')));
    expect(all.toSorted((a, b) => a - b)).toEqual([0, 0, 1_000, 1_000, 1_000]);
  });

  test('is a workspace’s own, and a method’s own', async () => {
    await claim('T9');
    await claim('T9');
    expect(await claim('T9')).toBe(1_000);
    expect(await claim('T2')).toBe(0);
    expect(await claim('T9', 0, [other])).toBe(0);
  });

  test('that has room lends none to another one that has not', async () => {
    await claim('T3');
    await claim('T3');
    expect(await claim('T3', 0, [other, create])).toBe(1_000);
    const row = await database.db.budget.findFirstOrThrow({ where: { workspaceId: 'T3', key: 'topic' } });
    expect(row.calls).toEqual([]);
  });

  test('gives nothing before Slack takes the method again', async () => {
    await hold(database.db, 'T4', 'create', START + 5 * SECOND);
    await hold(database.db, 'T4', 'create', START + 2 * SECOND);
    expect(await claim('T4')).toBe(5_000);
    expect(await claim('T5')).toBe(0);
  });

  test('is judged by when calls were really made, and knows for whom', async () => {
    for (const at of [300, 400]) expect(await claim('T7', at)).toBe(at);
    expect(await claim('T7', 1_000)).toBe(1_300);
    expect(await claim('T7', 1_300)).toBe(1_300);
    expect(await claim('T7', 1_300)).toBe(1_400);
    const row = await database.db.budget.findFirstOrThrow({ where: { workspaceId: 'T7' } });
    expect(row.calls.map((time) => Number(time) - START)).toEqual([400, 1_300]);
    expect(row.callers).toEqual(['U1', 'U1']);
  });

  test('forgets what is long past, and whole budgets that nobody uses', async () => {
    await claim('T6');
    expect(await claim('T6', HOUR)).toBe(HOUR);
    const row = await database.db.budget.findFirstOrThrow({ where: { workspaceId: 'T6' } });
    expect(row.calls).toHaveLength(1);
    expect(row.callers).toHaveLength(1);
    await database.db.$transaction((tx) =>
      take(tx, databaseClock(), 'T6', [{ ...create, key: 'used' }], caller),
    );
    await forgetBudgets(database.db);
    const left = await database.db.budget.findMany({ select: { key: true } });
    expect(left).toEqual([{ key: 'used' }]);
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOUR, SECOND } from '../../src/domain/kernel/time.ts';
import { createBatch } from '../../src/store/batch.ts';
import { book } from '../../src/store/budget/book.ts';
import { earliest, type Limit } from '../../src/store/budget/earliest.ts';
import { forgetBudgets } from '../../src/store/budget/forget.ts';
import { hold } from '../../src/store/budget/hold.ts';
import { take } from '../../src/store/budget/take.ts';
import { databaseClock } from '../../src/store/clock.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const START = Date.UTC(2026, 5, 1, 9);
const TWO_A_SECOND: Limit = { most: 2, ms: SECOND };

describe('the earliest moment', () => {
  const soonest = (calls: number[], limits = [TWO_A_SECOND], from = 0) =>
    earliest(from, [{ limits, calls, until: 0 }]);

  test('is now while there is room', () => {
    expect(soonest([])).toBe(0);
    expect(soonest([-500])).toBe(0);
    expect(soonest([-1_000, -1_000])).toBe(0);
    expect(earliest(0, [{ limits: [TWO_A_SECOND], calls: [], until: 400 }])).toBe(400);
  });

  test('is when the first of too many has been long enough ago', () => {
    expect(soonest([-300, -100])).toBe(700);
    expect(soonest([0, 0, 1_000, 1_000])).toBe(2_000);
  });

  test('takes a gap that is left before what is booked, if that leaves room for it', () => {
    expect(soonest([-300, 900])).toBe(0);
    expect(soonest([-300, 500])).toBe(700);
    expect(soonest([500, 500])).toBe(1_500);
  });

  test('holds to every budget at once', () => {
    const all = [
      { limits: [TWO_A_SECOND], calls: [0, 0], until: 0 },
      { limits: [{ most: 1, ms: 3_000 }], calls: [0], until: 0 },
    ];
    expect(earliest(0, all)).toBe(3_000);
  });

  test('however calls come, no stretch holds more than its limit, and nobody waits in vain', () => {
    const asks = fc.array(fc.record({ gap: fc.nat(400), most: fc.constantFrom(3, 5) }), { maxLength: 60 });
    fc.assert(
      fc.property(asks, (all) => {
        const calls: number[] = [];
        let now = 0;
        for (const { gap, most } of all) {
          now += gap;
          const slot = earliest(now, [
            { limits: [{ most, ms: SECOND }], calls: calls.toSorted((a, b) => a - b), until: 0 },
          ]);
          calls.push(slot);
          expect(slot).toBeGreaterThanOrEqual(now);
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

  const clock = databaseClock(() => START);
  const slotOf = async (workspace: string, key = 'create', other = clock) => {
    const budgets = [{ key, limits: [TWO_A_SECOND] }];
    const batch = createBatch();
    const slot = await book(database.db, batch, other, workspace, budgets);
    await database.db.$transaction((tx) => batch.run(tx));
    return slot - START;
  };
  const claim = (workspace: string, at: number, booked: number) =>
    database.db.$transaction(async (tx) => {
      const budgets = [{ key: 'create', limits: [TWO_A_SECOND] }];
      const other = databaseClock(() => START + at);
      return (await take(tx, other, workspace, budgets, START + booked)).slot - START;
    });

  test('is given out first come, first served', async () => {
    for (const slot of [0, 0, 1_000, 1_000, 2_000, 2_000]) expect(await slotOf('T1')).toBe(slot);
  });

  test('given to several at the very same time is kept when they call', async () => {
    const budgets = [{ key: 'create', limits: [TWO_A_SECOND] }];
    const batches = [1, 2, 3].map(createBatch);
    for (const batch of batches) expect(await book(database.db, batch, clock, 'T8', budgets)).toBe(START);
    await Promise.all(batches.map((batch) => database.db.$transaction((tx) => batch.run(tx))));
    expect(await Promise.all([claim('T8', 0, 0), claim('T8', 0, 0), claim('T8', 0, 0)])).toEqual(
      expect.arrayContaining([0, 0, 1_000]),
    );
  });

  test('is a workspace’s own, and a method’s own', async () => {
    expect(await slotOf('T2')).toBe(0);
    expect(await slotOf('T1', 'topic')).toBe(0);
  });

  test('gives nothing before Slack takes the method again', async () => {
    await hold(database.db, 'T4', 'create', START + 5 * SECOND);
    await hold(database.db, 'T4', 'create', START + 2 * SECOND);
    expect(await slotOf('T4')).toBe(5_000);
    expect(await slotOf('T5')).toBe(0);
  });

  test('keeps a booking before all later ones, and is judged by when calls were really made', async () => {
    for (const slot of [0, 0, 1_000, 1_000, 2_000]) expect(await slotOf('T7')).toBe(slot);
    // Two that were to go at once went late, which moves those after them, and nobody else goes before these.
    for (const at of [300, 400]) expect(await claim('T7', at, 0)).toBe(at);
    expect(await claim('T7', 1_000, 1_000)).toBe(1_300);
    expect(await claim('T7', 1_000, 1_000)).toBe(1_300);
    expect(await slotOf('T7')).toBe(2_300);
    expect(await claim('T7', 1_300, 1_300)).toBe(1_300);
    expect(await claim('T7', 1_300, 1_300)).toBe(1_400);
    const row = await database.db.budget.findFirstOrThrow({ where: { workspaceId: 'T7' } });
    const since = (times: bigint[]) => times.map((time) => Number(time) - START);
    expect(since(row.calls)).toEqual([400, 1_300]);
    expect(since(row.bookings)).toEqual([1_400, 2_000, 2_300]);
  });

  test('forgets what is long past, and whole budgets that nobody uses', async () => {
    const later = databaseClock(() => START + HOUR);
    await slotOf('T6');
    expect(await claim('T6', HOUR, HOUR)).toBe(HOUR);
    const row = await database.db.budget.findFirstOrThrow({ where: { workspaceId: 'T6' } });
    expect(row.bookings).toEqual([]);
    expect(row.calls).toHaveLength(1);
    await slotOf('T6', 'create', later);
    await slotOf('T6', 'used', databaseClock());
    await forgetBudgets(database.db);
    const left = await database.db.budget.findMany({ select: { key: true } });
    expect(left).toEqual([{ key: 'used' }]);
  });
});

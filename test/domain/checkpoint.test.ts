import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/kernel/time.ts';
import { refuseTime } from '../../src/domain/slices/checkpoint.ts';
import { timersOf } from '../../src/domain/timers.ts';
import { type Past, START, stateAfter } from '../support/given.ts';
import { DUE, open, opened, owned, reopenedUnowned, resolved, resolvedUnowned } from './tables/cast.ts';

const ahead: Past = { type: 'CheckpointAsked', number: 1, when: 'ahead', communicator: 'rita', at: DUE };
const due: Past = { ...ahead, when: 'due' };
const missed: Past = {
  type: 'CheckpointMissed',
  number: 1,
  dueAt: DUE,
  communicator: 'rita',
  monitor: 'morgan',
};
const AHEAD = { kind: 'checkpoint-ahead', dueAt: DUE - 15 * MINUTE };
const AT_DUE = { kind: 'checkpoint-due', dueAt: DUE };
const MISSED = { kind: 'checkpoint-missed', dueAt: DUE + 5 * MINUTE };
const CLAIM = { kind: 'claim-overdue', dueAt: START + 10 * MINUTE };

describe('checkpoint', () => {
  test('however often it is moved and asked for, the latest twenty asks are kept up to date', () => {
    const moved: Past = { type: 'CheckpointMoved', number: 1, from: DUE, to: DUE + HOUR, reason: 'x' };
    const { asks } = stateAfter(...open, ...Array.from({ length: 30 }, () => [ahead, moved]).flat());
    expect(asks).toHaveLength(20);
    expect(asks.at(-1)?.seq).toBe(open.length + 59);
  });

  test.each<[string, readonly Past[], unknown[]]>([
    ['nobody owns it yet', open, [CLAIM, AHEAD, AT_DUE, MISSED]],
    ['it is owned', owned, [AHEAD, AT_DUE, MISSED]],
    ['leads were asked again', [...open, { type: 'ClaimOverdue' }], [AHEAD, AT_DUE, MISSED]],
    ['the communicator was asked ahead', [...owned, ahead], [AT_DUE, MISSED]],
    ['the communicator was asked for what is due', [...owned, ahead, due], [MISSED]],
    ['the ahead ask was skipped', [...owned, due], [MISSED]],
    ['the promise was missed', [...owned, due, missed], []],
    ['missing it was noticed first', [...owned, missed], [AHEAD, AT_DUE]],
    ['it is resolved', resolved, []],
    ['it was resolved without an owner', resolvedUnowned, []],
    [
      'it is reopened without an owner',
      reopenedUnowned,
      [
        { kind: 'claim-overdue', dueAt: START + DAY + 10 * MINUTE },
        { kind: 'checkpoint-ahead', dueAt: START + DAY + 45 * MINUTE },
        { kind: 'checkpoint-due', dueAt: START + DAY + HOUR },
        { kind: 'checkpoint-missed', dueAt: START + DAY + HOUR + 5 * MINUTE },
      ],
    ],
    [
      'a missed promise was moved',
      [
        ...owned,
        due,
        missed,
        {
          type: 'CheckpointMoved',
          number: 1,
          from: DUE,
          to: DUE + HOUR,
          reason: 'Out',
          at: DUE + 30 * MINUTE,
        },
      ],
      [
        { kind: 'checkpoint-ahead', dueAt: DUE + HOUR - 7.5 * MINUTE },
        { kind: 'checkpoint-due', dueAt: DUE + HOUR },
        { kind: 'checkpoint-missed', dueAt: DUE + HOUR + 5 * MINUTE },
      ],
    ],
    [
      'the promise is very short',
      [opened, { type: 'CheckpointPromised', number: 1, dueAt: START + MINUTE }],
      [
        CLAIM,
        { kind: 'checkpoint-ahead', dueAt: START + 45 * SECOND },
        { kind: 'checkpoint-due', dueAt: START + MINUTE },
        { kind: 'checkpoint-missed', dueAt: START + 90 * SECOND },
      ],
    ],
  ])('the timers when %s', (_name, past, timers) => {
    const armed = timersOf(stateAfter(...past));
    expect(armed).toHaveLength(timers.length);
    expect(armed).toEqual(expect.arrayContaining(timers));
  });

  test('a promise is for later than now and for 90 days at most', () => {
    expect(refuseTime(START, START)).toEqual({ code: 'NotInFuture' });
    expect(refuseTime(START + 1, START)).toBeNull();
    expect(refuseTime(START + 90 * DAY, START)).toBeNull();
    expect(refuseTime(START + 90 * DAY + 1, START)).toEqual({ code: 'TooFarAhead' });
  });

  test('a time that is no number cannot be promised', () => {
    expect(refuseTime(Number.NaN, START)).toEqual({ code: 'NotInFuture' });
  });
});

import { expect, test } from 'vitest';
import type { Event, EventBody } from '../../../src/domain/event.ts';
import { type Instant, SECOND } from '../../../src/domain/kernel/time.ts';
import { together, type Verdict, verdictOf } from './verdict.ts';

const at = (seconds: number, body: EventBody): Event =>
  ({ ...body, at: seconds * SECOND, seq: 1, escalation: 'a', workspace: 'T', by: null }) as Event;

const promised = at(0, { type: 'CheckpointPromised', number: 1, dueAt: 100 * SECOND });
const moved = at(60, {
  type: 'CheckpointMoved',
  number: 1,
  from: 100 * SECOND,
  to: 160 * SECOND,
  reason: 'The vendor',
});
const asked = (seconds: number, when: 'ahead' | 'due') =>
  at(seconds, { type: 'CheckpointAsked', number: 1, when, communicator: 'U' });
const missed = (seconds: number) =>
  at(seconds, {
    type: 'CheckpointMissed',
    number: 1,
    dueAt: 100 * SECOND,
    communicator: 'U',
    monitor: 'U',
  });
const resolved = (seconds: number) =>
  at(seconds, { type: 'EscalationResolved', fix: '', cause: '', finalWord: '' });

const none: Verdict = { lost: 0, duplicated: 0, early: 0, afterResolving: 0, fired: 0 };
const cases: [name: string, timeline: Event[], end: Instant, wrong: Partial<Verdict>][] = [
  ['all fired in time', [promised, asked(75, 'ahead'), asked(100, 'due'), missed(150)], 200, { fired: 3 }],
  ['nothing is due yet', [promised], 74, {}],
  ['nobody asked ahead', [promised], 75, { lost: 1 }],
  ['too late to ask ahead', [promised, asked(101, 'due')], 149, { fired: 1 }],
  ['nobody asked at all', [promised], 200, { lost: 3 }],
  ['nobody missed it', [promised, asked(100, 'due')], 150, { fired: 1, lost: 1 }],
  [
    'asked twice',
    [promised, asked(75, 'ahead'), asked(76, 'ahead'), asked(100, 'due')],
    120,
    { fired: 3, duplicated: 1 },
  ],
  ['asked too early', [promised, asked(74, 'ahead')], 75, { fired: 1, early: 1 }],
  ['missed too early', [promised, asked(100, 'due'), missed(149)], 150, { fired: 2, early: 1 }],
  [
    'asked again after it moved',
    [promised, asked(55, 'ahead'), moved, asked(135, 'ahead')],
    140,
    { fired: 2, early: 1 },
  ],
  ['asked at the old time', [promised, moved, asked(100, 'due')], 130, { fired: 1, early: 1 }],
  ['nothing after it was resolved', [promised, resolved(50)], 200, {}],
  [
    'asked after it was resolved',
    [promised, resolved(50), asked(100, 'due')],
    200,
    { fired: 1, afterResolving: 1 },
  ],
];

test.each(cases)('%s', (_name, timeline, end, wrong) => {
  expect(verdictOf(timeline, end * SECOND)).toEqual({ ...none, ...wrong });
});

test('several are counted together', () => {
  const one = verdictOf([promised], 75 * SECOND);
  expect(together([one, one, none])).toEqual({ ...none, lost: 2 });
});

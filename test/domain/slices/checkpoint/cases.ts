import { MUSTER } from '../../../../src/domain/command.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/domain/kernel/time.ts';
import { type Past, START } from '../../../support/given.ts';
import {
  type Case,
  DUE,
  morgan,
  olli,
  open,
  opened,
  owned,
  reopenedUnowned,
  resolved,
  resolvedUnowned,
  sam,
} from '../../tables/cast.ts';

const LOG = { type: 'LogCustomerUpdate', text: 'We are on it', over: 'phone', nextAt: DUE + HOUR } as const;
const MOVE = { type: 'MoveCheckpoint', to: DUE + HOUR, reason: 'They are out until noon' } as const;
const AHEAD = { type: 'FireTimer', timer: 'checkpoint-ahead', by: MUSTER } as const;
const AT_DUE = { type: 'FireTimer', timer: 'checkpoint-due', by: MUSTER } as const;
const MISSED = { type: 'FireTimer', timer: 'checkpoint-missed', by: MUSTER } as const;
const OVERDUE = { type: 'FireTimer', timer: 'claim-overdue', by: MUSTER } as const;

const askedAhead: Past = {
  type: 'CheckpointAsked',
  number: 1,
  when: 'ahead',
  communicator: 'rita',
  by: null,
  at: DUE - 15 * MINUTE,
};
const askedDue: Past = { ...askedAhead, when: 'due', at: DUE };
const missed: Past = {
  type: 'CheckpointMissed',
  number: 1,
  dueAt: DUE,
  communicator: 'rita',
  monitor: 'morgan',
  by: null,
  at: DUE + 5 * MINUTE,
};
const overdue: Past = { type: 'ClaimOverdue', by: null, at: START + 10 * MINUTE };
const { by: _by, at: _at, ...asksDue } = askedDue;
const { by: _by2, at: _at2, ...misses } = missed;
const moved: Past = {
  type: 'CheckpointMoved',
  number: 1,
  from: DUE,
  to: DUE + HOUR,
  reason: 'They are out',
  at: DUE + 10 * MINUTE,
};

export const checkpointCases: readonly Case[] = [
  {
    name: 'logging an update meets the checkpoint and promises the next',
    given: open,
    when: LOG,
    then: [
      { type: 'CustomerUpdated', text: 'We are on it', over: 'phone', met: 1 },
      { type: 'CheckpointPromised', number: 2, dueAt: DUE + HOUR },
    ],
  },
  {
    name: 'anybody in the swarm may have told the customer',
    given: open,
    when: { ...LOG, by: sam },
    then: [
      { type: 'CustomerUpdated', text: 'We are on it', over: 'phone', met: 1 },
      { type: 'CheckpointPromised', number: 2, dueAt: DUE + HOUR },
    ],
  },
  { name: 'nobody outside logs', given: open, when: { ...LOG, by: olli }, then: { code: 'NotInSwarm' } },
  {
    name: 'an update says what was told',
    given: open,
    when: { ...LOG, text: ' ' },
    then: { code: 'Empty', field: 'text', called: 'what the customer was told' },
  },
  {
    name: 'the next word is due in the future',
    given: open,
    when: { ...LOG, nextAt: START },
    then: { code: 'NotInFuture' },
  },
  {
    name: 'nothing is logged once it is resolved',
    given: resolved,
    when: LOG,
    then: { code: 'AlreadyResolved' },
  },

  {
    name: 'a promise moves for a reason',
    given: open,
    when: { ...MOVE, reason: ' They are out until noon ' },
    then: [
      { type: 'CheckpointMoved', number: 1, from: DUE, to: DUE + HOUR, reason: 'They are out until noon' },
    ],
  },
  {
    name: 'the monitor may move a promise',
    given: open,
    when: { ...MOVE, by: morgan },
    then: [
      { type: 'CheckpointMoved', number: 1, from: DUE, to: DUE + HOUR, reason: 'They are out until noon' },
    ],
  },
  {
    name: 'a promise moves even after it was missed',
    given: [...open, askedAhead, askedDue, missed],
    when: { ...MOVE, at: DUE + 6 * MINUTE },
    then: [
      { type: 'CheckpointMoved', number: 1, from: DUE, to: DUE + HOUR, reason: 'They are out until noon' },
    ],
  },
  {
    name: 'a move needs a reason',
    given: open,
    when: { ...MOVE, reason: '' },
    then: { code: 'Empty', field: 'reason', called: 'the reason' },
  },
  {
    name: 'a promise does not move to where it is',
    given: open,
    when: { ...MOVE, to: DUE },
    then: { code: 'SameTime' },
  },
  {
    name: 'a promise does not move into the past',
    given: open,
    when: { ...MOVE, to: START },
    then: { code: 'NotInFuture' },
  },
  {
    name: 'a promise does not move beyond 90 days',
    given: open,
    when: { ...MOVE, to: START + 91 * DAY },
    then: { code: 'TooFarAhead' },
  },
  { name: 'nobody outside moves it', given: open, when: { ...MOVE, by: olli }, then: { code: 'NotInSwarm' } },
  {
    name: 'there is nothing to move once it is resolved',
    given: resolved,
    when: MOVE,
    then: { code: 'AlreadyResolved' },
  },

  {
    name: 'a form that shows the promise as it stands may move it',
    given: open,
    when: {
      type: 'MoveCheckpoint',
      to: DUE + HOUR,
      reason: 'Out',
      expectedVersions: { promise: `1 ${DUE}` },
    },
    then: [{ type: 'CheckpointMoved', number: 1, from: DUE, to: DUE + HOUR, reason: 'Out' }],
  },
  {
    name: 'a form that shows a promise met or moved since is outdated',
    given: [...open, moved],
    when: {
      type: 'MoveCheckpoint',
      to: DUE + 2 * HOUR,
      reason: 'Out',
      expectedVersions: { promise: `1 ${DUE}` },
    },
    then: { code: 'Outdated', called: 'The next customer update' },
  },
  {
    name: 'the communicator is asked ahead',
    given: open,
    when: { ...AHEAD, at: DUE - 15 * MINUTE },
    then: [{ type: 'CheckpointAsked', number: 1, when: 'ahead', communicator: 'rita' }],
  },
  {
    name: 'a timer that fires too early asks nothing',
    given: open,
    when: { ...AHEAD, at: DUE - 15 * MINUTE - 1 },
    then: [],
  },
  {
    name: 'the communicator is asked ahead once',
    given: [...open, askedAhead],
    when: { ...AHEAD, at: DUE - 14 * MINUTE },
    then: [],
  },
  {
    name: 'the communicator is asked again when it is due',
    given: [...open, askedAhead],
    when: { ...AT_DUE, at: DUE },
    then: [asksDue],
  },
  {
    name: 'a timer for the due time that fires early does not ask twice ahead',
    given: [...open, askedAhead],
    when: { ...AT_DUE, at: DUE - 1 },
    then: [],
  },
  {
    name: 'whoever is the communicator by then is asked',
    given: [...open, { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' }],
    when: { ...AT_DUE, at: DUE },
    then: [{ type: 'CheckpointAsked', number: 1, when: 'due', communicator: 'sam' }],
  },
  {
    name: 'after a standstill, the first of two late timers asks for what is due',
    given: open,
    when: { ...AHEAD, at: DUE + MINUTE },
    then: [asksDue],
  },
  {
    name: 'after a standstill, the second of two late timers is silent',
    given: [...open, askedDue],
    when: { ...AT_DUE, at: DUE + MINUTE },
    then: [],
  },
  {
    name: 'after the due ask, a late timer for the ahead ask is silent',
    given: [...open, askedDue],
    when: { ...AHEAD, at: DUE + MINUTE },
    then: [],
  },
  {
    name: 'after the due ask, a clock that steps back asks nothing',
    given: [...open, askedDue],
    when: { ...AHEAD, at: DUE - 1 },
    then: [],
  },
  {
    name: 'a short promise is asked for a quarter of its time ahead',
    given: [opened, { type: 'CheckpointPromised', number: 1, dueAt: START + 8 * MINUTE }],
    when: { ...AHEAD, at: START + 6 * MINUTE },
    then: [{ type: 'CheckpointAsked', number: 1, when: 'ahead', communicator: 'rita' }],
  },
  {
    name: 'the monitor is told five minutes after a promise was due',
    given: [...open, askedDue],
    when: { ...MISSED, at: DUE + 5 * MINUTE },
    then: [misses],
  },
  {
    name: 'a promise is not missed a moment sooner',
    given: [...open, askedDue],
    when: { ...MISSED, at: DUE + 5 * MINUTE - 1 },
    then: [],
  },
  {
    name: 'a promise is missed once',
    given: [...open, askedDue, missed],
    when: { ...MISSED, at: DUE + HOUR },
    then: [],
  },
  {
    name: 'a promise met in time is never missed',
    given: [
      ...open,
      { type: 'CustomerUpdated', text: 'Soon', over: 'chat', met: 1, at: DUE },
      { type: 'CheckpointPromised', number: 2, dueAt: DUE + HOUR, at: DUE },
    ],
    when: { ...MISSED, at: DUE + 5 * MINUTE },
    then: [],
  },
  {
    name: 'a moved promise is asked for anew',
    given: [...open, askedAhead, askedDue, missed, moved],
    when: { ...AHEAD, at: DUE + 55 * MINUTE },
    then: [{ type: 'CheckpointAsked', number: 1, when: 'ahead', communicator: 'rita' }],
  },
  {
    name: 'a moved promise can be missed again',
    given: [...open, missed, moved],
    when: { ...MISSED, at: DUE + HOUR + 5 * MINUTE },
    then: [{ ...misses, dueAt: DUE + HOUR } as typeof misses],
  },
  {
    name: 'a timer for a moved promise is silent at the old time',
    given: [...open, moved],
    when: { ...AT_DUE, at: DUE + 10 * MINUTE },
    then: [],
  },
  ...([AHEAD, AT_DUE, MISSED, OVERDUE] as const).map(
    (timer): Case => ({
      name: `${timer.timer} is silent once it is resolved`,
      given: resolvedUnowned,
      when: { ...timer, at: START + 5 * DAY },
      then: [],
    }),
  ),

  {
    name: 'leads are asked again when nobody claims in time',
    given: open,
    when: { ...OVERDUE, at: START + 10 * MINUTE },
    then: [{ type: 'ClaimOverdue' }],
  },
  {
    name: 'the time to claim runs to its end',
    given: open,
    when: { ...OVERDUE, at: START + 10 * MINUTE - SECOND },
    then: [],
  },
  {
    name: 'leads are asked again once',
    given: [...open, overdue],
    when: { ...OVERDUE, at: START + HOUR },
    then: [],
  },
  {
    name: 'what is owned is not overdue',
    given: owned,
    when: { ...OVERDUE, at: START + HOUR },
    then: [],
  },
  {
    name: 'the time to claim starts again with a reopening',
    given: reopenedUnowned,
    when: { ...OVERDUE, at: START + DAY + 10 * MINUTE - 1 },
    then: [],
  },
  {
    name: 'leads are asked again after a reopening, even when they were before',
    given: [...open, overdue, ...reopenedUnowned.slice(3)],
    when: { ...OVERDUE, at: START + DAY + 10 * MINUTE },
    then: [{ type: 'ClaimOverdue' }],
  },
];

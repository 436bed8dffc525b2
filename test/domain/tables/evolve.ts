import type { EventBody, EventType } from '../../../src/domain/event.ts';
import type { Escalation } from '../../../src/domain/kernel/escalation.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/kernel/time.ts';
import { type Past, START } from '../../support/given.ts';
import {
  created,
  DUE,
  offered,
  open,
  opened,
  owned,
  PAYMENTS,
  PLATFORM,
  resolved,
  resolvedUnowned,
  unopened,
} from './cast.ts';
import { evolveChannelRows } from './evolve-channel.ts';

/** What an event changes of the state before it; all that is not named stays. */
type Row<T extends EventType> = {
  readonly name: string;
  readonly given: readonly Past[];
  readonly event: Extract<EventBody, { type: T }> & Pick<Past, 'by' | 'at'>;
  readonly changes: Partial<Escalation>;
};
type Rows<T extends EventType> = readonly [Row<T>, ...Row<T>[]];
type Later = Exclude<EventType, 'EscalationOpened'>;
export type EvolveRows<E extends EventType> = { readonly [T in E]: Rows<T> };

const LATER = START + 30 * MINUTE;
const CHECKPOINT = { number: 1, dueAt: DUE, setAt: START, asked: 'no', missed: false } as const;
const SWARM = opened.swarm;
const TRIED = [
  { text: 'Restarted', by: 'rita', at: START },
  { text: 'Cleared the cache', by: 'rita', at: START },
];

export const evolveRows: EvolveRows<Later> = {
  ...evolveChannelRows,
  SwarmChannelCreated: [
    {
      name: 'the channel is known',
      given: [opened],
      event: { ...created, type: 'SwarmChannelCreated', channel: 'C7', name: 'esc-7' },
      changes: { channel: { id: 'C7', name: 'esc-7', lost: null, isReplaced: false }, channels: 1 },
    },
  ],
  PeoplePulledIn: [
    {
      name: 'people and their team come in, nobody and no team twice',
      given: open,
      event: {
        type: 'PeoplePulledIn',
        people: [
          { id: 'sam', as: 'guest' },
          { id: 'lee', as: 'lead', team: 'platform' },
        ],
        teams: [PLATFORM, PAYMENTS],
      },
      changes: {
        swarm: [...SWARM, { id: 'lee', as: 'lead', team: 'platform' }],
        teams: [PAYMENTS, PLATFORM],
      },
    },
  ],
  PersonJoined: [
    {
      name: 'somebody comes in as a guest',
      given: open,
      event: { type: 'PersonJoined', person: 'gus' },
      changes: { swarm: [...SWARM, { id: 'gus', as: 'guest' }] },
    },
    {
      name: 'a specialist who had left comes back as one',
      given: [...open, { type: 'PersonLeft', person: 'sam' }],
      event: { type: 'PersonJoined', person: 'sam' },
      changes: { swarm: [...SWARM] },
    },
  ],
  PersonLeft: [
    {
      name: 'somebody is gone',
      given: open,
      event: { type: 'PersonLeft', person: 'sam' },
      changes: { swarm: SWARM.slice(0, 2) },
    },
  ],
  PersonReturned: [
    { name: 'nothing changes', given: open, event: { type: 'PersonReturned', person: 'rita' }, changes: {} },
  ],
  OwnershipClaimed: [
    {
      name: 'there is an owner',
      given: open,
      event: { type: 'OwnershipClaimed', owner: 'dana', at: LATER },
      changes: { owner: 'dana', claimedAt: LATER },
    },
  ],
  ClaimOverdue: [
    {
      name: 'leads were asked again',
      given: open,
      event: { type: 'ClaimOverdue', by: null },
      changes: { claimOverdue: true },
    },
  ],
  HandOverOffered: [
    {
      name: 'the offer waits, the owner stays',
      given: owned,
      event: { type: 'HandOverOffered', to: 'sam', note: 'Watch the queue', by: 'dana', at: LATER },
      changes: {
        offer: { to: 'sam', by: 'dana', note: 'Watch the queue', at: LATER, seq: 5, replaces: null },
      },
    },
    {
      name: 'a newer offer knows which one it replaces',
      given: offered,
      event: { type: 'HandOverOffered', to: 'rita', note: 'Call them', by: 'dana', at: LATER },
      changes: { offer: { to: 'rita', by: 'dana', note: 'Call them', at: LATER, seq: 6, replaces: 5 } },
    },
  ],
  HandOverAccepted: [
    {
      name: 'the next one owns it',
      given: offered,
      event: { type: 'HandOverAccepted', from: 'dana', to: 'sam', offer: 5, at: LATER },
      changes: { owner: 'sam', claimedAt: LATER, offer: null },
    },
  ],
  HandOverDeclined: [
    {
      name: 'the owner stays, the offer is gone',
      given: offered,
      event: { type: 'HandOverDeclined', from: 'dana', to: 'sam', offer: 5 },
      changes: { offer: null },
    },
  ],
  RoleGiven: [
    {
      name: 'another communicator',
      given: open,
      event: { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' },
      changes: { communicator: 'sam' },
    },
    {
      name: 'another monitor',
      given: open,
      event: { type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'sam' },
      changes: { monitor: 'sam' },
    },
  ],
  CheckpointPromised: [
    {
      name: 'the first checkpoint is open',
      given: [opened],
      event: { type: 'CheckpointPromised', number: 1, dueAt: DUE },
      changes: { checkpoint: CHECKPOINT, checkpoints: 1 },
    },
    {
      name: 'the next checkpoint has not been asked for',
      given: [
        ...open,
        { type: 'CheckpointAsked', number: 1, when: 'ahead', communicator: 'rita' },
        { type: 'CustomerUpdated', text: 'Soon', over: 'chat', met: 1 },
      ],
      event: { type: 'CheckpointPromised', number: 2, dueAt: DUE + HOUR, at: LATER },
      changes: {
        checkpoint: { number: 2, dueAt: DUE + HOUR, setAt: LATER, asked: 'no', missed: false },
        checkpoints: 2,
        asks: [],
      },
    },
  ],
  CheckpointMoved: [
    {
      name: 'asking and missing start anew, the earlier asks stay known',
      given: [
        ...open,
        { type: 'CheckpointAsked', number: 1, when: 'due', communicator: 'rita' },
        { type: 'CheckpointMissed', number: 1, dueAt: DUE, communicator: 'rita', monitor: 'morgan' },
      ],
      event: { type: 'CheckpointMoved', number: 1, from: DUE, to: DUE + HOUR, reason: 'Out', at: LATER },
      changes: { checkpoint: { number: 1, dueAt: DUE + HOUR, setAt: LATER, asked: 'no', missed: false } },
    },
  ],
  CheckpointAsked: [
    {
      name: 'the communicator was asked ahead',
      given: open,
      event: { type: 'CheckpointAsked', number: 1, when: 'ahead', communicator: 'rita' },
      changes: { checkpoint: { ...CHECKPOINT, asked: 'ahead' }, asks: [{ when: 'ahead', seq: 4 }] },
    },
    {
      name: 'the communicator was asked for what is due',
      given: [...open, { type: 'CheckpointAsked', number: 1, when: 'ahead', communicator: 'rita' }],
      event: { type: 'CheckpointAsked', number: 1, when: 'due', communicator: 'rita' },
      changes: {
        checkpoint: { ...CHECKPOINT, asked: 'due' },
        asks: [
          { when: 'ahead', seq: 4 },
          { when: 'due', seq: 5 },
        ],
      },
    },
  ],
  CheckpointMissed: [
    {
      name: 'the promise is missed',
      given: open,
      event: { type: 'CheckpointMissed', number: 1, dueAt: DUE, communicator: 'rita', monitor: 'morgan' },
      changes: { checkpoint: { ...CHECKPOINT, missed: true } },
    },
  ],
  CustomerUpdated: [
    {
      name: 'the checkpoint is met',
      given: open,
      event: { type: 'CustomerUpdated', text: 'Soon', over: 'chat', met: 1, by: 'sam', at: LATER },
      changes: { checkpoint: null, lastUpdate: { text: 'Soon', over: 'chat', by: 'sam', at: LATER } },
    },
  ],
  NoteAdded: [
    {
      name: 'what was tried, line by line',
      given: open,
      event: { type: 'NoteAdded', kind: 'tried', text: 'Rolled back\n Paused', by: 'sam', at: LATER },
      changes: {
        tried: [
          ...TRIED,
          { text: 'Rolled back', by: 'sam', at: LATER },
          { text: 'Paused', by: 'sam', at: LATER },
        ],
      },
    },
    {
      name: 'what is next',
      given: open,
      event: { type: 'NoteAdded', kind: 'next', text: 'Call Acme', by: 'sam', at: LATER },
      changes: { nextActions: [{ text: 'Call Acme', by: 'sam', at: LATER }] },
    },
    {
      name: 'a plain note stands on the timeline alone',
      given: open,
      event: { type: 'NoteAdded', kind: 'note', text: 'Hm', by: 'sam' },
      changes: {},
    },
  ],
  ContextEdited: [
    {
      name: 'texts change',
      given: open,
      event: {
        type: 'ContextEdited',
        changes: { customer: 'Acme Ltd', problem: 'All fails', outcome: 'Refunds' },
      },
      changes: { customer: 'Acme Ltd', problem: 'All fails', outcome: 'Refunds' },
    },
    {
      name: 'a line that stays keeps who wrote it and when',
      given: open,
      event: {
        type: 'ContextEdited',
        changes: { tried: 'Paused\nRestarted', nextActions: 'Call Acme' },
        by: 'sam',
        at: LATER,
      },
      changes: {
        tried: [
          { text: 'Paused', by: 'sam', at: LATER },
          { text: 'Restarted', by: 'rita', at: START },
        ],
        nextActions: [{ text: 'Call Acme', by: 'sam', at: LATER }],
      },
    },
    {
      name: 'a list that is emptied is empty',
      given: open,
      event: { type: 'ContextEdited', changes: { tried: '' } },
      changes: { tried: [] },
    },
  ],
  SeverityChanged: [
    {
      name: 'the promise made stands',
      given: open,
      event: { type: 'SeverityChanged', from: 'SEV2', to: 'SEV1', reason: 'All payouts' },
      changes: { severity: 'SEV1' },
    },
  ],
  EscalationResolved: [
    {
      name: 'no promise is open; an open offer waits for a reopening',
      given: offered,
      event: { type: 'EscalationResolved', fix: 'F', cause: 'C', finalWord: 'W', by: 'dana', at: LATER },
      changes: {
        status: 'resolved',
        checkpoint: null,
        resolution: { fix: 'F', cause: 'C', finalWord: 'W', by: 'dana', at: LATER },
      },
    },
  ],
  EscalationReopened: [
    {
      name: 'the owner is still the owner',
      given: resolved,
      event: { type: 'EscalationReopened', reason: 'It is back', at: START + DAY },
      changes: { status: 'open', resolution: null, claimableSince: START + DAY },
    },
    {
      name: 'without an owner, the time to claim starts again',
      given: [...open, { type: 'ClaimOverdue' }, ...resolvedUnowned.slice(-2)],
      event: { type: 'EscalationReopened', reason: 'It is back', at: START + DAY },
      changes: { status: 'open', resolution: null, claimableSince: START + DAY, claimOverdue: false },
    },
  ],
  StepFailed: [
    {
      name: 'nothing changes',
      given: open,
      event: { type: 'StepFailed', step: 'pin', people: [], reason: 'too many pins', by: null },
      changes: {},
    },
    {
      name: 'without its channel it is closed, with no promise left',
      given: unopened,
      event: { type: 'StepFailed', step: 'channel', people: [], reason: 'not allowed', by: null },
      changes: { status: 'failed', checkpoint: null },
    },
  ],
};

import type { Effect } from '../../../src/domain/effect.ts';
import type { EventBody, EventType } from '../../../src/domain/event.ts';
import { HOUR, MINUTE } from '../../../src/domain/kernel/time.ts';
import { type Past, START } from '../../support/given.ts';
import { DUE, hidden, offered, open, opened, owned, PLATFORM, resolved, resolvedUnowned } from './cast.ts';
import { reactChannelRows } from './react-channel.ts';

/** What follows when `event` happens after `given`. */
type Row<T extends EventType> = {
  readonly name: string;
  readonly given: readonly Past[];
  readonly event: Extract<EventBody, { type: T }> & Pick<Past, 'by' | 'at'>;
  readonly effects: readonly Effect[];
};
type Rows<T extends EventType> = readonly [Row<T>, ...Row<T>[]];

const CARD = { type: 'ShowCard' } as const;
const EVERYWHERE = [CARD, { type: 'ShowTopic' }, { type: 'ShowLine' }] as const;
const EVERYBODY = ['rita', 'dana', 'sam'];
const say = (seq: number): Effect => ({ type: 'Say', seq });
const ask = (lead: string): Effect => ({ type: 'ShowClaimRequest', lead });
const made = { type: 'SwarmChannelCreated', channel: 'C7', name: 'esc-7' } as const;
const asked = { type: 'CheckpointAsked', number: 1, when: 'ahead', communicator: 'rita' } as const;
const platform = {
  type: 'PeoplePulledIn',
  people: [
    { id: 'lee', as: 'lead', team: 'platform' },
    { id: 'pat', as: 'specialist', team: 'platform' },
  ],
  teams: [PLATFORM],
} as const;

export type ReactRows<E extends EventType> = { readonly [T in E]: Rows<T> };

export const reactRows: ReactRows<EventType> = {
  ...reactChannelRows,
  EscalationOpened: [
    {
      name: 'the channel comes first, all else waits for it',
      given: [],
      event: opened,
      effects: [{ type: 'CreateChannel', name: 'esc-7-acme-payouts-fail', isPrivate: false }],
    },
    {
      name: 'a private one gets a private channel',
      given: [],
      event: { ...opened, isPrivate: true },
      effects: [{ type: 'CreateChannel', name: 'esc-7-acme-payouts-fail', isPrivate: true }],
    },
  ],
  SwarmChannelCreated: [
    {
      name: 'people come second, then card, pin and topic',
      given: open.slice(0, 2),
      event: made,
      effects: [
        { type: 'Invite', people: EVERYBODY, seq: 3 },
        CARD,
        { type: 'PinCard' },
        { type: 'ShowTopic' },
        { type: 'ShowLine' },
        ask('dana'),
      ],
    },
    {
      name: 'nobody is asked to claim what has an owner already',
      given: [...open.slice(0, 2), { type: 'OwnershipClaimed', owner: 'dana' }],
      event: made,
      effects: [
        { type: 'Invite', people: EVERYBODY, seq: 4 },
        CARD,
        { type: 'PinCard' },
        { type: 'ShowTopic' },
        { type: 'ShowLine' },
      ],
    },
  ],
  PeoplePulledIn: [
    {
      name: 'they are invited, and new leads are asked to claim',
      given: open,
      event: platform,
      effects: [{ type: 'Invite', people: ['lee', 'pat'], seq: 4 }, CARD, ask('lee'), say(4)],
    },
    {
      name: 'nobody is asked to claim what is owned',
      given: owned,
      event: platform,
      effects: [{ type: 'Invite', people: ['lee', 'pat'], seq: 5 }, CARD, say(5)],
    },
    {
      name: 'a team whose people are all in invites nobody',
      given: open,
      event: { type: 'PeoplePulledIn', people: [], teams: [{ ...PLATFORM, leads: ['dana'] }] },
      effects: [CARD, ask('dana'), say(4)],
    },
    {
      name: 'whom somebody brought into the channel is not invited once more',
      given: owned,
      event: { ...platform, inChannel: true },
      effects: [CARD, say(5)],
    },
    {
      name: 'before the channel is there, only the line about it waits',
      given: open.slice(0, 2),
      event: platform,
      effects: [say(3)],
    },
  ],
  PersonJoined: [
    {
      name: 'they are invited',
      given: open,
      event: { type: 'PersonJoined', person: 'gus' },
      effects: [{ type: 'Invite', people: ['gus'], seq: 4 }, CARD],
    },
    {
      name: 'who went into the channel by themselves may leave it at once, so nobody invites them',
      given: open,
      event: { type: 'PersonJoined', person: 'gus', inChannel: true },
      effects: [CARD],
    },
  ],
  PersonReturned: [
    {
      name: 'they are invited again, and the channel is told why',
      given: open,
      event: { type: 'PersonReturned', person: 'rita' },
      effects: [{ type: 'Invite', people: ['rita'], seq: 4 }, CARD, { type: 'Say', seq: 4 }],
    },
  ],
  PersonLeft: [
    {
      name: 'the card says who is in',
      given: open,
      event: { type: 'PersonLeft', person: 'sam' },
      effects: [CARD],
    },
  ],
  OwnershipClaimed: [
    {
      name: 'everybody sees the owner, and the requests to claim are answered',
      given: [...open, platform],
      event: { type: 'OwnershipClaimed', owner: 'dana' },
      effects: [...EVERYWHERE, ask('dana'), ask('lee'), say(5)],
    },
    {
      name: 'a lead who left a private swarm hears no more of it',
      given: [...hidden(open), platform, { type: 'PersonLeft', person: 'lee' }],
      event: { type: 'OwnershipClaimed', owner: 'dana' },
      effects: [...EVERYWHERE, ask('dana'), say(6)],
    },
  ],
  ClaimOverdue: [
    {
      name: 'the leads are asked in the channel, the monitor is told',
      given: open,
      event: { type: 'ClaimOverdue' },
      effects: [say(4), { type: 'Tell', person: 'morgan', seq: 4 }],
    },
  ],
  HandOverOffered: [
    {
      name: 'the next owner is asked',
      given: owned,
      event: { type: 'HandOverOffered', to: 'sam', note: 'Watch' },
      effects: [CARD, { type: 'ShowOffer', seq: 5 }],
    },
    {
      name: 'an offer that was replaced says so',
      given: offered,
      event: { type: 'HandOverOffered', to: 'rita', note: 'Watch' },
      effects: [CARD, { type: 'ShowOffer', seq: 5 }, { type: 'ShowOffer', seq: 6 }],
    },
  ],
  HandOverAccepted: [
    {
      name: 'everybody sees the owner',
      given: offered,
      event: { type: 'HandOverAccepted', from: 'dana', to: 'sam', offer: 5 },
      effects: [...EVERYWHERE, { type: 'ShowOffer', seq: 5 }, say(6)],
    },
  ],
  HandOverDeclined: [
    {
      name: 'the offer says so',
      given: offered,
      event: { type: 'HandOverDeclined', from: 'dana', to: 'sam', offer: 5 },
      effects: [CARD, { type: 'ShowOffer', seq: 5 }, say(6)],
    },
  ],
  RoleGiven: [
    {
      name: 'the card and a line say so',
      given: open,
      event: { type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'sam' },
      effects: [CARD, say(4)],
    },
    {
      name: 'an open question for the customer update names the new communicator',
      given: [...open, asked],
      event: { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' },
      effects: [CARD, { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 4 }, say(5)],
    },
  ],
  CheckpointPromised: [
    {
      name: 'the time is shown everywhere',
      given: open,
      event: { type: 'CheckpointPromised', number: 2, dueAt: DUE + HOUR },
      effects: EVERYWHERE,
    },
    {
      name: 'before the channel is there, there is nowhere to show it, and nothing comes before the people',
      given: [opened],
      event: { type: 'CheckpointPromised', number: 1, dueAt: DUE },
      effects: [],
    },
  ],
  CheckpointMoved: [
    {
      name: 'the new time is shown everywhere',
      given: open,
      event: { type: 'CheckpointMoved', number: 1, from: DUE, to: DUE + HOUR, reason: 'Out' },
      effects: [...EVERYWHERE, say(4)],
    },
    {
      name: 'what asked for the old time says that it moved',
      given: [...open, asked],
      event: { type: 'CheckpointMoved', number: 1, from: DUE, to: DUE + HOUR, reason: 'Out' },
      effects: [...EVERYWHERE, { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 4 }, say(5)],
    },
  ],
  CheckpointAsked: [
    {
      name: 'the communicator is asked in the channel',
      given: open,
      event: asked,
      effects: [CARD, { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 4 }],
    },
    {
      name: 'after a move they are asked in a new message',
      given: [
        ...open,
        asked,
        { type: 'CheckpointMoved', number: 1, from: DUE, to: DUE + HOUR, reason: 'Out', at: START + MINUTE },
      ],
      event: asked,
      effects: [
        CARD,
        { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 4 },
        { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 6 },
      ],
    },
    {
      name: 'asked again when it is due, the earlier message falls silent',
      given: [...open, asked],
      event: { ...asked, when: 'due' },
      effects: [
        CARD,
        { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 4 },
        { type: 'ShowCheckpoint', number: 1, when: 'due', seq: 5 },
      ],
    },
  ],
  CheckpointMissed: [
    {
      name: 'the monitor is told',
      given: open,
      event: { type: 'CheckpointMissed', number: 1, dueAt: DUE, communicator: 'rita', monitor: 'morgan' },
      effects: [...EVERYWHERE, { type: 'Tell', person: 'morgan', seq: 4 }],
    },
  ],
  CustomerUpdated: [
    {
      name: 'every message that asked for it says that it was done',
      given: [...open, asked, { ...asked, when: 'due' }],
      event: { type: 'CustomerUpdated', text: 'Soon', over: 'chat', met: 1 },
      effects: [
        ...EVERYWHERE,
        { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 4 },
        { type: 'ShowCheckpoint', number: 1, when: 'due', seq: 5 },
        say(6),
      ],
    },
  ],
  NoteAdded: [
    {
      name: 'the card and a line say so',
      given: open,
      event: { type: 'NoteAdded', kind: 'next', text: 'Call Acme' },
      effects: [CARD, say(4)],
    },
  ],
  ContextEdited: [
    {
      name: 'a new customer is shown everywhere',
      given: open,
      event: { type: 'ContextEdited', changes: { customer: 'Acme Ltd' } },
      effects: [CARD, { type: 'ShowLine' }, say(4)],
    },
  ],
  SeverityChanged: [
    {
      name: 'it is shown everywhere',
      given: open,
      event: { type: 'SeverityChanged', from: 'SEV2', to: 'SEV1', reason: 'All' },
      effects: [...EVERYWHERE, say(4)],
    },
  ],
  EscalationResolved: [
    {
      name: 'it is shown everywhere',
      given: owned,
      event: { type: 'EscalationResolved', fix: 'F', cause: 'C', finalWord: 'W' },
      effects: [...EVERYWHERE, say(5)],
    },
    {
      name: 'nobody needs to claim it any more',
      given: open,
      event: { type: 'EscalationResolved', fix: 'F', cause: 'C', finalWord: 'W' },
      effects: [...EVERYWHERE, ask('dana'), say(4)],
    },
    {
      name: 'an open offer waits',
      given: offered,
      event: { type: 'EscalationResolved', fix: 'F', cause: 'C', finalWord: 'W' },
      effects: [...EVERYWHERE, { type: 'ShowOffer', seq: 5 }, say(6)],
    },
  ],
  EscalationReopened: [
    {
      name: 'whoever left meanwhile and is needed is invited again',
      given: resolved,
      event: { type: 'EscalationReopened', reason: 'It is back' },
      effects: [{ type: 'Invite', people: EVERYBODY, seq: 7 }, ...EVERYWHERE, say(7)],
    },
    {
      name: 'leads are asked to claim what nobody owns',
      given: resolvedUnowned,
      event: { type: 'EscalationReopened', reason: 'It is back' },
      effects: [{ type: 'Invite', people: EVERYBODY, seq: 6 }, ...EVERYWHERE, ask('dana'), say(6)],
    },
    {
      name: 'an offer that waited is open again',
      given: [...offered, ...resolved.slice(-2)],
      event: { type: 'EscalationReopened', reason: 'It is back' },
      effects: [
        { type: 'Invite', people: EVERYBODY, seq: 8 },
        ...EVERYWHERE,
        { type: 'ShowOffer', seq: 5 },
        say(8),
      ],
    },
  ],
  StepFailed: [
    {
      name: 'without a channel, the rep is told directly',
      given: [opened],
      event: { type: 'StepFailed', step: 'channel', people: [], reason: 'the name is taken' },
      effects: [{ type: 'Tell', person: 'rita', seq: 2 }],
    },
    {
      name: 'the channel is told who could not be invited',
      given: open,
      event: { type: 'StepFailed', step: 'invite', people: ['sam'], reason: 'they have left' },
      effects: [say(4)],
    },
    {
      name: 'the channel is told who could not be written to',
      given: open,
      event: { type: 'StepFailed', step: 'message', people: ['dana'], reason: 'they have left' },
      effects: [say(4)],
    },
    {
      name: 'a line that could not be posted is not followed by another one about it',
      given: open,
      event: { type: 'StepFailed', step: 'message', people: [], reason: 'the channel is archived' },
      effects: [],
    },
  ],
};

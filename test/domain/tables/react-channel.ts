import type { Effect } from '../../../src/domain/effect.ts';
import { hidden, offered, open, opened, owned, resolved } from './cast.ts';
import { lostTo, wanted } from './channel.ts';
import type { ReactRows } from './react.ts';

const CARD = { type: 'ShowCard' } as const;
const PIN = { type: 'PinCard' } as const;
const TOPIC = { type: 'ShowTopic' } as const;
const LINE = { type: 'ShowLine' } as const;
const REACH = { type: 'ReachChannel' } as const;
const EVERYBODY = ['rita', 'dana', 'sam'];
const say = (seq: number): Effect => ({ type: 'Say', seq });
const tell = (person: string, seq: number): Effect => ({ type: 'Tell', person, seq });
const archived = { type: 'SwarmChannelLost', why: 'archived', person: 'gus' } as const;
const restored = { type: 'SwarmChannelRestored' } as const;
const unpinned = { type: 'CardUnpinned', person: 'gus' } as const;
const asked = { type: 'CheckpointAsked', number: 1, when: 'ahead', communicator: 'rita', by: null } as const;

type Events =
  | 'SwarmChannelLost'
  | 'SwarmChannelMended'
  | 'SwarmChannelRestored'
  | 'SwarmChannelRenamed'
  | 'SwarmChannelShared'
  | 'NewChannelWanted'
  | 'CardDeleted'
  | 'CardUnpinned'
  | 'PersonDeparted'
  | 'OwnershipPassed';

export const reactChannelRows: ReactRows<Events> = {
  SwarmChannelLost: [
    {
      name: 'the rep is told directly, and it is looked whether that is still so',
      given: open,
      event: archived,
      effects: [tell('rita', 4), LINE, REACH],
    },
    {
      name: 'what a failed call showed needs no second look',
      given: open,
      event: { ...archived, person: null },
      effects: [tell('rita', 4), LINE],
    },
    {
      name: 'what is deleted does not come back by itself',
      given: open,
      event: { ...archived, why: 'deleted' },
      effects: [tell('rita', 4), LINE],
    },
    {
      name: 'open questions go on directly',
      given: [...offered, asked],
      event: { ...archived, why: 'deleted' },
      effects: [
        tell('rita', 7),
        { type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 6, to: 'rita' },
        { type: 'ShowOffer', seq: 5, to: 'sam' },
        LINE,
      ],
    },
    {
      name: 'a private card is emptied where others can read it, and its owner hears of it, too',
      given: hidden(owned),
      event: { ...archived, why: 'exposed' },
      effects: [CARD, TOPIC, tell('rita', 5), tell('dana', 5), LINE, REACH],
    },
    { name: 'a resolved swarm needs no channel', given: resolved, event: archived, effects: [] },
    {
      name: 'whoever stands in for a rep that has left the workspace is told',
      given: [
        ...owned,
        { type: 'PersonDeparted', person: 'rita' },
        { ...asked, type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'dana' },
      ],
      event: { ...archived, why: 'deleted' },
      effects: [tell('dana', 7), LINE],
    },
  ],
  SwarmChannelMended: [
    {
      name: 'it is looked at before anything is said there',
      given: [...open, archived],
      event: { type: 'SwarmChannelMended', from: 'archived', person: 'gus' },
      effects: [REACH],
    },
  ],
  SwarmChannelRestored: [
    {
      name: 'everybody and everything is brought up to date',
      given: [...open, archived],
      event: restored,
      effects: [{ type: 'Invite', people: EVERYBODY, seq: 5 }, CARD, PIN, TOPIC, LINE, say(5)],
    },
    {
      name: 'open questions are shown there again',
      given: [...offered, archived],
      event: restored,
      effects: [
        { type: 'Invite', people: EVERYBODY, seq: 7 },
        CARD,
        PIN,
        TOPIC,
        LINE,
        say(7),
        { type: 'ShowOffer', seq: 5 },
        { type: 'ShowOffer', seq: 5, to: 'sam' },
      ],
    },
    {
      name: 'of a resolved swarm only what is shown is brought up to date',
      given: [...resolved, archived],
      event: restored,
      effects: [CARD, TOPIC, LINE],
    },
  ],
  SwarmChannelRenamed: [
    {
      name: 'its line follows',
      given: open,
      event: { type: 'SwarmChannelRenamed', channel: 'C7', name: 'till-trouble' },
      effects: [LINE],
    },
  ],
  SwarmChannelShared: [
    {
      name: 'the swarm is told who reads along',
      given: open,
      event: { type: 'SwarmChannelShared' },
      effects: [say(4)],
    },
  ],
  NewChannelWanted: [
    {
      name: 'it is made like the first one',
      given: hidden([...open, { ...archived, why: 'exposed' }]),
      event: { type: 'NewChannelWanted' },
      effects: [{ type: 'CreateChannel', name: opened.channelName, isPrivate: true }],
    },
  ],
  CardDeleted: [
    {
      name: 'it is posted and pinned again',
      given: open,
      event: { type: 'CardDeleted' },
      effects: [CARD, PIN],
    },
    {
      name: 'without a channel it is not, but it is looked whether that is back',
      given: [...open, archived],
      event: { type: 'CardDeleted' },
      effects: [REACH],
    },
  ],
  CardUnpinned: [
    { name: 'it is pinned once more', given: open, event: unpinned, effects: [PIN] },
    { name: 'whoever does it again means it', given: [...open, unpinned], event: unpinned, effects: [] },
    { name: 'once resolved it needs no pin', given: resolved, event: unpinned, effects: [] },
  ],
  PersonDeparted: [
    {
      name: 'the card shows who is in',
      given: open,
      event: { type: 'PersonDeparted', person: 'sam' },
      effects: [CARD],
    },
  ],
  OwnershipPassed: [
    {
      name: 'everybody sees the owner, who is asked in the channel',
      given: owned,
      event: { type: 'OwnershipPassed', from: 'dana', to: 'rita', offer: null, by: null },
      effects: [CARD, TOPIC, LINE, say(5)],
    },
    {
      name: 'without a channel they are asked directly',
      given: [...owned, archived],
      event: { type: 'OwnershipPassed', from: 'dana', to: 'rita', offer: null, by: null },
      effects: [LINE, tell('rita', 6), REACH],
    },
  ],
};

/** Of events that have their rows elsewhere. */
export const withoutChannelRows = [
  {
    name: 'a second channel gets all that the first one had, and a word on why it is there',
    given: [...open, lostTo('deleted'), wanted],
    event: { type: 'SwarmChannelCreated', channel: 'C8', name: 'esc-7-2' },
    effects: [{ type: 'Invite', people: EVERYBODY, seq: 6 }, CARD, PIN, TOPIC, LINE, say(6)],
  },
  {
    name: 'who is pulled in while the channel is lost is invited later',
    given: [...open, archived],
    event: { type: 'PeoplePulledIn', people: [{ id: 'gus', as: 'guest' }], teams: [] },
    effects: [REACH],
  },
  {
    name: 'who is asked for the customer update while the channel is lost is asked directly',
    given: [...open, archived],
    event: asked,
    effects: [{ type: 'ShowCheckpoint', number: 1, when: 'ahead', seq: 5, to: 'rita' }, REACH],
  },
  {
    name: 'who is offered ownership while the channel is lost is asked directly',
    given: [...owned, archived],
    event: { type: 'HandOverOffered', to: 'sam', note: 'Watch the queue' },
    effects: [{ type: 'ShowOffer', seq: 6, to: 'sam' }, REACH],
  },
  {
    name: 'whose offer was declined while the channel is lost is told directly',
    given: [...offered, { ...archived, why: 'deleted' }],
    event: { type: 'HandOverDeclined', from: 'dana', to: 'sam', offer: 5 },
    effects: [{ type: 'ShowOffer', seq: 5, to: 'sam' }, tell('dana', 7)],
  },
  {
    name: 'who becomes communicator while the channel is lost is told directly',
    given: [...open, archived],
    event: { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' },
    effects: [tell('sam', 5), REACH],
  },
  {
    name: 'what cannot be done while the channel is lost is told the rep',
    given: [...open, archived],
    event: { type: 'StepFailed', step: 'message', people: ['dana'], reason: 'they have left' },
    effects: [tell('rita', 5), REACH],
  },
  {
    name: 'a new channel that cannot be opened is told the rep',
    given: [...open, { ...archived, why: 'deleted' }, wanted],
    event: { type: 'StepFailed', step: 'new-channel', people: [], reason: 'the name is taken' },
    effects: [tell('rita', 6)],
  },
  {
    name: 'reopened without a channel, the rep is told so',
    given: [...resolved, archived],
    event: { type: 'EscalationReopened', reason: 'It is back' },
    effects: [LINE, tell('rita', 8), REACH],
  },
  {
    name: 'whom Muster makes the monitor learns it directly, being perhaps outside',
    given: open,
    event: { type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'nora', by: null },
    effects: [CARD, say(4), tell('nora', 4)],
  },
] as const;

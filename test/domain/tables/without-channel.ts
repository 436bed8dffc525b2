import { lostTo, wanted } from '../slices/channel/cases.ts';
import { offered, open, owned, resolved } from './cast.ts';
import { archived, asked, CARD, EVERYBODY, LINE, PIN, REACH, say, TOPIC, tell } from './parts.ts';

/** What is asked while the channel is lost is asked directly. */
export const directRows = [
  {
    name: 'CheckpointAsked without a channel: the communicator is asked directly',
    given: [...owned, lostTo('removed')],
    event: asked,
    directAsks: [{ seq: 6, to: 'rita' }],
  },
  {
    name: 'HandOverOffered without a channel: the next owner is asked directly',
    given: [...owned, lostTo('removed')],
    event: { type: 'HandOverOffered', to: 'sam', note: 'Watch the queue' },
    directAsks: [{ seq: 6, to: 'sam' }],
  },
  {
    name: 'RoleGiven without a channel: the new communicator is asked directly, too',
    given: [...owned, lostTo('removed'), asked],
    event: { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' },
    directAsks: [
      { seq: 6, to: 'rita' },
      { seq: 6, to: 'sam' },
    ],
  },
  {
    name: 'RoleGiven without a channel and without a question: there is nothing to ask',
    given: [...owned, lostTo('removed')],
    event: { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' },
    directAsks: [],
  },
  {
    name: 'CheckpointAsked without a channel: a role that is still on offer stays asked for directly',
    given: [
      ...owned,
      lostTo('removed'),
      { type: 'RoleOffered', role: 'monitor', from: 'morgan', to: 'dana', asked: 'dana' },
    ],
    event: asked,
    directAsks: [
      { seq: 6, to: 'dana' },
      { seq: 7, to: 'rita' },
    ],
  },
  {
    name: 'CheckpointAsked without a channel: what has been answered goes',
    given: [
      ...owned,
      lostTo('removed'),
      { type: 'HandOverOffered', to: 'sam', note: 'Watch the queue' },
      { type: 'HandOverDeclined', from: 'dana', to: 'sam', offer: 6 },
    ],
    event: asked,
    directAsks: [{ seq: 8, to: 'rita' }],
  },
] as const;

/** What follows while the channel is lost, or is another than before. */
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

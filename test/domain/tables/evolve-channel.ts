import { offered, open, opened, owned } from './cast.ts';
import { lostTo } from './channel.ts';
import type { EvolveRows } from './evolve.ts';

const CHANNEL = { id: 'C7', name: opened.channelName, lost: null, isReplaced: false } as const;
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

export const evolveChannelRows: EvolveRows<Events> = {
  SwarmChannelLost: [
    {
      name: 'the channel is lost',
      given: open,
      event: { type: 'SwarmChannelLost', why: 'archived', person: 'gus' },
      changes: { channel: { ...CHANNEL, lost: 'archived' } },
    },
    {
      name: 'what was asked there is asked directly from now on',
      given: [...offered, asked],
      event: { type: 'SwarmChannelLost', why: 'removed', person: null },
      changes: {
        channel: { ...CHANNEL, lost: 'removed' },
        directAsks: [
          { seq: 6, to: 'rita' },
          { seq: 5, to: 'sam' },
        ],
      },
    },
  ],
  SwarmChannelMended: [
    {
      name: 'nothing changes before it was looked at',
      given: [...open, lostTo('archived')],
      event: { type: 'SwarmChannelMended', from: 'archived', person: 'gus' },
      changes: {},
    },
  ],
  SwarmChannelRestored: [
    {
      name: 'the channel is there again',
      given: [...open, lostTo('archived')],
      event: { type: 'SwarmChannelRestored' },
      changes: { channel: CHANNEL },
    },
  ],
  SwarmChannelRenamed: [
    {
      name: 'it is known by what it is called now',
      given: open,
      event: { type: 'SwarmChannelRenamed', channel: 'C8', name: 'till-trouble' },
      changes: { channel: { ...CHANNEL, id: 'C8', name: 'till-trouble' } },
    },
  ],
  SwarmChannelShared: [
    { name: 'nothing changes', given: open, event: { type: 'SwarmChannelShared' }, changes: {} },
  ],
  NewChannelWanted: [
    {
      name: 'the lost channel is on its way out',
      given: [...open, lostTo('deleted')],
      event: { type: 'NewChannelWanted' },
      changes: { channel: { ...CHANNEL, lost: 'deleted', isReplaced: true } },
    },
  ],
  CardDeleted: [
    {
      name: 'a new card was never without its pin',
      given: [...open, { type: 'CardUnpinned', person: 'gus' }],
      event: { type: 'CardDeleted' },
      changes: { unpinned: 0 },
    },
  ],
  CardUnpinned: [
    {
      name: 'it is known how often that was',
      given: [...open, { type: 'CardUnpinned', person: 'gus' }],
      event: { type: 'CardUnpinned', person: 'gus' },
      changes: { unpinned: 2 },
    },
  ],
  PersonDeparted: [
    {
      name: 'somebody is gone from the swarm and from the workspace',
      given: open,
      event: { type: 'PersonDeparted', person: 'sam' },
      changes: { swarm: opened.swarm.slice(0, 2), departed: ['sam'] },
    },
  ],
  OwnershipPassed: [
    {
      name: 'there is another owner, and an offer to somebody else stands',
      given: offered,
      event: { type: 'OwnershipPassed', from: 'dana', to: 'rita', offer: null, at: 9 },
      changes: { owner: 'rita', claimedAt: 9 },
    },
    {
      name: 'an offer to the new owner is answered',
      given: offered,
      event: { type: 'OwnershipPassed', from: 'dana', to: 'sam', offer: 5, at: 9 },
      changes: { owner: 'sam', claimedAt: 9, offer: null },
    },
  ],
};

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
] as const;

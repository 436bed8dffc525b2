import type { SwarmChannel } from '../../../../src/domain/slices/channel.ts';
import { found, lostTo } from '../../slices/channel/cases.ts';
import { delayed } from '../../slices/delay/cases.ts';
import { created, hidden, offered, open, opened, owned, resolved } from '../../tables/cast.ts';
import {
  archived,
  ask,
  asked,
  CARD,
  EVERYBODY,
  LINE,
  PIN,
  REACH,
  say,
  TOPIC,
  tell,
} from '../../tables/parts.ts';
import type { SliceTable } from '../../tables/slice-table.ts';
import { channelCases } from './cases.ts';

const CHANNEL = { id: 'C7', name: opened.channelName, lost: null, isReplaced: false } as const;
const made = { type: 'SwarmChannelCreated', channel: 'C7', name: 'esc-7' } as const;
const restored = { type: 'SwarmChannelRestored' } as const;

export const channel: SliceTable<SwarmChannel> = {
  cases: channelCases,
  evolve: {
    SwarmChannelCreated: [
      {
        name: 'the channel is known',
        given: [opened],
        event: { ...created, type: 'SwarmChannelCreated', channel: 'C7', name: 'esc-7' },
        changes: { channel: { id: 'C7', name: 'esc-7', lost: null, isReplaced: false }, channels: 1 },
      },
    ],
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
    BystandersFound: [
      {
        name: 'they wait',
        given: hidden(open),
        event: { type: 'BystandersFound', people: ['gus'], by: null },
        changes: { bystanders: { people: ['gus'], seq: 4 } },
      },
    ],
    BystanderLeft: [
      {
        name: 'nobody waits any more',
        given: found,
        event: { type: 'BystanderLeft', person: 'gus' },
        changes: { bystanders: null },
      },
    ],
    NewChannelWanted: [
      {
        name: 'the lost channel is on its way out',
        given: [...open, lostTo('deleted')],
        event: { type: 'NewChannelWanted' },
        changes: { channel: { ...CHANNEL, lost: 'deleted', isReplaced: true } },
      },
    ],
  },
  react: {
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
      {
        name: 'whoever was asked and told while it had to wait sees where it is, even if it has an owner by now',
        given: [...open.slice(0, 2), delayed, { type: 'OwnershipClaimed', owner: 'dana' }],
        event: made,
        effects: [
          { type: 'Invite', people: EVERYBODY, seq: 5 },
          CARD,
          { type: 'PinCard' },
          { type: 'ShowTopic' },
          { type: 'ShowLine' },
          ask('dana'),
          { type: 'ShowDelay', person: 'rita' },
        ],
      },
    ],
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
    BystandersFound: [
      {
        name: 'the owner is asked',
        given: found.slice(0, -1),
        event: { type: 'BystandersFound', people: ['gus'], by: null },
        effects: [tell('dana', 6)],
      },
    ],
    BystanderLeft: [
      {
        name: 'it is looked whether the channel is fit again',
        given: found,
        event: { type: 'BystanderLeft', person: 'gus' },
        effects: [REACH],
      },
      {
        name: 'a channel in use needs no look',
        given: [...hidden(open), { type: 'BystandersFound', people: ['gus'], by: null }],
        event: { type: 'BystanderLeft', person: 'gus' },
        effects: [],
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
  },
  effects: {
    Say: { effect: { type: 'Say', seq: 4 }, key: 'say-4', needs: 'channel', lane: 'lines' },
    Tell: {
      effect: { type: 'Tell', person: 'morgan', seq: 6 },
      key: 'tell-morgan-6',
      needs: 'nothing',
      lane: 'tell-morgan-6',
    },
    CreateChannel: {
      effect: { type: 'CreateChannel', name: 'esc-7', isPrivate: false },
      key: 'channel',
      needs: 'nothing',
      lane: 'channel',
    },
    ReachChannel: { effect: { type: 'ReachChannel' }, key: 'reach', needs: 'channel', lane: 'reach' },
  },
  refusals: {
    ChannelThere: [{ refusal: { code: 'ChannelThere' }, says: ['Carry on there'] }],
    BystandersGone: [{ refusal: { code: 'BystandersGone' } }],
    ChannelComing: [{ refusal: { code: 'ChannelComing' }, says: ['in a moment'] }],
  },
};

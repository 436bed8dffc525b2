import { MUSTER } from '../../../../src/domain/command.ts';
import type { Loss } from '../../../../src/domain/slices/channel.ts';
import type { Past } from '../../../support/given.ts';
import {
  type Case,
  dana,
  gus,
  hidden,
  morgan,
  open,
  opened,
  owned,
  resolved,
  unopened,
} from '../../tables/cast.ts';

const told = { type: 'RecordChannelNews', channel: 'C7', person: 'gus', by: MUSTER } as const;
const seen = { type: 'RecordChannelSeen', channel: 'C7', members: [], by: MUSTER } as const;
const named = { type: 'RecordChannelName', channel: 'C7', id: 'C7', by: MUSTER } as const;

export function lostTo(why: Loss): Past {
  return { type: 'SwarmChannelLost', why, person: 'gus', by: null };
}

export const wanted: Past = { type: 'NewChannelWanted' };

/** Dana owns it (4), its channel was open to others (5), and Gus was found there (6). */
export const found: readonly Past[] = [
  ...hidden(owned),
  lostTo('exposed'),
  { type: 'BystandersFound', people: ['gus'], by: null },
];

/** What becomes of the channel and of the card in it. */
export const channelCases: readonly Case[] = [
  {
    name: 'the channel that was made is recorded',
    given: [opened],
    when: { type: 'RecordChannel', channel: 'C7', name: 'esc-7-acme', by: MUSTER },
    then: [{ type: 'SwarmChannelCreated', channel: 'C7', name: 'esc-7-acme' }],
  },
  {
    name: 'a channel is recorded once',
    given: open,
    when: { type: 'RecordChannel', channel: 'C8', name: 'esc-7-acme', by: MUSTER },
    then: [],
  },
  ...(['archived', 'deleted', 'removed'] as const).map(
    (why): Case => ({
      name: `a channel that is ${why} is lost`,
      given: open,
      when: { ...told, news: why },
      then: [{ type: 'SwarmChannelLost', why, person: 'gus' }],
    }),
  ),
  {
    name: 'what is told of a channel that is not the swarm’s means nothing',
    given: open,
    when: { ...told, channel: 'C1', news: 'archived' },
    then: [],
  },
  {
    name: 'what is told before there is a channel means nothing',
    given: unopened,
    when: { ...told, news: 'archived' },
    then: [],
  },
  {
    name: 'told again, it is lost once',
    given: [...open, lostTo('archived')],
    when: { ...told, news: 'archived' },
    then: [],
  },
  {
    name: 'archiving puts Muster out as well, which is no news then',
    given: [...open, lostTo('archived')],
    when: { ...told, news: 'removed' },
    then: [],
  },
  {
    name: 'an archived channel can be deleted',
    given: [...open, lostTo('archived')],
    when: { ...told, news: 'deleted' },
    then: [{ type: 'SwarmChannelLost', why: 'deleted', person: 'gus' }],
  },
  {
    name: 'a private swarm loses a channel that everybody can read',
    given: hidden(open),
    when: { ...told, news: 'exposed' },
    then: [{ type: 'SwarmChannelLost', why: 'exposed', person: 'gus' }],
  },
  {
    name: 'a private swarm loses a channel that another organisation reads',
    given: hidden(open),
    when: { ...told, news: 'shared' },
    then: [{ type: 'SwarmChannelLost', why: 'exposed', person: 'gus' }],
  },
  {
    name: 'a swarm that is not private has nothing to hide from everybody',
    given: open,
    when: { ...told, news: 'exposed' },
    then: [],
  },
  {
    name: 'that another organisation reads along is told',
    given: open,
    when: { ...told, news: 'shared' },
    then: [{ type: 'SwarmChannelShared' }],
  },
  {
    name: 'what a person mended is looked at',
    given: [...open, lostTo('archived')],
    when: { ...told, news: 'mended' },
    then: [{ type: 'SwarmChannelMended', from: 'archived', person: 'gus' }],
  },
  {
    name: 'where nothing is broken there is nothing to mend',
    given: open,
    when: { ...told, news: 'mended' },
    then: [],
  },
  {
    name: 'a channel that a new one takes the place of is left alone',
    given: [...open, lostTo('archived'), wanted],
    when: { ...told, news: 'mended' },
    then: [],
  },

  {
    name: 'a channel that is found well is back',
    given: [...open, lostTo('archived')],
    when: { ...seen, lost: null },
    then: [{ type: 'SwarmChannelRestored' }],
  },
  {
    name: 'who came into the channel meanwhile is in the swarm',
    given: [...open, lostTo('removed')],
    when: { ...seen, lost: null, members: ['rita', 'gus'] },
    then: [{ type: 'PersonJoined', person: 'gus', inChannel: true }, { type: 'SwarmChannelRestored' }],
  },
  {
    name: 'nobody comes into a private swarm by being found in its channel',
    given: [...hidden(open), lostTo('exposed')],
    when: { ...seen, lost: null, members: ['rita', 'gus'] },
    then: [{ type: 'BystandersFound', people: ['gus'] }],
  },
  {
    name: 'those who are asked about already are no news',
    given: found,
    when: { ...seen, lost: null, members: ['gus', 'rita'] },
    then: [],
  },
  {
    name: 'once they are gone, a private swarm’s channel is back',
    given: found,
    when: { ...seen, lost: null, members: ['rita'] },
    then: [{ type: 'SwarmChannelRestored' }],
  },
  {
    name: 'a bystander who leaves is told of',
    given: found,
    when: { type: 'LeaveSwarm', channel: 'C7', by: gus },
    then: [{ type: 'BystanderLeft', person: 'gus' }],
  },
  ...([dana, morgan] as const).map(
    (by): Case => ({
      name: `${by.id} lets them in, the owner or a manager`,
      given: found,
      when: { type: 'AdmitBystanders', found: 6, by },
      then: [
        { type: 'SwarmChannelRestored' },
        { type: 'PeoplePulledIn', people: [{ id: 'gus', as: 'guest' }], teams: [] },
      ],
    }),
  ),
  {
    name: 'who was found while the channel is in use is let in alike',
    given: [...hidden(owned), { type: 'BystandersFound', people: ['gus'], by: null }],
    when: { type: 'AdmitBystanders', found: 5, by: dana },
    then: [{ type: 'PeoplePulledIn', people: [{ id: 'gus', as: 'guest' }], teams: [] }],
  },
  {
    name: 'the rep does not, where there is an owner',
    given: found,
    when: { type: 'AdmitBystanders', found: 6 },
    then: { code: 'NotTheOwner', owner: 'dana' },
  },
  {
    name: 'nobody lets themselves in',
    given: found,
    when: { type: 'AdmitBystanders', found: 6, by: gus },
    then: { code: 'PrivateSwarm' },
  },
  {
    name: 'who is gone is not let in',
    given: [...found, { type: 'SwarmChannelRestored', by: null }],
    when: { type: 'AdmitBystanders', found: 6, by: dana },
    then: { code: 'BystandersGone' },
  },
  {
    name: 'what is seen counts more than what was told',
    given: [...open, lostTo('archived')],
    when: { ...seen, lost: 'removed' },
    then: [{ type: 'SwarmChannelLost', why: 'removed', person: null }],
  },
  {
    name: 'a channel that is found as it is known is no news',
    given: [...open, lostTo('archived')],
    when: { ...seen, lost: 'archived' },
    then: [],
  },
  {
    name: 'a look at a channel that is no longer the swarm’s means nothing',
    given: [...open, lostTo('archived'), wanted],
    when: { ...seen, lost: null },
    then: [],
  },

  {
    name: 'a renamed channel is known by its new name',
    given: open,
    when: { ...named, name: 'till-trouble' },
    then: [{ type: 'SwarmChannelRenamed', channel: 'C7', name: 'till-trouble' }],
  },
  {
    name: 'a channel that got another id is known by it',
    given: open,
    when: { ...named, id: 'C8', name: opened.channelName },
    then: [{ type: 'SwarmChannelRenamed', channel: 'C8', name: opened.channelName }],
  },
  {
    name: 'its own name is no news',
    given: open,
    when: { ...named, name: opened.channelName },
    then: [],
  },

  {
    name: 'a new channel is opened in place of a lost one',
    given: [...open, lostTo('deleted')],
    when: { type: 'OpenNewChannel' },
    then: [{ type: 'NewChannelWanted' }],
  },
  {
    name: 'one new channel is enough',
    given: [...open, lostTo('deleted'), wanted],
    when: { type: 'OpenNewChannel' },
    then: { code: 'ChannelComing' },
  },
  {
    name: 'a channel that is there is not replaced',
    given: open,
    when: { type: 'OpenNewChannel' },
    then: { code: 'ChannelThere' },
  },
  {
    name: 'nobody outside opens a new channel',
    given: [...open, lostTo('deleted')],
    when: { type: 'OpenNewChannel', by: gus },
    then: { code: 'NotInSwarm' },
  },
  {
    name: 'what is resolved needs no new channel',
    given: [...resolved, lostTo('deleted')],
    when: { type: 'OpenNewChannel' },
    then: { code: 'AlreadyResolved' },
  },
  {
    name: 'the new channel is recorded',
    given: [...open, lostTo('deleted'), wanted],
    when: { type: 'RecordChannel', channel: 'C8', name: 'esc-7-2', by: MUSTER },
    then: [{ type: 'SwarmChannelCreated', channel: 'C8', name: 'esc-7-2' }],
  },
];

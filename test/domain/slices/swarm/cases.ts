import { MUSTER } from '../../../../src/domain/command.ts';
import { OTHERS_KINDS } from '../../../../src/domain/kernel/people.ts';
import { HOUR, MINUTE } from '../../../../src/domain/kernel/time.ts';
import { actor, type Past, START } from '../../../support/given.ts';
import {
  type Case,
  created,
  dana,
  gus,
  hidden,
  lee,
  morgan,
  nora,
  offered,
  olli,
  open,
  owned,
  PAYMENTS,
  PLATFORM,
  resolved,
  rita,
  sam,
} from '../../tables/cast.ts';
import { departureCases } from './departure-cases.ts';

const seen = { type: 'RecordMembers', channel: 'C7', by: MUSTER, seenAt: 3, isInviting: false } as const;
const others = Array.from({ length: 497 }, (_, index) => ({ id: `u${index}`, as: 'guest' }) as const);
const full: readonly Past[] = [...open, created, { type: 'PeoplePulledIn', people: others, teams: [] }];

export const swarmCases: readonly Case[] = [
  ...departureCases,
  {
    name: 'who came and left unheard is known once it is looked at who is in the channel',
    given: open,
    when: { ...seen, members: ['rita', 'dana', 'gus'] },
    then: [
      { type: 'PersonJoined', person: 'gus', inChannel: true },
      { type: 'PersonLeft', person: 'sam' },
    ],
  },
  {
    name: 'the rep who left unheard is brought back',
    given: open,
    when: { ...seen, members: ['dana', 'sam'] },
    then: [{ type: 'PersonReturned', person: 'rita' }],
  },
  {
    name: 'nobody has left who may have been brought in since it was looked at',
    given: open,
    when: { ...seen, members: ['rita', 'gus'], seenAt: 2 },
    then: [{ type: 'PersonJoined', person: 'gus', inChannel: true }],
  },
  {
    name: 'nobody has left who is still being brought in',
    given: open,
    when: { ...seen, members: ['rita'], isInviting: true },
    then: [],
  },
  {
    name: 'nobody comes into a private swarm by being found there',
    given: hidden(open),
    when: { ...seen, members: ['rita', 'dana', 'sam', 'gus'] },
    then: [{ type: 'BystandersFound', people: ['gus'] }],
  },
  {
    name: 'who was found in a private swarm’s channel and is gone again is asked about no longer',
    given: [...hidden(open), { type: 'BystandersFound', people: ['gus', 'pat'], by: null }],
    when: { ...seen, seenAt: 4, members: ['rita', 'dana', 'sam', 'gus'] },
    then: [{ type: 'BystanderLeft', person: 'pat' }],
  },
  {
    name: 'who is found in a channel that another took the place of is in no swarm',
    given: open,
    when: { ...seen, channel: 'C1', members: ['gus'] },
    then: [],
  },
  {
    name: 'whom somebody brought into the channel once it is resolved is in',
    given: resolved,
    when: { type: 'PullIn', people: ['gus'], teams: [], inChannel: 'C7', by: rita },
    then: [{ type: 'PeoplePulledIn', people: [{ id: 'gus', as: 'guest' }], teams: [], inChannel: true }],
  },
  {
    name: 'an escalation that does not exist refuses everything but opening',
    given: [],
    when: { type: 'JoinSwarm' },
    then: { code: 'UnknownEscalation' },
  },
  {
    name: 'pulling in a team and a person brings in whoever is new',
    given: open,
    when: { type: 'PullIn', people: ['gus', 'sam'], teams: [PLATFORM] },
    then: [
      {
        type: 'PeoplePulledIn',
        people: [
          { id: 'lee', as: 'lead', team: 'platform' },
          { id: 'pat', as: 'specialist', team: 'platform' },
          { id: 'gus', as: 'guest' },
        ],
        teams: [PLATFORM],
      },
    ],
  },
  {
    name: 'a team whose people are all in still becomes a team of the swarm',
    given: open,
    when: { type: 'PullIn', people: [], teams: [{ ...PLATFORM, leads: ['dana'], specialists: [] }] },
    then: [
      {
        type: 'PeoplePulledIn',
        people: [],
        teams: [{ ...PLATFORM, leads: ['dana'], specialists: [] }],
      },
    ],
  },
  {
    name: 'a known team brings only its new people',
    given: open,
    when: { type: 'PullIn', people: [], teams: [{ ...PAYMENTS, specialists: ['sam', 'pat'] }] },
    then: [
      { type: 'PeoplePulledIn', people: [{ id: 'pat', as: 'specialist', team: 'payments' }], teams: [] },
    ],
  },
  {
    name: 'a specialist of a team in the swarm counts as one when picked by name',
    given: [...open, { type: 'PersonLeft', person: 'sam', by: 'sam' }],
    when: { type: 'PullIn', people: ['sam'], teams: [] },
    then: [
      { type: 'PeoplePulledIn', people: [{ id: 'sam', as: 'specialist', team: 'payments' }], teams: [] },
    ],
  },
  {
    name: 'pulling in nobody new is refused',
    given: open,
    when: { type: 'PullIn', people: ['sam', 'rita'], teams: [PAYMENTS] },
    then: { code: 'NobodyNew' },
  },
  {
    name: 'a swarm of 500 takes nobody else in',
    given: full,
    when: { type: 'PullIn', people: ['gus'], teams: [] },
    then: { code: 'SwarmFull', most: 500 },
  },
  {
    name: 'nobody joins a swarm of 500',
    given: full,
    when: { type: 'JoinSwarm', by: olli },
    then: { code: 'SwarmFull', most: 500 },
  },
  {
    name: 'who is in its channel is in, however many there are',
    given: full,
    when: { type: 'JoinSwarm', by: olli, inChannel: 'C7' },
    then: [{ type: 'PersonJoined', person: 'olli', inChannel: true }],
  },
  {
    name: 'only the swarm pulls people in',
    given: open,
    when: { type: 'PullIn', people: ['gus'], teams: [], by: olli },
    then: { code: 'NotInSwarm' },
  },
  ...OTHERS_KINDS.map(
    (kind): Case => ({
      name: `whoever is ${kind} does nothing in a swarm, be they in it`,
      given: [...open, { type: 'PersonJoined', person: 'gus' }],
      when: { type: 'PullIn', people: ['olli'], teams: [], by: actor('gus', kind) },
      then: { code: 'NotOneOfUs', kind },
    }),
  ),
  ...OTHERS_KINDS.map(
    (kind): Case => ({
      name: `nobody pulls in somebody who is ${kind}`,
      given: open,
      when: { type: 'PullIn', people: ['sam', 'gus'], teams: [], kinds: { gus: kind } },
      then: { code: 'CannotTakePart', person: 'gus', field: 'people', kind },
    }),
  ),
  {
    name: 'a guest of the workspace may be brought in',
    given: open,
    when: { type: 'PullIn', people: ['gus'], teams: [], kinds: { gus: 'guest' } },
    then: [{ type: 'PeoplePulledIn', people: [{ id: 'gus', as: 'guest' }], teams: [] }],
  },
  {
    name: 'a guest of the workspace brings nobody in',
    given: [...open, { type: 'PersonJoined', person: 'gus' }],
    when: { type: 'PullIn', people: ['olli'], teams: [], by: actor('gus', 'guest') },
    then: { code: 'GuestsMayNot' },
  },
  {
    name: 'a guest of the workspace outside does nothing in a swarm',
    given: open,
    when: { type: 'AddNote', kind: 'note', text: 'Hello', by: actor('gus', 'guest') },
    then: { code: 'GuestOutside' },
  },
  {
    name: 'a guest of the workspace does not join by themselves',
    given: open,
    when: { type: 'JoinSwarm', by: actor('gus', 'guest') },
    then: { code: 'GuestsMayNot' },
  },
  {
    name: 'nobody records what Muster records',
    given: open,
    when: { type: 'RecordFailure', step: 'card', people: [], reason: 'no', by: rita },
    then: { code: 'MusterAlone' },
  },
  {
    name: 'the monitor may pull people in from outside',
    given: open,
    when: { type: 'PullIn', people: ['gus'], teams: [], by: morgan },
    then: [{ type: 'PeoplePulledIn', people: [{ id: 'gus', as: 'guest' }], teams: [] }],
  },
  {
    name: 'nobody is pulled into a resolved swarm',
    given: resolved,
    when: { type: 'PullIn', people: ['gus'], teams: [] },
    then: { code: 'AlreadyResolved' },
  },

  {
    name: 'anybody may join a public swarm',
    given: open,
    when: { type: 'JoinSwarm', by: olli },
    then: [{ type: 'PersonJoined', person: 'olli' }],
  },
  {
    name: 'who Slack says is in the channel has joined there',
    given: open,
    when: { type: 'JoinSwarm', by: olli, inChannel: 'C7' },
    then: [{ type: 'PersonJoined', person: 'olli', inChannel: true }],
  },
  {
    name: 'who joined a channel that another took the place of is invited into that one',
    given: [...open, { ...created, channel: 'C8' }],
    when: { type: 'JoinSwarm', by: olli, inChannel: 'C7' },
    then: [{ type: 'PersonJoined', person: 'olli' }],
  },
  {
    name: 'who joined a channel that another is to take the place of is invited into that one',
    given: [
      ...open,
      { type: 'SwarmChannelLost', why: 'removed', person: null, by: null },
      { type: 'NewChannelWanted' },
    ],
    when: { type: 'JoinSwarm', by: olli, inChannel: 'C7' },
    then: [{ type: 'PersonJoined', person: 'olli' }],
  },
  {
    name: 'whom somebody brought into the channel is pulled in there',
    given: open,
    when: { type: 'PullIn', people: ['gus'], teams: [], inChannel: 'C7' },
    then: [{ type: 'PeoplePulledIn', people: [{ id: 'gus', as: 'guest' }], teams: [], inChannel: true }],
  },
  {
    name: 'somebody who is in cannot join again',
    given: open,
    when: { type: 'JoinSwarm', by: sam },
    then: { code: 'AlreadyIn' },
  },
  {
    name: 'nobody joins a private swarm from outside',
    given: hidden(open),
    when: { type: 'JoinSwarm', by: lee },
    then: { code: 'PrivateSwarm' },
  },
  {
    name: 'the monitor may join a private swarm',
    given: hidden(open),
    when: { type: 'JoinSwarm', by: morgan },
    then: [{ type: 'PersonJoined', person: 'morgan' }],
  },
  {
    name: 'a resolved swarm may be joined, by whoever wants to reopen it, say',
    given: resolved,
    when: { type: 'JoinSwarm', by: olli },
    then: [{ type: 'PersonJoined', person: 'olli' }],
  },

  {
    name: 'a specialist may leave',
    given: open,
    when: { type: 'LeaveSwarm', channel: 'C7', by: sam },
    then: [{ type: 'PersonLeft', person: 'sam' }],
  },
  {
    name: 'the rep who leaves is brought back',
    given: open,
    when: { type: 'LeaveSwarm', channel: 'C7', by: rita },
    then: [{ type: 'PersonReturned', person: 'rita' }],
  },
  {
    name: 'the rep who leaves is brought back even when somebody else speaks to the customer',
    given: [...open, { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' }],
    when: { type: 'LeaveSwarm', channel: 'C7', by: rita },
    then: [{ type: 'PersonReturned', person: 'rita' }],
  },
  {
    name: 'the owner who leaves is brought back',
    given: owned,
    when: { type: 'LeaveSwarm', channel: 'C7', by: dana },
    then: [{ type: 'PersonReturned', person: 'dana' }],
  },
  {
    name: 'the communicator who leaves is brought back',
    given: [...open, { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' }],
    when: { type: 'LeaveSwarm', channel: 'C7', by: sam },
    then: [{ type: 'PersonReturned', person: 'sam' }],
  },
  {
    name: 'the monitor may leave, and goes on watching',
    given: [...open, { type: 'PersonJoined', person: 'morgan', by: 'morgan' }],
    when: { type: 'LeaveSwarm', channel: 'C7', by: morgan },
    then: [{ type: 'PersonLeft', person: 'morgan' }],
  },
  {
    name: 'leaving answers an open hand-over with no',
    given: offered,
    when: { type: 'LeaveSwarm', channel: 'C7', by: sam },
    then: [
      { type: 'HandOverDeclined', from: 'dana', to: 'sam', offer: 5 },
      { type: 'PersonLeft', person: 'sam' },
    ],
  },
  {
    name: 'who leaves a channel that another took the place of stays in the swarm',
    given: [...open, { ...created, channel: 'C8' }],
    when: { type: 'LeaveSwarm', channel: 'C7', by: sam },
    then: [],
  },
  {
    name: 'somebody who was not in leaves nothing behind',
    given: open,
    when: { type: 'LeaveSwarm', channel: 'C7', by: gus },
    then: [],
  },
  {
    name: 'people may leave once it is resolved',
    given: resolved,
    when: { type: 'LeaveSwarm', channel: 'C7', by: sam },
    then: [{ type: 'PersonLeft', person: 'sam' }],
  },
  {
    name: 'nobody is dragged back into a resolved swarm',
    given: resolved,
    when: { type: 'LeaveSwarm', channel: 'C7', by: rita, at: START + 2 * HOUR },
    then: [],
  },
  {
    name: 'a lead of another team joins like anybody else',
    given: open,
    when: { type: 'JoinSwarm', by: nora, at: START + MINUTE },
    then: [{ type: 'PersonJoined', person: 'nora' }],
  },
];

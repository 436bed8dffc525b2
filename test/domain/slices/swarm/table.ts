import type { Swarm } from '../../../../src/domain/slices/swarm.ts';
import { open, opened, owned, PAYMENTS, PLATFORM } from '../../tables/cast.ts';
import { ask, CARD, platform, say } from '../../tables/parts.ts';
import type { SliceTable } from '../../tables/slice-table.ts';
import { swarmCases } from './cases.ts';

const SWARM = opened.swarm;

export const swarm: SliceTable<Swarm> = {
  cases: swarmCases,
  evolve: {
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
      {
        name: 'whom somebody brings along who came by themselves has come likewise',
        given: [...open, { type: 'PersonJoined', person: 'olli', by: 'olli' }],
        event: {
          type: 'PeoplePulledIn',
          people: [
            { id: 'gus', as: 'guest' },
            { id: 'lee', as: 'lead', team: 'platform' },
          ],
          teams: [],
          by: 'olli',
        },
        changes: {
          swarm: [
            ...SWARM,
            { id: 'olli', as: 'guest' },
            { id: 'gus', as: 'guest' },
            { id: 'lee', as: 'lead', team: 'platform' },
          ],
          joined: ['olli', 'gus'],
        },
      },
    ],
    PersonJoined: [
      {
        name: 'somebody comes in as a guest',
        given: open,
        event: { type: 'PersonJoined', person: 'gus' },
        changes: { swarm: [...SWARM, { id: 'gus', as: 'guest' }], joined: ['gus'] },
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
      {
        name: 'who comes back has come anew',
        given: [...open, { type: 'PersonJoined', person: 'gus', by: 'gus' }],
        event: { type: 'PersonLeft', person: 'gus' },
        changes: { swarm: [...SWARM], joined: [] },
      },
    ],
    PersonReturned: [
      {
        name: 'nothing changes',
        given: open,
        event: { type: 'PersonReturned', person: 'rita' },
        changes: {},
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
  },
  react: {
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
    PersonLeft: [
      {
        name: 'the card says who is in',
        given: open,
        event: { type: 'PersonLeft', person: 'sam' },
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
    PersonDeparted: [
      {
        name: 'the card shows who is in',
        given: open,
        event: { type: 'PersonDeparted', person: 'sam' },
        effects: [CARD],
      },
    ],
  },
  effects: {
    Invite: {
      effect: { type: 'Invite', people: ['sam', 'dana'], seq: 3 },
      key: 'invite-3',
      needs: 'channel',
      lane: 'invite-3',
    },
  },
  refusals: {
    NotInSwarm: [{ refusal: { code: 'NotInSwarm' }, says: ['Join'] }],
    AlreadyIn: [{ refusal: { code: 'AlreadyIn' } }],
    NobodyNew: [{ refusal: { code: 'NobodyNew' } }],
    SwarmFull: [{ refusal: { code: 'SwarmFull', most: 500 }, says: ['500'] }],
    PrivateSwarm: [{ refusal: { code: 'PrivateSwarm' }, says: ['private'] }],
    NotOneOfUs: [
      { refusal: { code: 'NotOneOfUs', kind: 'external' }, says: ['another organisation'] },
      { refusal: { code: 'NotOneOfUs', kind: 'app' }, says: ['not apps'] },
      { refusal: { code: 'NotOneOfUs', kind: 'deactivated' }, says: ['deactivated'] },
      { refusal: { code: 'NotOneOfUs', kind: 'unknown' }, says: ['does not tell'] },
      { refusal: { code: 'NotOneOfUs', kind: 'unasked' }, says: ['Try again'] },
    ],
    GuestsMayNot: [{ refusal: { code: 'GuestsMayNot' }, says: ['Guests'] }],
    GuestOutside: [{ refusal: { code: 'GuestOutside' }, says: ['add you'] }],
    MusterAlone: [{ refusal: { code: 'MusterAlone' }, says: ['card'] }],
    CannotTakePart: [
      {
        refusal: { code: 'CannotTakePart', person: 'gus', field: 'people', kind: 'external' },
        says: ['Gus belongs to another organisation'],
      },
      { refusal: { code: 'CannotTakePart', person: 'gus', field: 'people', kind: 'app' }, says: ['an app'] },
      {
        refusal: { code: 'CannotTakePart', person: 'gus', field: 'people', kind: 'deactivated' },
        says: ['has left'],
      },
      {
        refusal: { code: 'CannotTakePart', person: 'gus', field: 'people', kind: 'unknown' },
        says: ['does not tell'],
      },
      {
        refusal: { code: 'CannotTakePart', person: 'gus', field: 'people', kind: 'unasked' },
        says: ['Try again'],
      },
    ],
    GuestsCannotBe: [
      {
        refusal: { code: 'GuestsCannotBe', person: 'gus', field: 'to', role: 'owner' },
        says: ['Gus is a guest', 'the owner'],
      },
    ],
  },
};

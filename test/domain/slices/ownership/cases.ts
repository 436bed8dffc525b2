import { MUSTER } from '../../../../src/domain/command.ts';
import { OTHERS_KINDS } from '../../../../src/domain/kernel/people.ts';
import { MINUTE, SECOND } from '../../../../src/domain/kernel/time.ts';
import { type Past, START } from '../../../support/given.ts';
import {
  type Case,
  dana,
  gus,
  hidden,
  lee,
  morgan,
  nora,
  offered,
  olli,
  open,
  opened,
  owned,
  resolved,
  rita,
  sam,
} from '../../tables/cast.ts';

const brought = (id: string, by: string): Past => ({
  type: 'PeoplePulledIn',
  people: [{ id, as: 'guest' }],
  teams: [],
  by,
});
/** Sam would like Dana to be the monitor (4). */
const wished: readonly Past[] = [
  ...open,
  { type: 'RoleOffered', role: 'monitor', from: 'morgan', to: 'dana', asked: 'dana', by: 'sam' },
];

export const ownershipCases: readonly Case[] = [
  {
    name: 'a private swarm tells outsiders nothing but that it is private',
    given: hidden(resolved),
    when: { type: 'ClaimOwnership', by: olli },
    then: { code: 'PrivateSwarm' },
  },
  {
    name: 'a lead in the swarm claims',
    given: open,
    when: { type: 'ClaimOwnership', by: dana },
    then: [{ type: 'OwnershipClaimed', owner: 'dana' }],
  },
  {
    name: 'a lead from outside claims and is brought in',
    given: open,
    when: { type: 'ClaimOwnership', by: nora },
    then: [
      { type: 'PeoplePulledIn', people: [{ id: 'nora', as: 'lead' }], teams: [] },
      { type: 'OwnershipClaimed', owner: 'nora' },
    ],
  },
  {
    name: 'a lead who had left claims and comes back as the lead',
    given: [...open, { type: 'PersonLeft', person: 'dana', by: 'dana' }],
    when: { type: 'ClaimOwnership', by: dana },
    then: [
      { type: 'PeoplePulledIn', people: [{ id: 'dana', as: 'lead', team: 'payments' }], teams: [] },
      { type: 'OwnershipClaimed', owner: 'dana' },
    ],
  },
  {
    name: 'the lead named when the team was pulled in may claim, whatever the roster says now',
    given: open,
    when: { type: 'ClaimOwnership', by: { ...dana, leads: [] } },
    then: [{ type: 'OwnershipClaimed', owner: 'dana' }],
  },
  {
    name: 'the second lead is told who was first and when',
    given: owned,
    when: { type: 'ClaimOwnership', by: lee, at: START + MINUTE + 2 * SECOND },
    then: { code: 'AlreadyOwned', owner: 'dana', ago: 2 * SECOND },
  },
  {
    name: 'the owner cannot claim again',
    given: owned,
    when: { type: 'ClaimOwnership', by: dana },
    then: { code: 'AlreadyYours' },
  },
  {
    name: 'a specialist cannot claim and is told who can',
    given: open,
    when: { type: 'ClaimOwnership', by: sam },
    then: { code: 'NotALead', leads: ['dana'] },
  },
  {
    name: 'without a team there is no lead to name',
    given: [{ ...opened, teams: [] }],
    when: { type: 'ClaimOwnership', by: rita },
    then: { code: 'NotALead', leads: [] },
  },
  {
    name: 'a lead outside a private swarm cannot claim',
    given: hidden(open),
    when: { type: 'ClaimOwnership', by: lee },
    then: { code: 'PrivateSwarm' },
  },
  {
    name: 'a resolved escalation cannot be claimed',
    given: resolved,
    when: { type: 'ClaimOwnership', by: lee },
    then: { code: 'AlreadyResolved' },
  },

  {
    name: 'the owner offers to somebody in the swarm',
    given: owned,
    when: { type: 'OfferHandOver', to: 'sam', note: ' Watch the queue ', by: dana },
    then: [{ type: 'HandOverOffered', to: 'sam', note: 'Watch the queue' }],
  },
  {
    name: 'an offer to somebody outside brings them in',
    given: owned,
    when: { type: 'OfferHandOver', to: 'gus', note: 'Watch the queue', by: dana },
    then: [
      { type: 'PeoplePulledIn', people: [{ id: 'gus', as: 'guest' }], teams: [] },
      { type: 'HandOverOffered', to: 'gus', note: 'Watch the queue' },
    ],
  },
  {
    name: 'a newer offer takes the place of an open one',
    given: offered,
    when: { type: 'OfferHandOver', to: 'rita', note: 'Call them', by: dana },
    then: [{ type: 'HandOverOffered', to: 'rita', note: 'Call them' }],
  },
  {
    name: 'a manager may offer for the owner',
    given: owned,
    when: { type: 'OfferHandOver', to: 'sam', note: 'Dana is ill', by: morgan },
    then: [{ type: 'HandOverOffered', to: 'sam', note: 'Dana is ill' }],
  },
  {
    name: 'nobody else may offer',
    given: owned,
    when: { type: 'OfferHandOver', to: 'sam', note: 'Please', by: rita },
    then: { code: 'NotTheOwner', owner: 'dana' },
  },
  {
    name: 'what nobody owns cannot be offered, not even by a manager',
    given: open,
    when: { type: 'OfferHandOver', to: 'sam', note: 'Please', by: morgan },
    then: { code: 'NotTheOwner', owner: null },
  },
  {
    name: 'the owner cannot offer to themselves',
    given: owned,
    when: { type: 'OfferHandOver', to: 'dana', note: 'Please', by: dana },
    then: { code: 'OfferToSelf' },
  },
  {
    name: 'a hand-over says what is next',
    given: owned,
    when: { type: 'OfferHandOver', to: 'sam', note: ' ', by: dana },
    then: { code: 'Empty', field: 'note', called: 'what is next' },
  },
  {
    name: 'a manager outside a private swarm cannot offer',
    given: [{ ...opened, isPrivate: true, monitor: 'dana' }, ...owned.slice(1)],
    when: { type: 'OfferHandOver', to: 'sam', note: 'Please', by: morgan },
    then: { code: 'PrivateSwarm' },
  },
  {
    name: 'nothing is offered once it is resolved',
    given: resolved,
    when: { type: 'OfferHandOver', to: 'sam', note: 'Please', by: dana },
    then: { code: 'AlreadyResolved' },
  },

  {
    name: 'the one asked accepts and owns it',
    given: offered,
    when: { type: 'AcceptHandOver', offer: 5, by: sam },
    then: [{ type: 'HandOverAccepted', from: 'dana', to: 'sam', offer: 5 }],
  },
  {
    name: 'the one asked declines and the owner stays',
    given: offered,
    when: { type: 'DeclineHandOver', offer: 5, by: sam },
    then: [{ type: 'HandOverDeclined', from: 'dana', to: 'sam', offer: 5 }],
  },
  {
    name: 'nobody accepts for somebody else',
    given: offered,
    when: { type: 'AcceptHandOver', offer: 5, by: dana },
    then: { code: 'OfferNotForYou', to: 'sam' },
  },
  {
    name: 'nobody declines for somebody else',
    given: offered,
    when: { type: 'DeclineHandOver', offer: 5, by: gus },
    then: { code: 'OfferNotForYou', to: 'sam' },
  },
  {
    name: 'an answer to an offer that was replaced comes too late',
    given: [...offered, { type: 'HandOverOffered', to: 'sam', note: 'Call them', by: 'dana' }],
    when: { type: 'AcceptHandOver', offer: 5, by: sam },
    then: { code: 'OfferGone' },
  },
  {
    name: 'an offer is answered once',
    given: [...offered, { type: 'HandOverAccepted', from: 'dana', to: 'sam', offer: 5, by: 'sam' }],
    when: { type: 'DeclineHandOver', offer: 5, by: sam },
    then: { code: 'OfferGone' },
  },
  {
    name: 'an offer still open when it was resolved waits for a reopening',
    given: [...offered, ...resolved.slice(-2)],
    when: { type: 'AcceptHandOver', offer: 5, by: sam },
    then: { code: 'AlreadyResolved' },
  },
  {
    name: 'an offer still open when it was resolved can be accepted after a reopening',
    given: [...offered, ...resolved.slice(-2), { type: 'EscalationReopened', reason: 'It is back' }],
    when: { type: 'AcceptHandOver', offer: 5, by: sam },
    then: [{ type: 'HandOverAccepted', from: 'dana', to: 'sam', offer: 5 }],
  },

  {
    name: 'the owner releases what they claimed by mistake',
    given: owned,
    when: { type: 'ReleaseOwnership', reason: ' The wrong one ', by: dana },
    then: [{ type: 'OwnershipReleased', owner: 'dana', reason: 'The wrong one', offer: null }],
  },
  {
    name: 'a manager releases it, and an open offer is closed',
    given: offered,
    when: { type: 'ReleaseOwnership', reason: 'Dana is ill', by: morgan },
    then: [{ type: 'OwnershipReleased', owner: 'dana', reason: 'Dana is ill', offer: 5 }],
  },
  {
    name: 'nobody else releases it',
    given: owned,
    when: { type: 'ReleaseOwnership', reason: 'Please', by: sam },
    then: { code: 'NotTheOwner', owner: 'dana' },
  },
  {
    name: 'what nobody owns is not released',
    given: open,
    when: { type: 'ReleaseOwnership', reason: 'Please', by: morgan },
    then: { code: 'NotTheOwner', owner: null },
  },
  {
    name: 'releasing needs a reason',
    given: owned,
    when: { type: 'ReleaseOwnership', reason: ' ', by: dana },
    then: { code: 'Empty', field: 'reason', called: 'the reason' },
  },
  {
    name: 'what a guest owned is to be claimed anew, and an offer of theirs is closed',
    given: offered,
    when: { type: 'RecordGuest', person: 'dana', managers: ['morgan'], by: MUSTER },
    then: [
      {
        type: 'OwnershipReleased',
        owner: 'dana',
        reason: 'They are a guest of this workspace now, and guests own nothing.',
        offer: 5,
      },
    ],
  },
  {
    name: 'an offer to somebody who is a guest now is declined',
    given: offered,
    when: { type: 'RecordGuest', person: 'sam', managers: ['morgan'], by: MUSTER },
    then: [{ type: 'HandOverDeclined', from: 'dana', to: 'sam', offer: 5 }],
  },
  {
    name: 'what a guest watched over passes to the next manager',
    given: owned,
    when: { type: 'RecordGuest', person: 'morgan', managers: ['morgan', 'nora'], by: MUSTER },
    then: [{ type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'nora', isGuestNow: true }],
  },
  {
    name: 'without another manager the owner watches',
    given: owned,
    when: { type: 'RecordGuest', person: 'morgan', managers: ['morgan'], by: MUSTER },
    then: [{ type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'dana', isGuestNow: true }],
  },
  {
    name: 'a guest goes on telling the customer',
    given: owned,
    when: { type: 'RecordGuest', person: 'rita', managers: ['morgan'], by: MUSTER },
    then: [],
  },
  {
    name: 'a guest who was to be the monitor is not made it by accepting',
    given: [
      ...open,
      { type: 'RoleOffered', role: 'monitor', from: 'morgan', to: 'sam', asked: 'sam', by: 'rita' },
    ],
    when: { type: 'AcceptRole', offer: 4, by: { ...sam, kind: 'guest' } },
    then: { code: 'GuestsCannotBe', person: 'sam', field: 'to', role: 'monitor' },
  },
  {
    name: 'what is resolved is not released',
    given: resolved,
    when: { type: 'ReleaseOwnership', reason: 'Please', by: dana },
    then: { code: 'AlreadyResolved' },
  },
  {
    name: 'what was released can be claimed again',
    given: [...owned, { type: 'OwnershipReleased', owner: 'dana', reason: 'No', offer: null, by: 'dana' }],
    when: { type: 'ClaimOwnership', by: dana },
    then: [{ type: 'OwnershipClaimed', owner: 'dana' }],
  },
  {
    name: 'the rep gives the customer to somebody else',
    given: open,
    when: { type: 'GiveRole', role: 'communicator', to: 'sam' },
    then: [{ type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' }],
  },
  {
    name: 'a new communicator from outside is brought in',
    given: open,
    when: { type: 'GiveRole', role: 'communicator', to: 'gus' },
    then: [
      { type: 'PeoplePulledIn', people: [{ id: 'gus', as: 'guest' }], teams: [] },
      { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'gus' },
    ],
  },
  {
    name: 'the owner gives another’s role away, and so does a manager',
    given: owned,
    when: { type: 'GiveRole', role: 'communicator', to: 'sam', by: dana },
    then: [{ type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' }],
  },
  {
    name: 'a manager gives a role away from outside',
    given: open,
    when: { type: 'GiveRole', role: 'communicator', to: 'sam', by: morgan },
    then: [{ type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' }],
  },
  {
    name: 'what anybody else in the swarm wants waits for who is to have the role',
    given: open,
    when: { type: 'GiveRole', role: 'monitor', to: 'dana', by: sam },
    then: [{ type: 'RoleOffered', role: 'monitor', from: 'morgan', to: 'dana', asked: 'dana' }],
  },
  {
    name: 'who wants a role for themselves waits for who has it',
    given: open,
    when: { type: 'GiveRole', role: 'communicator', to: 'sam', by: sam },
    then: [{ type: 'RoleOffered', role: 'communicator', from: 'rita', to: 'sam', asked: 'rita' }],
  },
  {
    name: 'who came by themselves changes no roles',
    given: [...open, { type: 'PersonJoined', person: 'olli', by: 'olli' }],
    when: { type: 'GiveRole', role: 'communicator', to: 'olli', by: olli },
    then: { code: 'AskForRole', holder: 'rita' },
  },
  {
    name: 'nor do those whom such people brought along',
    given: [...owned, { type: 'PersonJoined', person: 'olli', by: 'olli' }, brought('gus', 'olli')],
    when: { type: 'GiveRole', role: 'communicator', to: 'olli', by: gus },
    then: { code: 'AskForRole', holder: 'dana' },
  },
  {
    name: 'who is asked takes the role',
    given: wished,
    when: { type: 'AcceptRole', offer: 4, by: dana },
    then: [{ type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'dana', offer: 4 }],
  },
  {
    name: 'who is asked declines the role',
    given: wished,
    when: { type: 'DeclineRole', offer: 4, by: dana },
    then: [{ type: 'RoleDeclined', role: 'monitor', from: 'morgan', to: 'dana', asked: 'dana', offer: 4 }],
  },
  {
    name: 'nobody takes a role for somebody else',
    given: wished,
    when: { type: 'AcceptRole', offer: 4, by: sam },
    then: { code: 'OfferNotForYou', to: 'dana' },
  },
  {
    name: 'nobody declines a role for somebody else',
    given: wished,
    when: { type: 'DeclineRole', offer: 4, by: sam },
    then: { code: 'OfferNotForYou', to: 'dana' },
  },
  {
    name: 'a role that was given meanwhile is no longer offered',
    given: [...wished, { type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'sam', offer: 4 }],
    when: { type: 'AcceptRole', offer: 4, by: dana },
    then: { code: 'RoleOfferGone' },
  },
  {
    name: 'a role is not taken once it is resolved',
    given: [...wished, ...resolved.slice(-2)],
    when: { type: 'AcceptRole', offer: 4, by: dana },
    then: { code: 'AlreadyResolved' },
  },
  {
    name: 'giving a role closes an open offer of it',
    given: wished,
    when: { type: 'GiveRole', role: 'monitor', to: 'sam', by: morgan },
    then: [{ type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'sam', offer: 4 }],
  },
  {
    name: 'leaving declines a role',
    given: [...open, { type: 'RoleOffered', role: 'monitor', from: 'morgan', to: 'sam', asked: 'sam' }],
    when: { type: 'LeaveSwarm', channel: 'C7', by: sam },
    then: [
      { type: 'RoleDeclined', role: 'monitor', from: 'morgan', to: 'sam', asked: 'sam', offer: 4 },
      { type: 'PersonLeft', person: 'sam' },
    ],
  },
  {
    name: 'a guest of the workspace is never the monitor',
    given: open,
    when: { type: 'GiveRole', role: 'monitor', to: 'gus', by: morgan, kinds: { gus: 'guest' } },
    then: { code: 'GuestsCannotBe', person: 'gus', field: 'to', role: 'monitor' },
  },
  {
    name: 'a guest of the workspace may be the communicator',
    given: open,
    when: { type: 'GiveRole', role: 'communicator', to: 'gus', kinds: { gus: 'guest' } },
    then: [
      { type: 'PeoplePulledIn', people: [{ id: 'gus', as: 'guest' }], teams: [] },
      { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'gus' },
    ],
  },
  {
    name: 'a guest of the workspace is never offered ownership',
    given: owned,
    when: { type: 'OfferHandOver', to: 'gus', note: 'Go on', by: dana, kinds: { gus: 'guest' } },
    then: { code: 'GuestsCannotBe', person: 'gus', field: 'to', role: 'owner' },
  },
  ...OTHERS_KINDS.map(
    (kind): Case => ({
      name: `nobody who is ${kind} is offered ownership`,
      given: owned,
      when: { type: 'OfferHandOver', to: 'gus', note: 'Go on', by: dana, kinds: { gus: kind } },
      then: { code: 'CannotTakePart', person: 'gus', field: 'to', kind },
    }),
  ),
  {
    name: 'a role is not given to whoever has it',
    given: open,
    when: { type: 'GiveRole', role: 'monitor', to: 'morgan' },
    then: { code: 'RoleAlreadyTheirs', person: 'morgan' },
  },
  {
    name: 'nobody outside gives roles',
    given: open,
    when: { type: 'GiveRole', role: 'monitor', to: 'olli', by: olli },
    then: { code: 'NotInSwarm' },
  },
];

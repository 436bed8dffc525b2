import { DAY, HOUR } from '../../../../src/domain/kernel/time.ts';
import { START } from '../../../support/given.ts';
import {
  type Case,
  dana,
  hidden,
  lee,
  morgan,
  olli,
  open,
  owned,
  resolved,
  sam,
  withdrawn,
} from '../../tables/cast.ts';

const RESOLVE = {
  type: 'Resolve',
  fix: ' Rolled back',
  cause: 'A bad deploy ',
  finalWord: ' All works again. ',
  over: 'email',
} as const;
const RESOLVED = [
  { type: 'CustomerUpdated', text: 'All works again.', over: 'email', met: 1 },
  {
    type: 'EscalationResolved',
    fix: 'Rolled back',
    cause: 'A bad deploy',
    finalWord: 'All works again.',
  },
] as const;
const REOPEN = {
  type: 'Reopen',
  reason: ' It is back ',
  nextAt: START + DAY + HOUR,
  rival: null,
  departed: [],
  managers: ['morgan'],
  at: START + DAY,
} as const;
const REOPENED = [
  { type: 'EscalationReopened', reason: 'It is back' },
  { type: 'CheckpointPromised', number: 2, dueAt: START + DAY + HOUR },
] as const;
const RIVAL = { number: 9, channel: null, id: 'e9', isPrivate: false };

export const resolutionCases: readonly Case[] = [
  {
    name: 'the owner resolves, with a final word',
    given: owned,
    when: { ...RESOLVE, by: dana },
    then: RESOLVED,
  },
  { name: 'the rep resolves', given: owned, when: RESOLVE, then: RESOLVED },
  { name: 'the monitor resolves', given: owned, when: { ...RESOLVE, by: morgan }, then: RESOLVED },
  { name: 'what nobody owns can be resolved', given: open, when: RESOLVE, then: RESOLVED },
  {
    name: 'the communicator resolves',
    given: [...open, { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'sam' }],
    when: { ...RESOLVE, by: sam },
    then: RESOLVED,
  },
  {
    name: 'others in the swarm do not resolve',
    given: owned,
    when: { ...RESOLVE, by: sam },
    then: { code: 'MayNotResolve', owner: 'dana', rep: 'rita' },
  },
  {
    name: 'what was opened by mistake is withdrawn, without a word to the customer',
    given: open,
    when: { type: 'Withdraw', reason: ' Wrong customer ' },
    then: [{ type: 'EscalationWithdrawn', reason: 'Wrong customer' }],
  },
  {
    name: 'a manager withdraws',
    given: owned,
    when: { type: 'Withdraw', reason: 'Twice', by: morgan },
    then: [{ type: 'EscalationWithdrawn', reason: 'Twice' }],
  },
  {
    name: 'others in the swarm do not withdraw',
    given: owned,
    when: { type: 'Withdraw', reason: 'Twice', by: sam },
    then: { code: 'MayNotWithdraw', rep: 'rita' },
  },
  {
    name: 'withdrawing wants a reason',
    given: open,
    when: { type: 'Withdraw', reason: ' ' },
    then: { code: 'Empty', field: 'reason', called: 'the reason' },
  },
  {
    name: 'what is resolved is not withdrawn',
    given: resolved,
    when: { type: 'Withdraw', reason: 'Twice' },
    then: { code: 'AlreadyResolved' },
  },
  {
    name: 'nothing changes in what is withdrawn',
    given: withdrawn,
    when: { type: 'AddNote', kind: 'tried', text: 'A restart' },
    then: { code: 'AlreadyWithdrawn' },
  },
  {
    name: 'what was withdrawn is reopened',
    given: withdrawn,
    when: REOPEN,
    then: REOPENED,
  },
  {
    name: 'nobody outside a private swarm resolves',
    given: hidden(owned),
    when: { ...RESOLVE, by: lee },
    then: { code: 'PrivateSwarm' },
  },
  {
    name: 'it is resolved once',
    given: resolved,
    when: RESOLVE,
    then: { code: 'AlreadyResolved' },
  },
  ...(
    [
      ['fix', 'what fixed it'],
      ['cause', 'the cause'],
      ['finalWord', 'the final word to the customer'],
    ] as const
  ).map(
    ([key, called]): Case => ({
      name: `resolving needs ${called}`,
      given: owned,
      when: { ...RESOLVE, [key]: ' ' },
      then: { code: 'Empty', field: key, called },
    }),
  ),

  {
    name: 'the swarm reopens, with a new promise',
    given: resolved,
    when: { ...REOPEN, by: sam },
    then: REOPENED,
  },
  { name: 'the monitor reopens', given: resolved, when: { ...REOPEN, by: morgan }, then: REOPENED },
  { name: 'what is open is not reopened', given: open, when: REOPEN, then: { code: 'NotResolved' } },
  {
    name: 'nobody outside reopens',
    given: resolved,
    when: { ...REOPEN, by: olli },
    then: { code: 'NotInSwarm' },
  },
  {
    name: 'nobody outside reopens a private one',
    given: hidden(resolved),
    when: { ...REOPEN, by: olli },
    then: { code: 'PrivateSwarm' },
  },
  {
    name: 'a ticket that got another swarm meanwhile is not reopened',
    given: resolved,
    when: { ...REOPEN, rival: RIVAL },
    then: { code: 'TicketAlreadySwarmed', ...RIVAL },
  },
  {
    name: 'reopening needs a reason',
    given: resolved,
    when: { ...REOPEN, reason: '' },
    then: { code: 'Empty', field: 'reason', called: 'the reason' },
  },
  {
    name: 'the new promise is for the future',
    given: resolved,
    when: { ...REOPEN, nextAt: START },
    then: { code: 'NotInFuture' },
  },
];

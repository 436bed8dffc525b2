import { MUSTER } from '../../../../src/domain/command.ts';
import { DAY, HOUR } from '../../../../src/domain/kernel/time.ts';
import { type Past, START } from '../../../support/given.ts';
import { type Case, offered, open, owned, resolved } from '../../tables/cast.ts';

const leaves = (person: string, managers: readonly string[] = ['morgan']) =>
  ({ type: 'RecordDeparture', person, managers, by: MUSTER }) as const;
const gone = (person: string) => ({ type: 'PersonDeparted', person }) as const;
const comesIn = (id: string) =>
  ({ type: 'PeoplePulledIn', people: [{ id, as: 'guest' }], teams: [] }) as const;
const departed = (person: string): Past => ({ ...gone(person), by: null });

/** Somebody has left the workspace. */
export const departureCases: readonly Case[] = [
  {
    name: 'a specialist who leaves is out of the swarm',
    given: open,
    when: leaves('sam'),
    then: [gone('sam')],
  },
  { name: 'a stranger who leaves changes nothing', given: open, when: leaves('olli'), then: [] },
  { name: 'nobody leaves twice', given: [...open, departed('sam')], when: leaves('sam'), then: [] },
  {
    name: 'when the owner leaves, the monitor answers for it and comes in',
    given: owned,
    when: leaves('dana'),
    then: [
      gone('dana'),
      comesIn('morgan'),
      { type: 'OwnershipPassed', from: 'dana', to: 'morgan', offer: null },
    ],
  },
  {
    name: 'when the rep leaves, the owner speaks to the customer',
    given: owned,
    when: leaves('rita'),
    then: [gone('rita'), { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'dana' }],
  },
  {
    name: 'before anybody owns it, the monitor speaks in place of a rep who left',
    given: open,
    when: leaves('rita'),
    then: [
      gone('rita'),
      comesIn('morgan'),
      { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'morgan' },
    ],
  },
  {
    name: 'when the monitor leaves, another manager watches',
    given: open,
    when: leaves('morgan', ['nora']),
    then: [gone('morgan'), { type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'nora' }],
  },
  {
    name: 'without another manager, the rep watches',
    given: open,
    when: leaves('morgan', []),
    then: [gone('morgan'), { type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'rita' }],
  },
  {
    name: 'a new account of the owner takes over what the old one had',
    given: owned,
    when: { ...leaves('dana'), successor: 'dana2' },
    then: [
      { ...gone('dana'), successor: 'dana2' },
      { type: 'PeoplePulledIn', people: [{ id: 'dana2', as: 'lead', team: 'payments' }], teams: [] },
      { type: 'OwnershipPassed', from: 'dana', to: 'dana2', offer: null },
    ],
  },
  {
    name: 'a new account of the rep is the rep, and speaks to the customer',
    given: owned,
    when: { ...leaves('rita'), successor: 'rita2' },
    then: [
      { ...gone('rita'), successor: 'rita2' },
      { type: 'PeoplePulledIn', people: [{ id: 'rita2', as: 'rep' }], teams: [] },
      { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'rita2' },
    ],
  },
  {
    name: 'a new account of the monitor watches, from outside',
    given: open,
    when: { ...leaves('morgan', ['nora']), successor: 'morgan2' },
    then: [
      { ...gone('morgan'), successor: 'morgan2' },
      { type: 'RoleGiven', role: 'monitor', from: 'morgan', to: 'morgan2' },
    ],
  },
  {
    name: 'an offer to somebody who left is declined for them',
    given: offered,
    when: leaves('sam'),
    then: [{ type: 'HandOverDeclined', from: 'dana', to: 'sam', offer: 5 }, gone('sam')],
  },
  {
    name: 'an offer to whoever takes over from its owner is answered by that',
    given: [...owned, { type: 'HandOverOffered', to: 'morgan', note: 'Take it', by: 'dana' }],
    when: leaves('dana'),
    then: [
      gone('dana'),
      comesIn('morgan'),
      { type: 'OwnershipPassed', from: 'dana', to: 'morgan', offer: 5 },
    ],
  },
  {
    name: 'a role that nobody is left to take stays as it is',
    given: [...open, departed('dana'), departed('morgan')],
    when: leaves('rita', []),
    then: [gone('rita')],
  },
  {
    name: 'once resolved nobody takes over',
    given: resolved,
    when: leaves('dana'),
    then: [gone('dana')],
  },
  {
    name: 'reopened, it passes from those who left to those who are there',
    given: resolved,
    when: {
      type: 'Reopen',
      reason: 'It is back',
      nextAt: START + DAY + HOUR,
      rival: null,
      departed: ['dana'],
      managers: ['morgan'],
      at: START + DAY,
    },
    then: [
      { type: 'EscalationReopened', reason: 'It is back' },
      { type: 'CheckpointPromised', number: 2, dueAt: START + DAY + HOUR },
      gone('dana'),
      comesIn('morgan'),
      { type: 'OwnershipPassed', from: 'dana', to: 'morgan', offer: null },
    ],
  },
];

import { type Case, hidden, morgan, offered, open, owned, sam, withdrawn } from '../../tables/cast.ts';

const TAKE = { type: 'TakeOut', successor: null, reason: ' It is about them ', by: morgan } as const;
const OUT = { type: 'PersonTakenOut', reason: 'It is about them' } as const;

/** Somebody who may not know of a private escalation any longer. */
export const removalCases: readonly Case[] = [
  {
    name: 'a manager takes somebody out',
    given: hidden(open),
    when: { ...TAKE, person: 'sam' },
    then: [{ ...OUT, person: 'sam' }],
  },
  {
    name: 'the rep is taken out, and whoever the manager picks is the rep and updates the customer',
    given: hidden(open),
    when: { ...TAKE, person: 'rita', successor: 'olli' },
    then: [
      { ...OUT, person: 'rita', rep: 'olli' },
      { type: 'PeoplePulledIn', people: [{ id: 'olli', as: 'rep' }], teams: [] },
      { type: 'RoleGiven', role: 'communicator', from: 'rita', to: 'olli' },
    ],
  },
  {
    name: 'the owner is taken out, and an offer of theirs goes with them when it was to whoever takes over',
    given: hidden(offered),
    when: { ...TAKE, person: 'dana', successor: 'sam' },
    then: [
      { ...OUT, person: 'dana' },
      { type: 'OwnershipPassed', from: 'dana', to: 'sam', offer: 5 },
    ],
  },
  {
    name: 'an offer to whoever is taken out is declined',
    given: hidden(offered),
    when: { ...TAKE, person: 'sam' },
    then: [
      { type: 'HandOverDeclined', from: 'dana', to: 'sam', offer: 5 },
      { ...OUT, person: 'sam' },
    ],
  },
  {
    name: 'who answers for something is taken out only when somebody takes it over',
    given: hidden(owned),
    when: { ...TAKE, person: 'rita' },
    then: { code: 'NeedsSuccessor', person: 'rita' },
  },
  {
    name: 'nobody takes over from themselves',
    given: hidden(owned),
    when: { ...TAKE, person: 'rita', successor: 'rita' },
    then: { code: 'NeedsSuccessor', person: 'rita' },
  },
  {
    name: 'it is done once it is over as well, since the channel can still be read',
    given: hidden(withdrawn),
    when: { ...TAKE, person: 'sam' },
    then: [{ ...OUT, person: 'sam' }],
  },
  {
    name: 'nobody is taken out who is not in it',
    given: hidden(open),
    when: { ...TAKE, person: 'olli' },
    then: { code: 'NotThere', person: 'olli' },
  },
  {
    name: 'it wants a reason',
    given: hidden(open),
    when: { ...TAKE, person: 'sam', reason: ' ' },
    then: { code: 'Empty', field: 'reason', called: 'the reason' },
  },
  {
    name: 'others do not take anybody out',
    given: hidden(open),
    when: { ...TAKE, person: 'rita', successor: 'sam', by: sam },
    then: { code: 'OnlyManagers' },
  },
  {
    name: 'nobody is taken out of a public swarm',
    given: open,
    when: { ...TAKE, person: 'sam' },
    then: { code: 'OnlyFromPrivate' },
  },
];

import { MUSTER } from '../../../../src/domain/command.ts';
import { DAY } from '../../../../src/domain/kernel/time.ts';
import { START, type Wish } from '../../../support/given.ts';
import { type Case, DUE, hidden, open, opened, PAYMENTS, PLATFORM, resolved } from '../../tables/cast.ts';

const { swarm: _swarm, rep: _rep, type: _type, ...FACTS } = opened;
const OPEN = { ...FACTS, type: 'OpenEscalation', promisedAt: DUE, people: [], rival: null } as const;
const RIVAL = { number: 3, channel: 'C3', id: 'e3', isPrivate: false };

function opening(changes: Partial<Extract<Wish, { type: 'OpenEscalation' }>>): Wish {
  return { ...OPEN, ...changes };
}

export const openingCases: readonly Case[] = [
  {
    name: 'opening brings in the rep and the team, and promises the first update',
    given: [],
    when: OPEN,
    then: [opened, { type: 'CheckpointPromised', number: 1, dueAt: DUE }],
  },
  {
    name: 'people who are picked come along, nobody twice, and a lead counts as the lead',
    given: [],
    when: opening({
      teams: [PAYMENTS, { ...PLATFORM, specialists: ['sam', 'lee', 'pat'] }],
      people: ['gus', 'rita', 'lee', 'gus'],
    }),
    then: [
      {
        ...opened,
        teams: [PAYMENTS, { ...PLATFORM, specialists: ['sam', 'lee', 'pat'] }],
        swarm: [
          { id: 'rita', as: 'rep' },
          { id: 'dana', as: 'lead', team: 'payments' },
          { id: 'lee', as: 'lead', team: 'platform' },
          { id: 'sam', as: 'specialist', team: 'payments' },
          { id: 'pat', as: 'specialist', team: 'platform' },
          { id: 'gus', as: 'guest' },
        ],
      },
      { type: 'CheckpointPromised', number: 1, dueAt: DUE },
    ],
  },
  {
    name: 'a team named twice is pulled in once',
    given: [],
    when: opening({ teams: [PAYMENTS, PAYMENTS] }),
    then: [opened, { type: 'CheckpointPromised', number: 1, dueAt: DUE }],
  },
  {
    name: 'spaces around what was typed are dropped',
    given: [],
    when: opening({ customer: ' Acme ', problem: 'Payouts fail\n', outcome: ' Payouts work' }),
    then: [opened, { type: 'CheckpointPromised', number: 1, dueAt: DUE }],
  },
  {
    name: 'a ticket with a live swarm gets no second one',
    given: [],
    when: opening({ rival: RIVAL }),
    then: { code: 'TicketAlreadySwarmed', ...RIVAL },
  },
  ...(
    [
      ['customer', 'the customer', { customer: ' ' }],
      ['ticket', 'the ticket', { ticket: { text: '', key: '' } }],
      ['problem', 'what is happening', { problem: '\n' }],
      ['outcome', 'the outcome the customer needs', { outcome: '' }],
    ] as const
  ).map(
    ([name, called, changes]): Case => ({
      name: `opening needs the ${name}`,
      given: [],
      when: opening(changes),
      then: { code: 'Empty', field: name, called },
    }),
  ),
  {
    name: 'a ticket is no link that reads as if it led elsewhere',
    given: [],
    when: opening({ ticket: { text: 'https://good.example@evil.example/1', key: '2:1@evil.example' } }),
    then: { code: 'HidesHost', host: 'evil.example' },
  },
  {
    name: 'a ticket has at most 255 characters',
    given: [],
    when: opening({ ticket: { text: 'x'.repeat(256), key: '2:x' } }),
    then: { code: 'TooLong', field: 'ticket', most: 255 },
  },
  {
    name: 'at most 100 people are picked at once',
    given: [],
    when: opening({ people: Array.from({ length: 101 }, (_, index) => `u${index}`) }),
    then: { code: 'TooMany', field: 'people', most: 100 },
  },
  {
    name: 'what was tried may be empty',
    given: [],
    when: opening({ tried: '' }),
    then: [
      { ...opened, tried: '' },
      { type: 'CheckpointPromised', number: 1, dueAt: DUE },
    ],
  },
  {
    name: 'the first promise cannot be for now',
    given: [],
    when: opening({ promisedAt: START, at: START }),
    then: { code: 'NotInFuture' },
  },
  {
    name: 'the first promise reaches 90 days at most',
    given: [],
    when: opening({ promisedAt: START + 90 * DAY + 1, at: START }),
    then: { code: 'TooFarAhead' },
  },
  {
    name: 'a private swarm hears of another one for its ticket',
    given: hidden(open),
    when: { type: 'RecordRival', number: 9, rep: 'olli', by: MUSTER },
    then: [{ type: 'RivalOpened', number: 9, rep: 'olli' }],
  },
  {
    name: 'once resolved, it does not',
    given: hidden(resolved),
    when: { type: 'RecordRival', number: 9, rep: 'olli', by: MUSTER },
    then: [],
  },
  {
    name: 'an escalation opens once',
    given: open,
    when: OPEN,
    then: { code: 'AlreadyOpened' },
  },
];

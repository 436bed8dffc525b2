import type { Past } from '../../../support/given.ts';
import { type Case, hidden, morgan, olli, open, opened, resolved, sam } from '../../tables/cast.ts';

/** Together with the two that are there from the start. */
function manyNotes(count: number): Past[] {
  return Array.from({ length: count }, (_, index) => ({
    type: 'NoteAdded',
    kind: 'tried',
    text: `${index}`,
  }));
}

export const contextCases: readonly Case[] = [
  {
    name: 'a note is kept, without the spaces around it',
    given: open,
    when: { type: 'AddNote', kind: 'next', text: ' Ask the bank\n', by: sam },
    then: [{ type: 'NoteAdded', kind: 'next', text: 'Ask the bank' }],
  },
  {
    name: 'an empty note is refused',
    given: open,
    when: { type: 'AddNote', kind: 'note', text: '  ' },
    then: { code: 'Empty', field: 'text', called: 'the note' },
  },
  {
    name: 'a note has at most 3000 characters',
    given: open,
    when: { type: 'AddNote', kind: 'note', text: 'x'.repeat(3001) },
    then: { code: 'TooLong', field: 'text', most: 3000 },
  },
  {
    name: 'a note has at most 300 lines',
    given: open,
    when: { type: 'AddNote', kind: 'note', text: 'x\n'.repeat(301) },
    then: { code: 'TooManyLines', field: 'text', most: 300 },
  },
  {
    name: 'a list on the card holds at most 100 entries',
    given: [...open, ...manyNotes(98)],
    when: { type: 'AddNote', kind: 'tried', text: 'One more' },
    then: { code: 'TooManyEntries', most: 100 },
  },
  {
    name: 'a full list takes no more by editing',
    given: open,
    when: { type: 'EditContext', changes: { nextActions: 'x\n'.repeat(101) } },
    then: { code: 'TooManyEntries', most: 100 },
  },
  {
    name: 'a note for the timeline alone fits beside full lists',
    given: [...open, ...manyNotes(98)],
    when: { type: 'AddNote', kind: 'note', text: 'One more' },
    then: [{ type: 'NoteAdded', kind: 'note', text: 'One more' }],
  },
  {
    name: 'the customer’s name has at most 255 characters',
    given: open,
    when: { type: 'EditContext', changes: { customer: 'x'.repeat(256) } },
    then: { code: 'TooLong', field: 'customer', most: 255 },
  },
  {
    name: 'what nobody sees is no change',
    given: open,
    when: { type: 'EditContext', changes: { customer: 'Ac\u200bme' } },
    then: { code: 'NothingChanged' },
  },
  {
    name: 'nobody outside adds notes',
    given: open,
    when: { type: 'AddNote', kind: 'note', text: 'Hello', by: olli },
    then: { code: 'NotInSwarm' },
  },
  {
    name: 'nobody outside adds notes to a private swarm',
    given: hidden(open),
    when: { type: 'AddNote', kind: 'note', text: 'Hello', by: olli },
    then: { code: 'PrivateSwarm' },
  },
  {
    name: 'nothing is noted once it is resolved',
    given: resolved,
    when: { type: 'AddNote', kind: 'note', text: 'Hello' },
    then: { code: 'AlreadyResolved' },
  },

  {
    name: 'only what is different is recorded',
    given: open,
    when: {
      type: 'EditContext',
      changes: {
        customer: 'Acme Ltd ',
        problem: 'Payouts fail',
        tried: 'Restarted\n\n Cleared the cache ',
        nextActions: 'Ask the bank\n\n  Call Acme',
      },
    },
    then: [
      { type: 'ContextEdited', changes: { customer: 'Acme Ltd', nextActions: 'Ask the bank\nCall Acme' } },
    ],
  },
  {
    name: 'a field that was left out stays',
    given: open,
    when: { type: 'EditContext', changes: { customer: undefined, outcome: 'Refunds work' } },
    then: [{ type: 'ContextEdited', changes: { outcome: 'Refunds work' } }],
  },
  {
    name: 'what was tried may be emptied',
    given: open,
    when: { type: 'EditContext', changes: { tried: '' } },
    then: [{ type: 'ContextEdited', changes: { tried: '' } }],
  },
  {
    name: 'an edit that changes nothing is refused',
    given: open,
    when: { type: 'EditContext', changes: { customer: 'Acme', tried: 'Restarted\nCleared the cache' } },
    then: { code: 'NothingChanged' },
  },
  {
    name: 'spaces from before trimming do not count as a change',
    given: [{ ...opened, customer: 'Acme ' }],
    when: { type: 'EditContext', changes: { customer: 'Acme ' } },
    then: { code: 'NothingChanged' },
  },
  ...(
    [
      ['customer', 'the customer'],
      ['problem', 'what is happening'],
      ['outcome', 'the outcome the customer needs'],
    ] as const
  ).map(
    ([key, called]): Case => ({
      name: `the ${key} cannot be emptied`,
      given: open,
      when: { type: 'EditContext', changes: { nextActions: 'Call Acme', [key]: ' ' } },
      then: { code: 'Empty', field: key, called },
    }),
  ),
  {
    name: 'nobody outside edits',
    given: open,
    when: { type: 'EditContext', changes: { customer: 'Olli' }, by: olli },
    then: { code: 'NotInSwarm' },
  },

  {
    name: 'severity changes for a reason',
    given: open,
    when: { type: 'ChangeSeverity', to: 'SEV1', reason: ' All payouts ', by: morgan },
    then: [{ type: 'SeverityChanged', from: 'SEV2', to: 'SEV1', reason: 'All payouts' }],
  },
  {
    name: 'the severity it has is no change',
    given: open,
    when: { type: 'ChangeSeverity', to: 'SEV2', reason: 'All payouts' },
    then: { code: 'SameSeverity' },
  },
  {
    name: 'a change of severity needs a reason',
    given: open,
    when: { type: 'ChangeSeverity', to: 'SEV1', reason: ' ' },
    then: { code: 'Empty', field: 'reason', called: 'the reason' },
  },
  {
    name: 'nobody outside changes severity',
    given: open,
    when: { type: 'ChangeSeverity', to: 'SEV1', reason: 'All payouts', by: olli },
    then: { code: 'NotInSwarm' },
  },
];

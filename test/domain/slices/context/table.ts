import type { Context } from '../../../../src/domain/slices/context.ts';
import { START } from '../../../support/given.ts';
import { open } from '../../tables/cast.ts';
import { CARD, EVERYWHERE, LATER, say } from '../../tables/parts.ts';
import type { SliceTable } from '../../tables/slice-table.ts';
import { contextCases } from './cases.ts';

const TRIED = [
  { text: 'Restarted', by: 'rita', at: START },
  { text: 'Cleared the cache', by: 'rita', at: START },
];

export const context: SliceTable<Context> = {
  cases: contextCases,
  evolve: {
    NoteAdded: [
      {
        name: 'what was tried: one note is one entry, however many lines it has',
        given: open,
        event: { type: 'NoteAdded', kind: 'tried', text: 'Rolled back\n Paused', by: 'sam', at: LATER },
        changes: { tried: [...TRIED, { text: 'Rolled back\n Paused', by: 'sam', at: LATER }] },
      },
      {
        name: 'what is next',
        given: open,
        event: { type: 'NoteAdded', kind: 'next', text: 'Call Acme', by: 'sam', at: LATER },
        changes: { nextActions: [{ text: 'Call Acme', by: 'sam', at: LATER }] },
      },
      {
        name: 'a plain note stands on the timeline alone',
        given: open,
        event: { type: 'NoteAdded', kind: 'note', text: 'Hm', by: 'sam' },
        changes: {},
      },
    ],
    ContextEdited: [
      {
        name: 'texts change',
        given: open,
        event: {
          type: 'ContextEdited',
          changes: { customer: 'Acme Ltd', problem: 'All fails', outcome: 'Refunds' },
        },
        changes: { customer: 'Acme Ltd', problem: 'All fails', outcome: 'Refunds' },
      },
      {
        name: 'a line that stays keeps who wrote it and when',
        given: open,
        event: {
          type: 'ContextEdited',
          changes: { tried: 'Paused\nRestarted', nextActions: 'Call Acme' },
          by: 'sam',
          at: LATER,
        },
        changes: {
          tried: [
            { text: 'Paused', by: 'sam', at: LATER },
            { text: 'Restarted', by: 'rita', at: START },
          ],
          nextActions: [{ text: 'Call Acme', by: 'sam', at: LATER }],
        },
      },
      {
        name: 'what goes on behind a mark belongs to the entry above it, which stays who wrote it',
        given: [
          ...open,
          { type: 'NoteAdded', kind: 'next', text: 'Log:\n  at a.js:1\n\n| x', by: 'sam', at: LATER },
        ],
        event: {
          type: 'ContextEdited',
          changes: { nextActions: 'Log:\n|   at a.js:1\n|\n| | x\n  Call Acme ' },
          by: 'rita',
          at: LATER + 1,
        },
        changes: {
          nextActions: [
            { text: 'Log:\n  at a.js:1\n\n| x', by: 'sam', at: LATER },
            { text: 'Call Acme', by: 'rita', at: LATER + 1 },
          ],
        },
      },
      {
        name: 'a list that is emptied is empty',
        given: open,
        event: { type: 'ContextEdited', changes: { tried: '' } },
        changes: { tried: [] },
      },
    ],
    SeverityChanged: [
      {
        name: 'the promise made stands',
        given: open,
        event: { type: 'SeverityChanged', from: 'SEV2', to: 'SEV1', reason: 'All payouts' },
        changes: { severity: 'SEV1' },
      },
    ],
  },
  react: {
    NoteAdded: [
      {
        name: 'the card and a line say so',
        given: open,
        event: { type: 'NoteAdded', kind: 'next', text: 'Call Acme' },
        effects: [CARD, say(4)],
      },
    ],
    ContextEdited: [
      {
        name: 'a new customer is shown everywhere',
        given: open,
        event: { type: 'ContextEdited', changes: { customer: 'Acme Ltd' } },
        effects: [CARD, { type: 'ShowLine' }, say(4)],
      },
    ],
    SeverityChanged: [
      {
        name: 'it is shown everywhere',
        given: open,
        event: { type: 'SeverityChanged', from: 'SEV2', to: 'SEV1', reason: 'All' },
        effects: [...EVERYWHERE, say(4)],
      },
    ],
  },
  effects: {},
  refusals: {
    SameSeverity: [{ refusal: { code: 'SameSeverity' } }],
    NothingChanged: [{ refusal: { code: 'NothingChanged' } }],
  },
};

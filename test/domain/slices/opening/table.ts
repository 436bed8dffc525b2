import type { Opening } from '../../../../src/domain/slices/opening.ts';
import { opened } from '../../tables/cast.ts';
import type { SliceTable } from '../../tables/slice-table.ts';
import { openingCases } from './cases.ts';

export const opening: SliceTable<Opening> = {
  cases: openingCases,
  evolve: {},
  react: {
    EscalationOpened: [
      {
        name: 'the channel comes first, all else waits for it',
        given: [],
        event: opened,
        effects: [{ type: 'CreateChannel', name: 'esc-7-acme-payouts-fail', isPrivate: false }],
      },
      {
        name: 'a private one gets a private channel',
        given: [],
        event: { ...opened, isPrivate: true },
        effects: [{ type: 'CreateChannel', name: 'esc-7-acme-payouts-fail', isPrivate: true }],
      },
    ],
  },
  effects: {},
  refusals: {
    TicketAlreadySwarmed: [
      {
        refusal: { code: 'TicketAlreadySwarmed', number: 3, id: 'e3', channel: 'C3', isPrivate: false },
        says: ['ESC-3', 'Join it'],
      },
      {
        refusal: { code: 'TicketAlreadySwarmed', number: 3, id: 'e3', channel: null, isPrivate: true },
        says: ['ESC-3', 'Ask a manager'],
      },
    ],
    UnknownEscalation: [{ refusal: { code: 'UnknownEscalation' }, says: ['/escalate'] }],
    AnsweredBefore: [{ refusal: { code: 'AnsweredBefore' }, says: ['Refresh'] }],
    AlreadyOpened: [{ refusal: { code: 'AlreadyOpened' } }],
    Empty: [{ refusal: { code: 'Empty', field: 'reason', called: 'the reason' }, says: ['the reason'] }],
    Outdated: [
      {
        refusal: { code: 'Outdated', called: 'The next customer update' },
        says: ['The next customer update has'],
      },
    ],
  },
};

import type { Opening } from '../../../../src/domain/slices/opening.ts';
import { hidden, open, opened, owned } from '../../tables/cast.ts';
import { tell } from '../../tables/parts.ts';
import type { SliceTable } from '../../tables/slice-table.ts';
import { openingCases } from './cases.ts';

const RIVAL = { type: 'RivalOpened', number: 9, rep: 'olli', by: null } as const;

export const opening: SliceTable<Opening> = {
  cases: openingCases,
  evolve: {
    RivalOpened: [{ name: 'nothing changes', given: hidden(open), event: RIVAL, changes: {} }],
  },
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
    RivalOpened: [
      { name: 'the owner is told', given: hidden(owned), event: RIVAL, effects: [tell('dana', 5)] },
      { name: 'without an owner, the rep is', given: hidden(open), event: RIVAL, effects: [tell('rita', 4)] },
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
        says: ['ESC-3', 'Carry on there'],
      },
    ],
    UnknownEscalation: [{ refusal: { code: 'UnknownEscalation' }, says: ['/escalate'] }],
    AnsweredBefore: [{ refusal: { code: 'AnsweredBefore' }, says: ['Refresh'] }],
    AlreadyOpened: [{ refusal: { code: 'AlreadyOpened' } }],
    Empty: [{ refusal: { code: 'Empty', field: 'reason', called: 'the reason' }, says: ['the reason'] }],
    TooLong: [{ refusal: { code: 'TooLong', field: 'text', most: 3000 }, says: ['3000 characters'] }],
    TooManyLines: [{ refusal: { code: 'TooManyLines', field: 'text', most: 300 }, says: ['300'] }],
    TooMany: [{ refusal: { code: 'TooMany', field: 'people', most: 100 }, says: ['at most 100'] }],
    TooManyEntries: [{ refusal: { code: 'TooManyEntries', most: 100 }, says: ['100', 'Edit context'] }],
    HidesHost: [{ refusal: { code: 'HidesHost', host: 'evil' }, says: ['leads to evil'] }],
    Outdated: [
      {
        refusal: { code: 'Outdated', called: 'The next customer update' },
        says: ['The next customer update has'],
      },
    ],
  },
};

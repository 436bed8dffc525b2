import { MUSTER } from '../../../../src/domain/command.ts';
import { type Case, open } from '../../tables/cast.ts';

const card = { type: 'RecordCardGone', isCurrent: true, person: 'gus', by: MUSTER } as const;

/** What becomes of the card in the channel. */
export const cardCases: readonly Case[] = [
  {
    name: 'a deleted card is noticed',
    given: open,
    when: { ...card, how: 'deleted' },
    then: [{ type: 'CardDeleted' }],
  },
  {
    name: 'a card that cannot be edited any more is noticed',
    given: open,
    when: { ...card, how: 'frozen' },
    then: [{ type: 'CardFrozen' }],
  },
  {
    name: 'a card whose pin was taken off is noticed',
    given: open,
    when: { ...card, how: 'unpinned' },
    then: [{ type: 'CardUnpinned', person: 'gus' }],
  },
  {
    name: 'a message that is not the card, or no longer, may go',
    given: open,
    when: { ...card, how: 'deleted', isCurrent: false },
    then: [],
  },
];

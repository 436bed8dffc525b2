import type { Card } from '../../../domain/slices/card.ts';
import { asksNothing, type SlackSlice } from '../../kit/slice.ts';
import { asSaid } from '../../kit/told.ts';
import { contextCard } from './card.ts';
import { escalationLine, exposedLine } from './line.ts';

export const card: SlackSlice<Card> = {
  events: {
    CardDeleted: {
      sentence: () => 'The card was deleted, so Muster posted it again.',
      ask: asksNothing,
      tell: asSaid,
    },
    CardFrozen: {
      sentence: () =>
        'Slack does not let Muster edit the card any more, so Muster posted it again and took the old one away.',
      ask: asksNothing,
      tell: asSaid,
    },
    CardUnpinned: {
      sentence: (event, write) =>
        `${event.person === null ? 'Somebody' : write(event.person)} took the pin off the card.`,
      ask: asksNothing,
      tell: asSaid,
    },
  },
  messages: {
    ShowCard: {
      called: 'the card',
      render: ({ escalation, now, names, all }) => contextCard(escalation, now, names, all.menu),
    },
    ShowLine: {
      called: 'the line in the escalations channel',
      render: ({ escalation, names, readers }) =>
        readers === 'our people' ? escalationLine(escalation, names) : exposedLine(escalation, readers),
    },
  },
  calls: { PinCard: 'the pin', ShowTopic: 'the topic' },
  commands: { RecordCardGone: 'listener' },
};

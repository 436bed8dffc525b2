import type { Event } from '../../domain/event.ts';
import { type Escalation, reference } from '../../domain/kernel/escalation.ts';
import type { Message } from '../kit/blocks.ts';
import { inMessages } from '../kit/fit.ts';
import { date, type Names } from '../kit/text.ts';
import { heading } from '../kit/words.ts';
import { entryText } from './entry.ts';

/** The whole story in order, a line for each event, in as many messages as it takes. */
export function timeline(escalation: Escalation, events: readonly Event[], names: Names): Message[] {
  const lines = events.map((event) => `${date(event.at)}  ${entryText(event, names)}`);
  const first = `${heading(escalation)}: the story so far`;
  return inMessages([`*${first}*`, ...lines]).map((blocks, index) => ({
    text: index === 0 ? first : `${reference(escalation)}, continued`,
    blocks,
  }));
}

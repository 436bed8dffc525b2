import type { Escalation, PersonId } from '../../domain/escalation.ts';
import type { Event } from '../../domain/event.ts';
import type { Message } from './blocks.ts';
import { entryText } from './entry.ts';
import type { Names } from './text.ts';

/** A direct message to somebody who has to act. */
export function tell(_escalation: Escalation, event: Event, _person: PersonId, names: Names): Message {
  return { text: entryText(event, names), blocks: [] };
}

import type { Escalation } from '../../domain/escalation.ts';
import type { Event } from '../../domain/event.ts';
import type { Message } from './blocks.ts';
import { entryText } from './entry.ts';
import type { Names } from './text.ts';

/** One line in the swarm channel. */
export function say(_escalation: Escalation, event: Event, names: Names): Message {
  return { text: entryText(event, names), blocks: [] };
}

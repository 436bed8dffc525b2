import { type Escalation, reference } from '../../domain/escalation.ts';
import type { Event } from '../../domain/event.ts';
import type { Message } from './blocks.ts';
import type { Names } from './text.ts';

/** The whole story in order, in as many messages as it takes. */
export function timeline(escalation: Escalation, _events: readonly Event[], _names: Names): Message[] {
  return [{ text: reference(escalation), blocks: [] }];
}

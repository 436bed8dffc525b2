import { type Escalation, reference } from '../../domain/escalation.ts';
import type { Event } from '../../domain/event.ts';
import type { Message } from './blocks.ts';
import type { Names } from './text.ts';

/** Asks the next owner to accept or decline. */
export function handOverOffer(
  escalation: Escalation,
  _event: Event<'HandOverOffered'>,
  _names: Names,
): Message {
  return { text: reference(escalation), blocks: [] };
}

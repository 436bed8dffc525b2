import type { Escalation } from '../../domain/escalation.ts';
import type { Instant } from '../../domain/time.ts';
import type { Message } from './blocks.ts';
import type { Names } from './text.ts';

/** The pinned card. */
export function contextCard(escalation: Escalation, _now: Instant, _names: Names): Message {
  return { text: `ESC-${escalation.number}`, blocks: [] };
}

import { type Escalation, reference } from '../../domain/escalation.ts';
import type { Instant } from '../../domain/time.ts';
import type { Message } from './blocks.ts';
import type { Names } from './text.ts';

/** Asks the communicator for the customer update. */
export function checkpointAsk(
  escalation: Escalation,
  _number: number,
  _when: 'ahead' | 'due',
  _now: Instant,
  _names: Names,
): Message {
  return { text: reference(escalation), blocks: [] };
}

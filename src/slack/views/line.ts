import { type Escalation, reference } from '../../domain/escalation.ts';
import type { Message } from './blocks.ts';
import type { Names } from './text.ts';

/** The escalation's line in the escalations channel. */
export function escalationLine(escalation: Escalation, _names: Names): Message {
  return { text: reference(escalation), blocks: [] };
}

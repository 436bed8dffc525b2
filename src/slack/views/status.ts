import { type Escalation, reference } from '../../domain/escalation.ts';
import type { Instant } from '../../domain/time.ts';
import type { Message } from './blocks.ts';
import type { Names } from './text.ts';

/** The answer to /swarm status. */
export function status(escalation: Escalation, _now: Instant, _names: Names): Message {
  return { text: reference(escalation), blocks: [] };
}

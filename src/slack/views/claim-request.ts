import { type Escalation, type PersonId, reference } from '../../domain/escalation.ts';
import type { Message } from './blocks.ts';
import type { Names } from './text.ts';

/** The direct message that asks a lead to claim. */
export function claimRequest(escalation: Escalation, _lead: PersonId, _names: Names): Message {
  return { text: reference(escalation), blocks: [] };
}

import type { EventBody } from '../event.ts';
import type { Refusal } from '../refusal.ts';

/** What becomes of a command: what happened, in order, or why nothing does. */
export type Decision = readonly EventBody[] | Refusal;

export function isRefusal(decision: Decision): decision is Refusal {
  return !Array.isArray(decision);
}

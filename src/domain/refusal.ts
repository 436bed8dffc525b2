import type { PersonId } from './kernel/escalation.ts';
import { merged, type Types } from './slices.ts';

/** Why a command changes nothing. Each is explained by a sentence or two that say what to do next. */
export type Refusal = Types['refusal'];
export type RefusalCode = Refusal['code'];

type Name = (person: PersonId) => string;

const EXPLAIN = merged<Record<RefusalCode, (refusal: Refusal, name: Name) => string>>('explain');

/**
 * The refusal in a sentence or two for the person who asked.
 * @param name how a person is written where the sentence will stand: a mention in a message, a plain name in a modal.
 */
export function explain(refusal: Refusal, name: Name): string {
  return EXPLAIN[refusal.code](refusal, name);
}

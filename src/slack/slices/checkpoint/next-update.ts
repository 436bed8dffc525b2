import type { Escalation } from '../../../domain/kernel/escalation.ts';
import type { AskLine } from '../../kit/slice.ts';
import { date } from '../../kit/text.ts';

/** Says when the customer hears from us next; asks nobody for anything yet. */
export function askNextUpdate({ checkpoint }: Escalation, number: number): AskLine | null {
  if (checkpoint === null || checkpoint.number !== number) return null;
  return { text: `Next customer update: ${date(checkpoint.dueAt)}.`, from: [] };
}

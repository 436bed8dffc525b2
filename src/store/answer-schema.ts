import { z } from 'zod';
import type { Refusal } from '../domain/refusal.ts';
import { number } from './shapes.ts';
import { REFUSALS } from './slices.ts';

/** Of the shape that answers are kept in. Raise it with a change of shape, and say in `upcast` how an older one reads. */
export const ANSWER_VERSION = 1;

/** What is kept of an answer. Of what was done only the seqs, since the timeline has the events. */
export type KeptAnswer = Done | { readonly kind: 'refused'; readonly refusal: Refusal };

type Done = {
  readonly kind: 'done';
  readonly escalation: string;
  /** seq of the last event before, and of the last one of its own. */
  readonly from: number;
  readonly to: number;
};

const seq = z.number().int().nonnegative();
const done: z.ZodType<Done> = z.object({
  kind: z.literal('done'),
  escalation: z.string(),
  from: seq,
  to: number,
});
const refused = z.object({ kind: z.literal('refused'), refusal: z.object({ code: z.string() }).loose() });

const refusals = Object.fromEntries(
  Object.entries(REFUSALS).map(([code, shape]) => [code, z.object({ code: z.literal(code), ...shape })]),
) as unknown as Record<string, z.ZodType<Refusal>>;

/** Null for one that only a newer version of Muster knows, and for a damaged one: either way it was answered. */
export function parseAnswer(version: number, kept: unknown): KeptAnswer | null {
  if (version > ANSWER_VERSION) return null;
  const data = upcast(version, kept);
  const refusal = refused.safeParse(data).data?.refusal;
  if (refusal === undefined) return done.safeParse(data).data ?? null;
  const known = Object.hasOwn(refusals, refusal.code) ? refusals[refusal.code] : undefined;
  const parsed = known?.safeParse(refusal).data;
  return parsed === undefined ? null : { kind: 'refused', refusal: parsed };
}

/** The one place where an old answer is brought to today's shape. */
function upcast(_version: number, kept: unknown): unknown {
  return kept;
}

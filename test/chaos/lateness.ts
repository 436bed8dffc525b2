import { timersOf } from '../../src/domain/timers.ts';
import type { Check } from '../support/invariants/inspect.ts';
import { firedOf } from '../support/invariants/story.ts';
import type { Tale } from '../support/invariants/tale.ts';

export type Lateness = {
  /** Of timers that fired, in ms. */
  readonly fired: readonly number[];
  /** Of timers that were overdue when something else made them pointless, in ms. */
  readonly overtaken: readonly number[];
};

/** A timer may wait for the end of an outage and for whoever finds it; later than this nobody was looking. */
const LOST_MS = 60_000;

export function latenessOf(tale: Tale): Lateness {
  const fired = firedOf(tale).flatMap(({ event, dueAt }) => (dueAt === undefined ? [] : [event.at - dueAt]));
  const spoke = new Set(firedOf(tale).map(({ event }) => event.seq));
  const overtaken = tale.steps.flatMap(({ event, before, after }) => {
    if (before === null || spoke.has(event.seq)) return [];
    const still = timersOf(after);
    return timersOf(before)
      .filter(
        ({ kind, dueAt }) =>
          dueAt < event.at && !still.some((one) => one.kind === kind && one.dueAt === dueAt),
      )
      .map(({ dueAt }) => event.at - dueAt);
  });
  return { fired, overtaken };
}

export function lateChecks(tales: readonly Tale[]): Check {
  const broken = tales.flatMap((tale) => {
    const { fired, overtaken } = latenessOf(tale);
    return [...fired, ...overtaken]
      .filter((late) => late > LOST_MS)
      .map((late) => ({ escalation: tale.number, what: `a timer was ${late} ms late` }));
  });
  const checked = tales.reduce((sum, tale) => sum + latenessOf(tale).fired.length, 0);
  return { name: 'no timer later than a minute', checked, broken };
}

/** @param share from 0 to 1 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

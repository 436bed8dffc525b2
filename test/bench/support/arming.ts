import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../../../src/domain/kernel/time.ts';

/** The machine was too slow to arm everything in time, which says nothing of lateness. */
export class ArmedTooLate extends Error {
  override name = 'ArmedTooLate';
}

/** So many times, evenly over so many ms. */
export function spread(start: Instant, count: number, ms: number): Instant[] {
  return Array.from({ length: count }, (_, index) => Math.round(start + (index * ms) / count));
}

/**
 * Resolves once as many wait in the queue as there are times.
 * @param delayed how many wait in the queue
 */
export async function armed(dueAts: readonly Instant[], delayed: () => Promise<number>): Promise<void> {
  while ((await delayed()) < dueAts.length) {
    if (Date.now() >= Math.min(...dueAts))
      throw new ArmedTooLate('not all was armed before the first was due');
    await sleep(20);
  }
}

/** @param leadMs from now until the first is due: as long as it takes to arm them all; more where that is not enough */
export async function withLead<T>(leadMs: number, once: (first: Instant) => Promise<T>): Promise<T> {
  for (let lead = leadMs; ; lead *= 2) {
    try {
      return await once(Date.now() + lead);
    } catch (error) {
      if (!(error instanceof ArmedTooLate) || lead > 32 * leadMs) throw error;
    }
  }
}

/** Looks seldom, and not before the last is due: looking is work too. False when it did not come true in time. */
export async function comesTrue(
  dueAts: readonly Instant[],
  patienceMs: number,
  condition: () => Promise<boolean>,
): Promise<boolean> {
  const last = Math.max(...dueAts);
  await sleep(Math.max(0, last - Date.now()));
  while (!(await condition())) {
    if (Date.now() > last + patienceMs) return false;
    await sleep(100);
  }
  return true;
}

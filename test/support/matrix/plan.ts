import { randomFrom } from '../random.ts';
import type { Cut, CutPoint } from './cuts.ts';

/** Before and after each point, in the order in which they came. */
export function cutsOf(points: readonly CutPoint[]): Cut[] {
  return points.flatMap((point) => [
    { ...point, when: 'before' as const },
    { ...point, when: 'after' as const },
  ]);
}

/** So many of them, the same for the same seed, still in their order. */
export function sample<T>(all: readonly T[], count: number, seed: number): T[] {
  const random = randomFrom(seed);
  return all
    .map((one, index) => ({ one, index, drawn: random.next() }))
    .sort((a, b) => a.drawn - b.drawn)
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ one }) => one);
}

export function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

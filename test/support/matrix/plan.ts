import { randomFrom } from '../random.ts';
import type { Cut, CutPoint } from './cuts.ts';

/** Before and after each point, in the order in which they came. */
export function cutsOf(points: readonly CutPoint[]): Cut[] {
  return points.flatMap((point) => [
    { ...point, when: 'before' as const },
    { ...point, when: 'after' as const },
  ]);
}

/** All of them, so many to a play, in an order that is the same for the same seed; those of one play in their own order. */
export function shuffledPlays(all: readonly Cut[], killsAPlay: number, seed: number): Cut[][] {
  const random = randomFrom(seed);
  const drawn = all.map((cut, index) => ({ cut, index, at: random.next() })).sort((a, b) => a.at - b.at);
  return Array.from({ length: Math.ceil(all.length / killsAPlay) }, (_, n) =>
    drawn
      .slice(n * killsAPlay, (n + 1) * killsAPlay)
      .sort((a, b) => a.index - b.index)
      .map(({ cut }) => cut),
  );
}

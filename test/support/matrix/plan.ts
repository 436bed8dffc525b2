import type { Cut, CutPoint } from './stage.ts';

/** Before and after each point, in the order in which they came. */
export function cutsOf(points: readonly CutPoint[]): Cut[] {
  return points.flatMap((point) => [
    { ...point, when: 'before' as const },
    { ...point, when: 'after' as const },
  ]);
}

export function seedFrom(text: string | undefined): number {
  return text === undefined ? Math.floor(Math.random() * 1e9) : Number(text);
}

/** So many of them, the same for the same seed, still in their order. */
export function sample<T>(all: readonly T[], count: number, seed: number): T[] {
  const random = mulberry(seed);
  return all
    .map((one, index) => ({ one, index, drawn: random() }))
    .sort((a, b) => a.drawn - b.drawn)
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ one }) => one);
}

export function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

/** Mulberry32: small, and the same everywhere. */
export function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

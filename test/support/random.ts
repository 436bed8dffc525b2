/** Draws that are the same for the same seed. */
export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number of these, both ends included. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  /** One of them; throws when there is none. */
  pick<T>(all: readonly T[]): T;
  /** One of them, each as often as its weight says. */
  weighted<T extends { readonly weight: number }>(all: readonly T[]): T;
};

export function seedFrom(text: string | undefined): number {
  return text === undefined || text === '' ? Math.floor(Math.random() * 1e9) : Number(text);
}

/** @param stream Different streams of one seed have nothing to do with each other. */
export function randomFrom(seed: number, stream = 0): Random {
  const next = mulberry(seed + Math.imul(stream, 0x9e3779b9));
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(all: readonly T[]): T => {
    if (all.length === 0) throw new Error('there is nothing to pick from');
    return all[between(0, all.length - 1)] as T;
  };
  return {
    next,
    between,
    pick,
    chance: (probability) => next() < probability,
    weighted(all) {
      let left = next() * all.reduce((sum, one) => sum + one.weight, 0);
      for (const one of all) {
        left -= one.weight;
        if (left < 0) return one;
      }
      return pick(all);
    },
  };
}

/** Mulberry32: small, and the same everywhere. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

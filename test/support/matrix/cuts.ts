/** A moment at which Muster can be killed: the nth of its kind since the counting began. */
export type CutPoint = {
  readonly kind: 'call' | 'commit' | 'queue';
  readonly nth: number;
  readonly name: string;
};
export type Cut = CutPoint & { readonly when: 'before' | 'after' };

export type Cuts = {
  /** Begins to count anew, with these cuts to come, one after the other. */
  arm(cuts: readonly Cut[]): void;
  /** What was counted since. */
  readonly points: readonly CutPoint[];
  /** How many cuts were made so far. */
  readonly made: number;
  /** While off, moments pass uncounted. */
  counts(on: boolean): void;
  /** Counts a moment, or finds that it is the one: then it cuts, and what waits for the promise waits for ever. */
  at(kind: CutPoint['kind'], name: string, when: Cut['when']): Promise<void> | undefined;
};

/** @param cut what to do at a cut; from then on nothing counts until told so */
export function createCuts(cut: () => void): Cuts {
  let isOn = false;
  let toCome: readonly Cut[] = [];
  let points: CutPoint[] = [];
  let made = 0;
  return {
    arm(cuts) {
      toCome = cuts;
      points = [];
    },
    get points() {
      return points;
    },
    get made() {
      return made;
    },
    counts(on) {
      isOn = on;
    },
    at(kind, name, when) {
      if (!isOn) return undefined;
      const ofKind = points.filter((one) => one.kind === kind).length;
      if (when === 'before') points.push({ kind, name, nth: ofKind });
      const nth = when === 'before' ? ofKind : ofKind - 1;
      const [next, ...others] = toCome;
      // After a kill things come in another order; a moment that has passed already is taken at the next of its kind.
      if (next === undefined || next.kind !== kind || next.when !== when || nth < next.nth) return undefined;
      toCome = others;
      made += 1;
      isOn = false;
      cut();
      return new Promise(() => {});
    },
  };
}

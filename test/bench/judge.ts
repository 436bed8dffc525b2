import type { Limit, Measured, Row } from './figure.ts';
import { median, type Spread, spread } from './statistics.ts';

export type Summary = Measured & Spread & { readonly median: number };

/** A row with what follows from it: the table prints this, and the JSON holds it. */
export type Judged = Pick<Row, 'name' | 'unit'> & {
  readonly ours: Summary;
  readonly baseline: Summary | null;
  /** Of the medians, ours / baseline; null without a baseline, or beside one of nothing. */
  readonly ratio: number | null;
  readonly limits: readonly (Limit & { readonly isMet: boolean })[];
};

export function judge({ name, unit, ours, baseline, limits }: Row): Judged {
  const our = summary(ours);
  const their = baseline && summary(baseline);
  const ratio = their && ratioOf(our.median, their.median);
  const judged = limits.map((limit) => ({
    ...limit,
    isMet: isWithin(limit, limit.of === 'ours' ? our.median : ratio),
  }));
  return { name, unit, ours: our, baseline: their, ratio, limits: judged };
}

export function isMissed({ limits }: Pick<Judged, 'limits'>): boolean {
  return limits.some((limit) => !limit.isMet);
}

function summary(measured: Measured): Summary {
  return { ...measured, median: median(measured.values), ...spread(measured.values) };
}

function ratioOf(ours: number, baseline: number): number | null {
  if (ours === baseline) return 1;
  return baseline === 0 ? null : ours / baseline;
}

/** What was not measured keeps no promise. */
function isWithin({ atMost, atLeast }: Limit, value: number | null): boolean {
  if (value === null || Number.isNaN(value)) return false;
  return value <= (atMost ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY);
}

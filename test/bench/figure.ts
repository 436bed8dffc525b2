import type { TestDatabase } from '../support/copy-database.ts';

/** Several repeats of one measurement. */
export type Measured = { readonly name: string; readonly values: readonly number[] };

export type Limit = {
  /** The ratio of medians ours / baseline, or the median of ours alone. */
  readonly of: 'ratio' | 'ours';
  readonly atMost?: number;
  readonly atLeast?: number;
};

/** One line of the table: ours beside its baseline in the same run, each by its median and spread over the repeats. */
export type Row = {
  readonly name: string;
  readonly unit: 'ms' | 's' | 'calls' | 'per s' | 'MB' | 'KB' | 'count';
  readonly ours: Measured;
  readonly baseline: Measured | null;
  /** What was promised. */
  readonly limits: readonly Limit[];
};

export type Ground = {
  /** Migrated, empty, of the caller's own; on the run's durable Postgres. */
  readonly database: () => Promise<TestDatabase>;
  readonly repeats: number;
  /** Smaller sizes, to try things out. */
  readonly isQuick: boolean;
  readonly say: (line: string) => void;
};

export type Figure = {
  readonly number: number;
  readonly title: string;
  readonly run: (ground: Ground) => Promise<Row[]>;
};

import { test } from 'vitest';
import { given } from '../../support/given.ts';
import type { Case } from './cast.ts';

/** One test per row. */
export function runTable(cases: readonly Case[]): void {
  for (const row of cases) {
    test(row.name, () => {
      const outcome = given(...row.given).when(row.when);
      if ('code' in row.then) outcome.then(row.then);
      else outcome.then(...row.then);
    });
  }
}

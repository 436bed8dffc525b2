import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/domain/kernel/decision.ts';
import { TABLES } from './slices.ts';
import { runTable } from './tables/run.ts';

describe('decide', () => {
  describe.each(Object.entries(TABLES))('%s', (_, { cases }) => runTable(cases));

  test('nothing to do is not a refusal', () => {
    expect(isRefusal([])).toBe(false);
    expect(isRefusal({ code: 'AlreadyIn' })).toBe(true);
  });
});

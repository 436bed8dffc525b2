import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/domain/kernel/decision.ts';
import { decideCases } from './tables/decide.ts';
import { runTable } from './tables/run.ts';

describe('decide', () => {
  runTable(decideCases);

  test('nothing to do is not a refusal', () => {
    expect(isRefusal([])).toBe(false);
    expect(isRefusal({ code: 'AlreadyIn' })).toBe(true);
  });
});

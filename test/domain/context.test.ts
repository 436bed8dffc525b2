import { describe, expect, test } from 'vitest';
import { contextText } from '../../src/domain/slices/context.ts';
import { stateAfter } from '../support/given.ts';
import { open } from './tables/cast.ts';

describe('context', () => {
  test('lists are edited as text, a line each', () => {
    expect(contextText(stateAfter(...open, { type: 'NoteAdded', kind: 'next', text: 'Call Acme' }))).toEqual({
      customer: 'Acme',
      problem: 'Payouts fail',
      tried: 'Restarted\nCleared the cache',
      outcome: 'Payouts work',
      nextActions: 'Call Acme',
    });
  });
});

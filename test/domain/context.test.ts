import { describe, expect, test } from 'vitest';
import { contextText } from '../../src/domain/slices/context.ts';
import { stateAfter } from '../support/given.ts';
import { open } from './tables/cast.ts';
import { contextCases } from './tables/context.ts';
import { runTable } from './tables/run.ts';

describe('context', () => {
  runTable(contextCases);

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

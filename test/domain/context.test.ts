import { describe, expect, test } from 'vitest';
import { contextText } from '../../src/domain/slices/context.ts';
import { stateAfter } from '../support/given.ts';
import { open, opened } from './tables/cast.ts';

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

  test.each([
    ['a line for each thing', 'Restarted\nAsked for logs', 2],
    ['a trace', 'TypeError: x is undefined\n    at charge (gateway.js:1:7)\n    at pay (till.js:2:3)', 1],
    ['a log', '2026-11-24 14:30:01 ERROR charge failed\n2026-11-24 14:30:02 ERROR charge failed', 1],
    ['what a fence holds', 'Ran this:\n```\nx\n```', 1],
    ['what is nested', `{\n${'  "charge": 1,\n'.repeat(8)}}`, 1],
    ['a long list', Array.from({ length: 100 }, (_, line) => `step ${line}`).join('\n'), 100],
    ['more than the list holds', Array.from({ length: 101 }, (_, line) => `step ${line}`).join('\n'), 1],
  ])('what was tried at first is %s', (_what, tried, count) => {
    expect(stateAfter({ ...opened, tried }).tried).toHaveLength(count);
  });

  test('a list that is edited stays the same list, whatever its entries hold', () => {
    const note = (text: string) => ({ type: 'NoteAdded', kind: 'next', text }) as const;
    const escalation = stateAfter(...open, note('One\n\n  two\n| three'), note('| four'), note('five\u200b'));
    const { nextActions } = contextText(escalation);
    const edited = stateAfter(...open, note('One\n\n  two\n| three'), note('| four'), note('five\u200b'), {
      type: 'ContextEdited',
      changes: { nextActions },
    });
    expect(contextText(edited).nextActions.replaceAll('\u200b', '')).toBe(
      nextActions.replaceAll('\u200b', ''),
    );
    expect(edited.nextActions).toHaveLength(3);
  });
});

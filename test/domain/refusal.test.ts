import { describe, expect, test } from 'vitest';
import { explain } from '../../src/domain/refusal.ts';
import { EXPLAINED } from './slices.ts';

/** How a sentence that says what to do next begins, or goes on after a comma. */
const ADVICE =
  /(^|[.,] |or )(Join|Use|Refresh|Reopen|Ask|ask|Add|Pick|Open|Look|Change|Please fill in|Carry on|Let|Try again)\b/;

function called(person: string): string {
  return person.charAt(0).toUpperCase() + person.slice(1);
}

describe('refusal', () => {
  test.each(EXPLAINED)('$refusal is one sentence or two that say what to do', ({ refusal, says = [] }) => {
    const text = explain(refusal, called);
    expect(text).toMatch(/^[A-Z][^.]*\.( [A-Z][^.]*\.)?$/);
    expect(text).not.toMatch(/undefined|null|\[object|NaN/);
    expect(text).toMatch(ADVICE);
    for (const part of says) expect(text).toContain(part);
  });

  test('people are written as the place wants them', () => {
    expect(explain({ code: 'OfferNotForYou', to: 'U1' }, (id) => `<@${id}>`)).toContain('<@U1>');
  });

  test('a manager who offers it to its owner is not called the owner', () => {
    expect(explain({ code: 'OfferToSelf' }, called)).not.toMatch(/\bYou own\b/);
  });
});

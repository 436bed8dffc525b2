import { expect, test } from 'vitest';
import { anyOf } from '../../src/domain/kernel/words.ts';

test.each([
  [[], ''],
  [['Dana'], 'Dana'],
  [['Dana', 'Lee'], 'Dana or Lee'],
  [['Dana', 'Lee', 'Nora'], 'Dana, Lee or Nora'],
])('any of %j', (names, text) => {
  expect(anyOf(names)).toBe(text);
});

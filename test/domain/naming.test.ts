import { describe, expect, test } from 'vitest';
import { shortTitle } from '../../src/domain/kernel/naming.ts';

describe('shortTitle', () => {
  test.each([
    ['Payouts fail', 'Payouts fail'],
    ['\n  Payouts fail  \r\nsince noon', 'Payouts fail'],
    ['', ''],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), `${'x'.repeat(59)}…`],
    ['word '.repeat(20), `${'word '.repeat(11)}word…`],
  ])('%j', (problem, title) => {
    expect(shortTitle(problem)).toBe(title);
  });

  test('no character is torn apart', () => {
    const title = shortTitle(`${'x'.repeat(58)}${'🔥'.repeat(10)}`);
    expect(title).toBe(`${'x'.repeat(58)}…`);
  });
});

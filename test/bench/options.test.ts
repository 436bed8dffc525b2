import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

const NUMBERS = [1, 2, 6];

test('without options every figure runs three times at full size', () => {
  expect(parseOptions([], NUMBERS)).toMatchObject({ only: NUMBERS, repeats: 3, isQuick: false });
});

test('figures, repeats, size and file can be chosen', () => {
  const args = ['--only', '6,1', '--repeats', '5', '--quick', '--json', 'other.json'];
  expect(parseOptions(args, NUMBERS)).toEqual({
    only: [6, 1],
    repeats: 5,
    isQuick: true,
    jsonFile: 'other.json',
    wantsHelp: false,
  });
  expect(parseOptions(['--quick'], NUMBERS).repeats).toBe(1);
});

test.each([
  [['--only', '3'], '--only takes the figures 1, 2, 6, not "3".'],
  [['--only', 'all'], '--only takes the figures 1, 2, 6, not "all".'],
  [['--repeats', '0'], '--repeats takes a whole number from 1 on, not "0".'],
  [['--fast'], "Unknown option '--fast'"],
])('%j is answered in a sentence', (args, sentence) => {
  expect(() => parseOptions(args, NUMBERS)).toThrow(sentence);
});

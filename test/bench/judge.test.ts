import { expect, test } from 'vitest';
import type { Row } from './figure.ts';
import { isMissed, judge } from './judge.ts';

const row: Row = {
  name: 'a row',
  unit: 'ms',
  ours: { name: 'ours', values: [3, 4, 100] },
  baseline: { name: 'baseline', values: [2, 1, 2] },
  limits: [],
};

test('a row is judged by its medians', () => {
  const { ours, baseline, ratio } = judge(row);
  expect(ours).toMatchObject({ median: 4, min: 3, max: 100, values: [3, 4, 100] });
  expect(baseline).toMatchObject({ median: 2, min: 1, max: 2 });
  expect(ratio).toBe(2);
});

test.each<[what: string, limit: Row['limits'][number], isMissedThen: boolean]>([
  ['a ratio within', { of: 'ratio', atMost: 2 }, false],
  ['a ratio beyond', { of: 'ratio', atMost: 1.99 }, true],
  ['ours within', { of: 'ours', atMost: 4 }, false],
  ['ours beyond', { of: 'ours', atMost: 3.9 }, true],
  ['ours too little', { of: 'ours', atLeast: 5 }, true],
  ['ours exactly', { of: 'ours', atMost: 4, atLeast: 4 }, false],
])('%s', (_, limit, isMissedThen) => {
  expect(isMissed(judge({ ...row, limits: [limit] }))).toBe(isMissedThen);
});

test('what was not measured keeps no promise', () => {
  const nothing = { name: 'nothing', values: [] };
  const limits: Row['limits'] = [{ of: 'ours', atMost: 1 }];
  expect(isMissed(judge({ ...row, ours: nothing, limits }))).toBe(true);
  expect(isMissed(judge({ ...row, baseline: null, limits: [{ of: 'ratio', atMost: 9 }] }))).toBe(true);
});

test('nothing beside nothing is as much; something beside nothing is beyond every limit', () => {
  const none = { name: 'none', values: [0] };
  expect(judge({ ...row, ours: none, baseline: none }).ratio).toBe(1);
  const something = judge({ ...row, baseline: none, limits: [{ of: 'ratio', atMost: 1_000 }] });
  expect(something.ratio).toBeNull();
  expect(isMissed(something)).toBe(true);
});

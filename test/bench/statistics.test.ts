import { expect, test } from 'vitest';
import { median, percentile, spread } from './statistics.ts';

test('the median is the middle value, or the mean of the two in the middle', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([10, 2, 1, 4])).toBe(3);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

test('a percentile is a value that was measured', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(hundred, 50)).toBe(50);
  expect(percentile(hundred, 99)).toBe(99);
  expect(percentile(hundred, 100)).toBe(100);
  expect(percentile([3, 1, 2], 99)).toBe(3);
  expect(percentile([3, 1, 2], 0)).toBe(1);
  expect(percentile([], 99)).toBeNaN();
});

test('the spread goes from the smallest to the largest, sorted as numbers', () => {
  expect(spread([10, 9, 100])).toEqual({ min: 9, max: 100 });
  expect(spread([])).toEqual({ min: Number.NaN, max: Number.NaN });
});

test('what is given is left as it was', () => {
  const values = [3, 1, 2];
  median(values);
  percentile(values, 50);
  spread(values);
  expect(values).toEqual([3, 1, 2]);
});

import { expect, test } from 'vitest';
import type { Row } from './figure.ts';
import { judge } from './judge.ts';
import { table } from './table.ts';

function lines(...rows: Row[]): string[] {
  return table(rows.map(judge)).split('\n');
}

test('ours stands beside its baseline, with ratio and verdict', () => {
  const [head, line] = lines({
    name: 'p99 at 50/s',
    unit: 'ms',
    ours: { name: 'Muster', values: [4, 3.456, 12.5] },
    baseline: { name: 'a bare Bolt app', values: [2, 2, 2] },
    limits: [
      { of: 'ratio', atMost: 1.5 },
      { of: 'ours', atMost: 50 },
    ],
  });
  expect(head?.split(/ {2,}/).slice(1)).toEqual(['ours', 'beside it', 'ratio', 'promised']);
  expect(line?.trim().split(/ {2,}/)).toEqual([
    'p99 at 50/s, ms',
    '4 (3.46–12.5)',
    '2 a bare Bolt app',
    '2×',
    '≤ 1.5× ✗',
    '≤ 50 ✓',
  ]);
});

test('a row without baseline and limits leaves their places empty', () => {
  const [, line] = lines({
    name: 'Lost',
    unit: 'count',
    ours: { name: 'Muster', values: [0, 0] },
    baseline: null,
    limits: [],
  });
  expect(line).toBe('  Lost  0');
});

test('an exact promise and a lower bound read as such', () => {
  const row: Row = {
    name: 'x',
    unit: 'calls',
    ours: { name: 'Muster', values: [5] },
    baseline: null,
    limits: [
      { of: 'ours', atMost: 5, atLeast: 5 },
      { of: 'ours', atLeast: 6 },
    ],
  };
  expect(lines(row)[1]).toMatch(/= 5 ✓ {2}≥ 6 ✗$/);
});

test('columns line up, however long a name is', () => {
  const row: Row = {
    name: 'short',
    unit: 'ms',
    ours: { name: 'o', values: [1.5] },
    baseline: null,
    limits: [],
  };
  const all = lines(row, { ...row, name: 'a much longer name' });
  expect(new Set(all.slice(1).map((line) => line.indexOf('1.50'))).size).toBe(1);
});

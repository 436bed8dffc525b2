import type { Judged, Summary } from './judge.ts';

const HEAD = ['', 'ours', 'beside it', 'ratio', 'promised'];

/** The rows of one figure as lines of text: medians, with the spread over the repeats in brackets. */
export function table(rows: readonly Judged[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells
    .map((line) => `  ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

function cellsOf({ name, unit, ours, baseline, ratio, limits }: Judged): string[] {
  return [
    unit === 'count' ? name : `${name}, ${unit}`,
    measured(ours),
    baseline === null ? '' : `${measured(baseline)} ${baseline.name}`,
    ratio === null ? '' : `${figure(ratio)}×`,
    limits.map(promised).join('  '),
  ];
}

function measured({ median, min, max }: Summary): string {
  return min === max ? figure(median) : `${figure(median)} (${figure(min)}–${figure(max)})`;
}

function promised({ of, atMost, atLeast, isMet }: Judged['limits'][number]): string {
  const sign = of === 'ratio' ? '×' : '';
  const bounds =
    atMost === atLeast
      ? [`= ${atMost}${sign}`]
      : [
          ...(atLeast === undefined ? [] : [`≥ ${atLeast}${sign}`]),
          ...(atMost === undefined ? [] : [`≤ ${atMost}${sign}`]),
        ];
  return `${bounds.join(', ')} ${isMet ? '✓' : '✗'}`;
}

/** As many decimals as tell something: 1234, 123, 12.3, 1.23. */
function figure(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

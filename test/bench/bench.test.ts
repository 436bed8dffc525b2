import { expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import type { Figure, Ground } from './figure.ts';
import { missed, runFigures, describe as tell } from './report.ts';

/** How long a round trip to the database takes, promised to be less than nothing. */
const tiny: Figure = {
  number: 99,
  title: 'A round trip',
  async run({ database, repeats }) {
    const { db, stop } = await database();
    const values: number[] = [];
    for (let turn = 0; turn < repeats; turn++) {
      const began = performance.now();
      await db.workspace.count();
      values.push(performance.now() - began);
    }
    await stop();
    const ours = { name: 'Muster', values };
    return [
      { name: 'count', unit: 'ms', ours, baseline: ours, limits: [{ of: 'ratio', atMost: 1 }] },
      { name: 'less than nothing', unit: 'ms', ours, baseline: null, limits: [{ of: 'ours', atMost: 0 }] },
    ];
  },
};

const failing: Figure = {
  number: 98,
  title: 'One that fails',
  run: () => Promise.reject(new Error('no such thing')),
};

test('a run measures, tells the promise that is not kept, and its JSON says what its table says', async () => {
  const said: string[] = [];
  const ground: Ground = {
    database: testDatabase,
    repeats: 3,
    isQuick: true,
    say: (line) => said.push(line),
  };
  const results = await runFigures([tiny, failing], ground);
  expect(missed(results)).toEqual(['figure 99: less than nothing', 'figure 98: could not be measured']);

  const [measured, broken] = JSON.parse(JSON.stringify(results)) as typeof results;
  const shown = tell(measured as (typeof results)[number]);
  expect(said).toContain(shown);
  expect(measured?.rows.map((row) => row.ours.values.length)).toEqual([3, 3]);
  const cells = shown
    .split('\n')
    .slice(2)
    .map((line) => line.trim().split(/ {2,}/));
  expect(cells.map(([name]) => name)).toEqual(['count, ms', 'less than nothing, ms']);
  for (const [index, row] of (measured?.rows ?? []).entries()) {
    expect(Number.parseFloat(cells[index]?.[1] ?? '')).toBeCloseTo(row.ours.median, 1);
    expect(cells[index]?.at(-1)).toMatch(row.limits.every((limit) => limit.isMet) ? /✓$/ : /✗$/);
  }
  expect(broken?.error).toContain('no such thing');
  expect(said.at(-1)).toContain('no such thing');
});

import { describe, expect, test } from 'vitest';
import { SLICES } from '../../src/domain/slices.ts';
import { CASES, EVOLVED, EXPLAINED, KEPT, REACTED, TABLES } from './slices.ts';

const SLICE_NAMES = Object.keys(SLICES) as (keyof typeof SLICES)[];
const ANSWERS = CASES.map((row) => row.then);

/** What the slices themselves have rows for, so that no list has to be kept here. */
function namesOf(table: 'decide' | 'evolve' | 'messages' | 'calls' | 'explain'): string[] {
  return Object.values(SLICES).flatMap((slice) => Object.keys(slice[table]));
}

function expectBoth(cases: typeof CASES, type: string): void {
  const answers = cases.filter((row) => row.when.type === type).map((row) => row.then);
  expect(answers.some((answer) => !('code' in answer) && answer.length > 0)).toBe(true);
  expect(answers.some((answer) => 'code' in answer || answer.length === 0)).toBe(true);
}

describe('the tables hold', () => {
  const own = SLICE_NAMES.flatMap((name) =>
    Object.keys(SLICES[name].decide).map((type) => [name, type] as const),
  );
  test.each(own)('in %s a %s that is accepted and one that is refused or idle', (name, type) => {
    expectBoth([...TABLES[name].cases], type);
  });

  // Decided by no slice's table.
  test.each(['OpenEscalation', 'FireTimer'])(
    'a %s that is accepted and one that is refused or idle',
    (type) => {
      expectBoth(CASES, type);
    },
  );

  test.each(namesOf('evolve'))('%s as an answer, in a state and with its effects', (type) => {
    expect(ANSWERS.some((answer) => !('code' in answer) && answer.some((one) => one.type === type))).toBe(
      true,
    );
    expect(type === 'EscalationOpened' || EVOLVED.some((row) => row.event.type === type)).toBe(true);
    expect(REACTED.some((row) => row.event.type === type)).toBe(true);
  });

  test.each([...namesOf('messages'), ...namesOf('calls')])('%s as a consequence', (type) => {
    expect(REACTED.some((row) => row.effects.some((one) => one.type === type))).toBe(true);
    expect(KEPT.some((row) => row.effect.type === type)).toBe(true);
  });

  // No decision: what had been answered in a way that only a newer version knows. See test/engine/rolling-upgrade.test.ts.
  test('AnsweredBefore explained', () => {
    expect(EXPLAINED.some((row) => row.refusal.code === 'AnsweredBefore')).toBe(true);
  });

  const decided = namesOf('explain').filter((code) => code !== 'AnsweredBefore');
  test.each(decided)('%s as an answer, explained', (code) => {
    expect(ANSWERS.some((answer) => 'code' in answer && answer.code === code)).toBe(true);
    expect(EXPLAINED.some((row) => row.refusal.code === code)).toBe(true);
  });

  test('a name of its own for every row', () => {
    const names = CASES.map((row) => row.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

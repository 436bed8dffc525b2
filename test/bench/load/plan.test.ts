import { expect, test } from 'vitest';
import { median } from '../statistics.ts';
import { type Load, planLoad, TARGETS_A_RUN } from './plan.ts';
import type { Tape } from './tape.ts';

const original = { id: 'the-escalation', channel: 'C0ORIGINAL' };
const about = { actions: [{ action_id: 'claim-ownership', value: original.id }] };

const tape: Tape = {
  original,
  ticket: '#1',
  slack: 'http://slack.example',
  targets: Array.from({ length: 3 * TARGETS_A_RUN }, (_, index) => ({
    id: `other-${index}`,
    channel: `C${index}`,
  })),
  letters: [
    { type: 'slash_commands', payload: { trigger_id: 't', response_url: 'http://slack.example/r' } },
    { type: 'interactive', payload: { type: 'block_actions', trigger_id: 't', ...about } },
    { type: 'interactive', payload: { type: 'view_submission', view: { hash: 'h', ticket: '#1' } } },
    { type: 'events_api', payload: { event_id: 'e', event: { type: 'message', channel: 'C0ORIGINAL' } } },
  ],
};

const load: Load = { tape, perSecond: 100, seconds: 10, run: 1, answersTo: 'http://here.example' };

test('so many letters a second are planned, at random times that are fixed beforehand', () => {
  const planned = planLoad(load);
  expect(planned.length).toBeGreaterThan(850);
  expect(planned.length).toBeLessThan(1_150);
  const gaps = planned.slice(1).map(({ at }, index) => at - (planned[index]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  // Of gaps between independent events half are shorter than ln 2 of the mean.
  expect(median(gaps)).toBeGreaterThan(5.5);
  expect(median(gaps)).toBeLessThan(8.5);
  expect(planLoad(load)).toEqual(planned);
});

test('every letter is for another escalation than the one recorded, and has not arrived before', () => {
  const all = [...planLoad(load), ...planLoad({ ...load, run: 2 })];
  const text = JSON.stringify(all);
  for (const recorded of [original.id, original.channel, tape.slack, '"#1"'])
    expect(text).not.toContain(recorded);
  const names = all.map(({ letter }) => {
    const { trigger_id, event_id, view } = letter.payload as Record<string, unknown>;
    return trigger_id ?? event_id ?? (view as { hash: string }).hash;
  });
  expect(new Set(names).size).toBe(all.length);
});

test('each time the tape is played it is for a fresh escalation, and each letter is as heavy as what it asks for', () => {
  const planned = planLoad(load);
  const weights = planned.map(({ weight }) => weight);
  expect(new Set(weights)).toEqual(new Set(['look', 'command', 'event']));
  const commands = weights.filter((weight) => weight === 'command').length;
  expect(commands / weights.length).toBeCloseTo(0.5, 1);
  const claims = planned.filter(({ letter }) => JSON.stringify(letter).includes('claim-ownership'));
  const claimed = claims.map(({ letter }) => /other-\d+/.exec(JSON.stringify(letter))?.[0]);
  const first = claimed.slice(0, TARGETS_A_RUN);
  expect(new Set(first).size, 'nobody claims twice while there are fresh ones').toBe(TARGETS_A_RUN);
});

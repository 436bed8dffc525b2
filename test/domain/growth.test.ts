import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../src/domain/command.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Event } from '../../src/domain/event.ts';
import { replay } from '../../src/domain/evolve.ts';
import { isRefusal } from '../../src/domain/kernel/decision.ts';
import type { Escalation } from '../../src/domain/kernel/escalation.ts';
import { MOST_ENTRIES } from '../../src/domain/kernel/limits.ts';
import { START } from '../support/given.ts';
import { commandOf, opening, type Step, steps } from './tables/walk.ts';

// The state is read, written and copied with every command: see docs/adr/0009-snapshots.md.
test('however long an escalation goes on, no list in its state grows with it', () => {
  const walks = fc.sample(steps, { numRuns: 400, seed: 11 });
  const state = live(walks.flat().filter((step) => !endsIt(step)));
  expect(state.seq).toBeGreaterThan(1_000);
  expect(state.status).not.toBe('failed');
  const lists = listsIn(state);
  expect(lists.length).toBeGreaterThan(8);
  expect(lists.filter((list) => list.length > MOST_ENTRIES)).toEqual([]);
});

/** Without its channel an escalation is over before it has begun. */
function endsIt({ want }: Step): boolean {
  return want.type === 'RecordFailure' && want.step === 'channel';
}

function live(all: readonly Step[]): Escalation {
  let state = after(null, opening(false, START));
  let now = START;
  for (const step of all) {
    now += step.wait;
    state = after(state, commandOf(step, state, now));
  }
  return state;
}

/** What a command makes of it; a refused one changes nothing. */
function after(before: Escalation | null, command: Command): Escalation {
  const decision = decide(before, command);
  const bodies = isRefusal(decision) ? [] : decision;
  const { at, by } = command;
  const events = bodies.map((body, index): Event => {
    return { ...body, escalation: 'e1', workspace: 'w1', seq: (before?.seq ?? 0) + index + 1, at, by: by.id };
  });
  const state = replay(events, before);
  if (state === null) throw new Error('nothing opened');
  return state;
}

function listsIn(value: unknown): (readonly unknown[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(listsIn);
  return Array.isArray(value) ? [value, ...inside] : inside;
}

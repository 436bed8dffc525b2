import type { EventBody } from '../../src/domain/event.ts';
import { eventsOf, type Past } from '../support/given.ts';
import type { Check } from '../support/invariants/inspect.ts';
import { type Tale, tell } from '../support/invariants/tale.ts';

/** What the tests of the checks are told with. */

export function taleOf(...past: readonly Past[]): Tale {
  const tale = tell(eventsOf(past));
  if (tale === null) throw new Error('this is no tale');
  return tale;
}

export const note = (text: string): EventBody => ({ type: 'NoteAdded', kind: 'tried', text });

/** The names of those that found something. */
export function brokenIn(checks: readonly Check[]): string[] {
  return checks.filter(({ broken }) => broken.length > 0).map(({ name }) => name);
}

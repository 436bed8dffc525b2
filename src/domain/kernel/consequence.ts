import type { Effect } from '../effect.ts';
import type { Event } from '../event.ts';
import type { DirectAsk } from '../slices/channel.ts';
import { contactOf, type Escalation, type PersonId } from './escalation.ts';
import type { AllSlices, Said } from './slice.ts';

/** Effects that follow from many events. */

export function everywhere(): Effect[] {
  return [{ type: 'ShowCard' }, { type: 'ShowTopic' }, { type: 'ShowLine' }];
}

/**
 * A line in the swarm's channel about the event.
 * @param wants from whom it wants something: without a channel they are told directly.
 */
export function say({ seq }: Event, wants: readonly (PersonId | null)[]): Said {
  return { type: 'Said', seq, wants };
}

/** For a line that everybody may read and nobody has to. */
export const NOBODY: readonly PersonId[] = [];

export function everybody(escalation: Escalation): PersonId[] {
  return escalation.swarm.map((one) => one.id);
}

export function invite({ seq }: Event, people: readonly PersonId[]): Effect[] {
  return people.length === 0 ? [] : [{ type: 'Invite', people, seq }];
}

/** Each of them once, and nobody for null. */
export function tell({ seq }: { readonly seq: number }, people: readonly (PersonId | null)[]): Effect[] {
  const known = [...new Set(people)].filter((person) => person !== null);
  return known.map((person) => ({ type: 'Tell', person, seq }));
}

/** Effects that show a question as it is now: in the channel, and in the direct messages that asked it too. */
export function inAllPlaces(
  { directAsks }: Escalation,
  effect: Extract<Effect, { readonly to?: PersonId }>,
): Effect[] {
  const direct = directAsks.filter((one) => one.seq === effect.seq);
  return [effect, ...direct.map(({ to }) => ({ ...effect, to }))];
}

/** Whoever was told that the channel has to wait sees what became of it. */
export function showDelay(escalation: Escalation): Effect[] {
  const person = contactOf(escalation);
  return escalation.delay === null || person === null ? [] : [{ type: 'ShowDelay', person }];
}

/** A question that is asked in the channel, or directly while that is lost. */
export function asked(escalation: Escalation, ask: DirectAsk, all: AllSlices): readonly DirectAsk[] {
  const { channel, directAsks } = escalation;
  return channel === null || channel.lost === null ? directAsks : askedDirectly(escalation, [ask], all);
}

/** Once a question is settled nobody looks for its messages again; so that the list does not grow for ever, it goes. */
export function askedDirectly(
  escalation: Escalation,
  added: readonly DirectAsk[],
  all: AllSlices,
): readonly DirectAsk[] {
  const questions = new Set(all.openQuestions(escalation).map((one) => ('seq' in one ? one.seq : null)));
  const open = escalation.directAsks.filter(({ seq }) => questions.has(seq));
  const isKnown = (ask: DirectAsk) => open.some(({ seq, to }) => seq === ask.seq && to === ask.to);
  return [...open, ...added.filter((ask) => !isKnown(ask))];
}

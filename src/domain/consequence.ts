import type { Effect } from './effect.ts';
import type { Escalation, PersonId } from './escalation.ts';
import type { Event } from './event.ts';

/** Effects that follow from many events. */

export function everywhere(): Effect[] {
  return [{ type: 'ShowCard' }, { type: 'ShowTopic' }, { type: 'ShowLine' }];
}

export function say(event: Event): Effect {
  return { type: 'Say', seq: event.seq };
}

export function everybody(escalation: Escalation): PersonId[] {
  return escalation.swarm.map((one) => one.id);
}

export function invite(event: Event, people: readonly PersonId[]): Effect[] {
  return people.length === 0 ? [] : [{ type: 'Invite', people, seq: event.seq }];
}

/** Each of them once, and nobody for null. */
export function tell({ seq }: Event, people: readonly (PersonId | null)[]): Effect[] {
  const known = [...new Set(people)].filter((person) => person !== null);
  return known.map((person) => ({ type: 'Tell', person, seq }));
}

export function openQuestions(escalation: Escalation): Effect[] {
  const { checkpoint, offer } = escalation;
  return [
    ...(checkpoint === null ? [] : asksOf(escalation, checkpoint.number)),
    ...offers(escalation, offer?.seq),
  ];
}

/** An open question for the customer update names its new communicator. */
export function asksAgain(escalation: Escalation, { role }: Event<'RoleGiven'>): Effect[] {
  const { asks, checkpoint } = escalation;
  const latest = role === 'communicator' && checkpoint !== null ? asks.at(-1) : undefined;
  return checkpoint === null || latest === undefined
    ? []
    : inAllPlaces(escalation, { type: 'ShowCheckpoint', number: checkpoint.number, ...latest });
}

/** The messages that ask, or asked, for this checkpoint: the latest asks, the others show what became of it. */
export function asksOf(escalation: Escalation, number: number): Effect[] {
  return escalation.asks.flatMap((ask) =>
    inAllPlaces(escalation, { type: 'ShowCheckpoint', number, ...ask }),
  );
}

export function offers(escalation: Escalation, seq: number | null | undefined): Effect[] {
  return seq == null ? [] : inAllPlaces(escalation, { type: 'ShowOffer', seq });
}

/** A question as it stands in the channel, and in the direct messages that it was asked by as well. */
function inAllPlaces(
  { directAsks }: Escalation,
  effect: Extract<Effect, { type: 'ShowOffer' | 'ShowCheckpoint' }>,
): Effect[] {
  const direct = directAsks.filter((one) => one.seq === effect.seq);
  return [effect, ...direct.map(({ to }) => ({ ...effect, to }))];
}

import { everybody, invite, openQuestions, say, tell } from './consequence.ts';
import { type Effect, isInChannel, isPossible } from './effect.ts';
import { type Channel, contactOf, type Escalation, type PersonId } from './escalation.ts';
import type { Event } from './event.ts';

/**
 * What can still be done while the channel is lost. Who would have read there that something is wanted from them is
 * written to, and what cannot be said there is reason enough to look whether the channel is back.
 */
export function withoutChannel(
  escalation: Escalation,
  { lost }: Channel,
  event: Event,
  effects: readonly Effect[],
): Effect[] {
  const possible = effects.filter((effect) => isPossible(effect, lost));
  if (possible.length === effects.length) return possible;
  const isTold = possible.some((effect) => effect.type === 'Tell');
  const isHere = (person: PersonId | null) => person === null || !escalation.departed.includes(person);
  const told = isTold ? [] : tell(event, wantedFrom(escalation, event).filter(isHere));
  return [...possible, ...told, ...(lost === 'deleted' ? [] : [REACH])];
}

export const REACH: Effect = { type: 'ReachChannel' };

/** From whom something is wanted that only a line in the channel says. */
function wantedFrom(escalation: Escalation, event: Event): (PersonId | null)[] {
  switch (event.type) {
    case 'HandOverDeclined':
      return [event.from];
    case 'OwnershipPassed':
      return [event.to];
    case 'RoleGiven':
      return event.by === event.to ? [] : [event.to];
    case 'StepFailed':
    case 'EscalationReopened':
      return [contactOf(escalation)];
    default:
      return [];
  }
}

/** Whoever raised it is told what became of the channel and what to do, and open questions go on directly. */
export function channelLost(escalation: Escalation, event: Event<'SwarmChannelLost'>): Effect[] {
  const isExposed = event.why === 'exposed';
  const hidden: Effect[] = isExposed ? [{ type: 'ShowCard' }, { type: 'ShowTopic' }] : [];
  if (escalation.status === 'resolved') return hidden;
  const { owner } = escalation;
  return [
    ...hidden,
    ...tell(event, [contactOf(escalation), isExposed ? owner : null]),
    ...openQuestions(escalation).filter((effect) => !isInChannel(effect)),
    { type: 'ShowLine' },
    // What Slack tells may be old by now.
    ...(event.person === null || event.why === 'deleted' ? [] : [REACH]),
  ];
}

/** In a new channel, or back in the old one: all as it is now. */
export function afresh(escalation: Escalation, event: Event): Effect[] {
  const shown: Effect[] = [{ type: 'ShowCard' }, ...pinOnceMore(escalation), { type: 'ShowTopic' }];
  if (escalation.status === 'resolved') return [...shown, { type: 'ShowLine' }];
  return [
    ...invite(event, everybody(escalation)),
    ...shown,
    { type: 'ShowLine' },
    say(event),
    ...openQuestions(escalation),
  ];
}

/** Whoever takes the pin off a second time means it. */
export function pinOnceMore({ status, unpinned }: Escalation): Effect[] {
  return status === 'resolved' || unpinned > 1 ? [] : [{ type: 'PinCard' }];
}

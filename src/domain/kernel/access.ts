import type { Actor } from '../command.ts';
import type { Refusal } from '../refusal.ts';
import { type Escalation, isInSwarm, type PersonId } from './escalation.ts';

/** The person who sent a command that only people send; throws for Muster itself, which would be a bug. */
export function personOf(actor: Actor): PersonId {
  if (actor.id === null) throw new Error('a person must send this command, not Muster');
  return actor.id;
}

/** The fields that decide who may see an escalation, which a row of a list has too. */
export type Visibility = {
  readonly isPrivate: boolean;
  readonly monitor: PersonId;
  readonly swarm: readonly { readonly id: PersonId }[];
};

/**
 * The one rule for who may know what an escalation is about: of a private one, the swarm and the monitor. Whoever is offered
 * ownership is in the swarm, for the offer brings them in and leaving declines it.
 */
export function maySee(escalation: Visibility, person: PersonId): boolean {
  if (!escalation.isPrivate || escalation.monitor === person) return true;
  return escalation.swarm.some((one) => one.id === person);
}

/** Asked before every other rule, so that a private swarm stays closed to whatever command is added later. */
export function refuseUnlessVisible(escalation: Escalation, actor: Actor): Refusal | null {
  return actor.id === null || maySee(escalation, actor.id) ? null : { code: 'PrivateSwarm' };
}

/** Refuses once resolved, and refuses whoever is not in the swarm; null when they may go on. */
export function refuseUnlessWorking(escalation: Escalation, actor: Actor): Refusal | null {
  return refuseUnlessOpen(escalation) ?? refuseUnlessInSwarm(escalation, actor);
}

export function refuseUnlessOpen(escalation: Escalation): Refusal | null {
  switch (escalation.status) {
    case 'open':
      return null;
    case 'resolved':
      return { code: 'AlreadyResolved' };
    case 'failed':
      return { code: 'UnknownEscalation' };
  }
}

/** The monitor watches from outside, so the monitor counts as in. */
export function refuseUnlessInSwarm(escalation: Escalation, actor: Actor): Refusal | null {
  const person = personOf(actor);
  return isInSwarm(escalation, person) || escalation.monitor === person ? null : { code: 'NotInSwarm' };
}

/** Refuses the first text with nothing in it: by the field it is in, and by the name that people know that by. */
export function refuseEmpty(
  texts: Readonly<Record<string, readonly [text: string, called: string]>>,
): Refusal | null {
  const empty = Object.entries(texts).find(([, [text]]) => text.trim() === '');
  return empty === undefined ? null : { code: 'Empty', field: empty[0], called: empty[1][1] };
}

import type { Actor } from './command.ts';
import { type Escalation, isInSwarm, maySee, type PersonId } from './escalation.ts';
import type { Refusal } from './refusal.ts';

/** The person behind a command that only people send. Muster's own commands never get here. */
export function personOf(actor: Actor): PersonId {
  if (actor.id === null) throw new Error('a person must send this command, not Muster');
  return actor.id;
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
  return escalation.status === 'open' ? null : { code: 'AlreadyResolved' };
}

/** The monitor watches from outside, so the monitor counts as in. */
export function refuseUnlessInSwarm(escalation: Escalation, actor: Actor): Refusal | null {
  const person = personOf(actor);
  return isInSwarm(escalation, person) || escalation.monitor === person ? null : { code: 'NotInSwarm' };
}

/** Refuses the first text with nothing in it, by the name that people know the field by. */
export function refuseEmpty(texts: Readonly<Record<string, string>>): Refusal | null {
  const empty = Object.entries(texts).find(([, text]) => text.trim() === '');
  return empty === undefined ? null : { code: 'Empty', field: empty[0] };
}

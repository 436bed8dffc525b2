import type { PulledTeam, Standing, SwarmMember } from '../slices/swarm.ts';
import type { Types } from '../slices.ts';

/** A Slack user id. */
export type PersonId = string;

type All<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer A) => void ? A : never;

/** An escalation as its events tell it: what each slice remembers, side by side. Only `evolve` makes one. */
export type Escalation = All<Types['state']>;

export function isInSwarm(escalation: Escalation, person: PersonId): boolean {
  return escalation.swarm.some((one) => one.id === person);
}

/** How somebody stands in the swarm: for the team that named them, as its lead rather than its specialist. */
export function memberOf(
  teams: readonly PulledTeam[],
  id: PersonId,
  otherwise: Standing = 'guest',
): SwarmMember {
  const led = teams.find((team) => team.leads.includes(id));
  if (led) return { id, as: 'lead', team: led.key };
  const worked = teams.find((team) => team.specialists.includes(id));
  return worked ? { id, as: 'specialist', team: worked.key } : { id, as: otherwise };
}

export function leadsOf(escalation: Escalation): PersonId[] {
  const leads = new Set(escalation.teams.flatMap((team) => team.leads));
  return [...leads].filter((lead) => !escalation.departed.includes(lead));
}

/** Everybody who answers for something here. */
export function rolesOf({ rep, owner, communicator, monitor }: Escalation): PersonId[] {
  return [...new Set([rep, owner, communicator, monitor])].filter((one) => one !== null);
}

/** Who is told what the swarm cannot read: the rep, or who stands in for a rep that has left the workspace, if anybody does. */
export function contactOf({ rep, communicator, owner, monitor, departed }: Escalation): PersonId | null {
  return [rep, communicator, owner, monitor].find((one) => one !== null && !departed.includes(one)) ?? null;
}

/** "ESC-7", what people call it by. */
export function reference(escalation: { readonly number: number }): string {
  return `ESC-${escalation.number}`;
}

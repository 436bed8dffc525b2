import type { Command } from '../command.ts';
import type { Effect } from '../effect.ts';
import type { EventBody } from '../event.ts';
import { personOf } from '../kernel/access.ts';
import { inAllPlaces } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import { type Escalation, isInSwarm, memberOf, type PersonId } from '../kernel/escalation.ts';
import { refuseUnlessOpen } from '../kernel/status.ts';
import type { DirectAsk } from './channel.ts';
import type { GivenRole } from './ownership.ts';
import type { Standing } from './swarm.ts';

/** Communicator and monitor: given by who may give them, and offered by whoever else wants them to change hands. */

/** Somebody who may not give the role away wants `to` to have it: `asked` decides, and until then nothing changes. */
export type RoleOffer = {
  readonly role: GivenRole;
  readonly to: PersonId;
  readonly by: PersonId;
  readonly asked: PersonId;
  /** seq of the event that made it. */
  readonly seq: number;
  /** seq of the open offer of this role that this one took the place of. */
  readonly replaces: number | null;
};

type RoleAnswer = Command<'AcceptRole' | 'DeclineRole'>;

/**
 * The holder, the owner and managers give a role away at once. What anybody else wants waits for whoever is to have it; who
 * wants it for themselves waits for the holder.
 */
export function giveRole(escalation: Escalation, command: Command<'GiveRole'>): Decision {
  const refused = refuseUnlessOpen(escalation);
  if (refused) return refused;
  const { role, to, by } = command;
  const person = personOf(by);
  const from = escalation[role];
  if (from === to) return { code: 'RoleAlreadyTheirs', person: from };
  const isUpToThem = person === from || person === escalation.owner || by.manages;
  const given: EventBody = isUpToThem
    ? roleGiven(escalation, role, to)
    : { type: 'RoleOffered', role, from, to, asked: person === to ? from : to };
  return [...bringIn(escalation, to, 'guest'), given];
}

export function acceptRole(escalation: Escalation, command: RoleAnswer): Decision {
  return answered(escalation, command, ({ role, to }) => roleGiven(escalation, role, to));
}

export function declineRole(escalation: Escalation, command: RoleAnswer): Decision {
  return answered(escalation, command, (offer) => declined(escalation, offer));
}

function answered(
  escalation: Escalation,
  command: RoleAnswer,
  event: (offer: RoleOffer) => EventBody,
): Decision {
  const closed = refuseUnlessOpen(escalation);
  if (closed) return closed;
  const offer = escalation.roleOffers.find(({ seq }) => seq === command.offer);
  if (offer === undefined) return { code: 'RoleOfferGone' };
  if (offer.asked !== personOf(command.by)) return { code: 'OfferNotForYou', to: offer.asked };
  return [event(offer)];
}

/** An open offer of the role is closed by it, whoever it was to. */
export function roleGiven(
  { roleOffers, ...escalation }: Escalation,
  role: GivenRole,
  to: PersonId,
): EventBody {
  const open = roleOffers.find((offer) => offer.role === role);
  const given = { type: 'RoleGiven', role, from: escalation[role], to } as const;
  return open === undefined ? given : { ...given, offer: open.seq };
}

function declined(escalation: Escalation, { role, to, asked, seq }: RoleOffer): EventBody {
  return { type: 'RoleDeclined', role, from: escalation[role], to, asked, offer: seq };
}

/** Whoever leaves neither takes a role nor answers for one any more. */
export function roleOffersDeclined(escalation: Escalation, person: PersonId): EventBody[] {
  const { roleOffers } = escalation;
  const theirs = roleOffers.filter(({ to, asked }) => to === person || asked === person);
  return theirs.map((offer) => declined(escalation, offer));
}

export function showRoleOffer(escalation: Escalation, seq: number | null | undefined): Effect[] {
  return seq == null ? [] : inAllPlaces(escalation, { type: 'ShowRoleOffer', seq });
}

export function openRoleOffers(escalation: Escalation): Effect[] {
  return escalation.roleOffers.flatMap(({ seq }) => showRoleOffer(escalation, seq));
}

export function unansweredRoleOffers({ roleOffers }: Escalation): DirectAsk[] {
  return roleOffers.map(({ seq, asked }) => ({ seq, to: asked }));
}

/** Whoever gets something to do here is in the swarm: for the team that named them, else as `otherwise`. */
export function bringIn(escalation: Escalation, person: PersonId, otherwise: Standing): EventBody[] {
  if (isInSwarm(escalation, person)) return [];
  return [{ type: 'PeoplePulledIn', people: [memberOf(escalation.teams, person, otherwise)], teams: [] }];
}

import { personOf, refuseEmpty, refuseUnlessOpen, refuseUnlessWorking } from './access.ts';
import type { Actor, Command } from './command.ts';
import type { Decision } from './decision.ts';
import { type Escalation, isInSwarm, leadsOf, memberOf, type PersonId, type Standing } from './escalation.ts';
import type { EventBody } from './event.ts';
import type { Refusal } from './refusal.ts';

/** Leads only, and only the first: `seq` makes sure that two claims in one instant meet the same row. */
export function claimOwnership(escalation: Escalation, command: Command<'ClaimOwnership'>): Decision {
  const person = personOf(command.by);
  const closed = refuseUnlessOpen(escalation);
  if (closed) return closed;
  if (escalation.owner === person) return { code: 'AlreadyYours' };
  if (escalation.owner !== null) {
    const ago = escalation.claimedAt === null ? null : command.at - escalation.claimedAt;
    return { code: 'AlreadyOwned', owner: escalation.owner, ago };
  }
  const leads = leadsOf(escalation);
  if (command.by.leads.length === 0 && !leads.includes(person)) return { code: 'NotALead', leads };
  return [...bringIn(escalation, person, 'lead'), { type: 'OwnershipClaimed', owner: person }];
}

/** Asked before the form is shown as well, so that nobody types in vain. */
export function refuseToOffer(escalation: Escalation, by: Actor): Refusal | null {
  const closed = refuseUnlessOpen(escalation);
  if (closed) return closed;
  const { owner } = escalation;
  return owner !== null && (owner === personOf(by) || by.manages) ? null : { code: 'NotTheOwner', owner };
}

/** The owner offers (a manager may, when the owner cannot); a newer offer replaces an open one. */
export function offerHandOver(escalation: Escalation, command: Command<'OfferHandOver'>): Decision {
  const refused = refuseToOffer(escalation, command.by);
  if (refused) return refused;
  if (command.to === escalation.owner) return { code: 'OfferToSelf' };
  const empty = refuseEmpty({ 'what is next': command.note });
  if (empty) return empty;
  return [
    ...bringIn(escalation, command.to, 'guest'),
    { type: 'HandOverOffered', to: command.to, note: command.note.trim() },
  ];
}

export function acceptHandOver(escalation: Escalation, command: Command<'AcceptHandOver'>): Decision {
  return answer(escalation, command, (from, to) => ({
    type: 'HandOverAccepted',
    from,
    to,
    offer: command.offer,
  }));
}

export function declineHandOver(escalation: Escalation, command: Command<'DeclineHandOver'>): Decision {
  return answer(escalation, command, (from, to) => ({
    type: 'HandOverDeclined',
    from,
    to,
    offer: command.offer,
  }));
}

/** Communicator or monitor: whoever has the role gives it away, and so may anybody in the swarm for somebody absent. */
export function giveRole(escalation: Escalation, command: Command<'GiveRole'>): Decision {
  const refused = refuseUnlessWorking(escalation, command.by);
  if (refused) return refused;
  const from = escalation[command.role];
  if (from === command.to) return { code: 'RoleAlreadyTheirs', person: from };
  return [
    ...bringIn(escalation, command.to, 'guest'),
    { type: 'RoleGiven', role: command.role, from, to: command.to },
  ];
}

function answer(
  escalation: Escalation,
  command: Command<'AcceptHandOver' | 'DeclineHandOver'>,
  event: (from: string, to: string) => EventBody,
): Decision {
  const person = personOf(command.by);
  const closed = refuseUnlessOpen(escalation);
  if (closed) return closed;
  const { offer, owner } = escalation;
  if (offer === null || owner === null || offer.seq !== command.offer) return { code: 'OfferGone' };
  if (offer.to !== person) return { code: 'OfferNotForYou', to: offer.to };
  return [event(owner, person)];
}

/** Whoever gets something to do here is in the swarm: for the team that named them, else as `otherwise`. */
function bringIn(escalation: Escalation, person: PersonId, otherwise: Standing): EventBody[] {
  if (isInSwarm(escalation, person)) return [];
  return [{ type: 'PeoplePulledIn', people: [memberOf(escalation.teams, person, otherwise)], teams: [] }];
}

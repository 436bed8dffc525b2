import type { Command } from '../command.ts';
import type { Effect } from '../effect.ts';
import type { EventBody } from '../event.ts';
import { personOf } from '../kernel/access.ts';
import { inAllPlaces } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import { type Escalation, isInSwarm, memberOf, type PersonId } from '../kernel/escalation.ts';
import { refuseUnlessOpen } from '../kernel/status.ts';
import type { Refusal } from '../refusal.ts';
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
  const { id, kind } = command.by;
  return answered(escalation, command, ({ role, to }) =>
    kind === 'guest' && to === id && role === 'monitor'
      ? { code: 'GuestsCannotBe', person: to, field: 'to', role }
      : roleGiven(escalation, role, to),
  );
}

export function declineRole(escalation: Escalation, command: RoleAnswer): Decision {
  return answered(escalation, command, (offer) => declined(escalation, offer));
}

function answered(
  escalation: Escalation,
  command: RoleAnswer,
  event: (offer: RoleOffer) => EventBody | Refusal,
): Decision {
  const closed = refuseUnlessOpen(escalation);
  if (closed) return closed;
  const offer = escalation.roleOffers.find(({ seq }) => seq === command.offer);
  if (offer === undefined) return { code: 'RoleOfferGone' };
  if (offer.asked !== personOf(command.by)) return { code: 'OfferNotForYou', to: offer.asked };
  const answer = event(offer);
  return 'code' in answer ? answer : [answer];
}

/** An open offer of the role is closed by it, whoever it was to. */
export function roleGiven(
  { roleOffers, ...escalation }: Escalation,
  role: GivenRole,
  to: PersonId,
): Extract<EventBody, { type: 'RoleGiven' }> {
  const open = roleOffers.find((offer) => offer.role === role);
  const given = { type: 'RoleGiven', role, from: escalation[role], to } as const;
  return open === undefined ? given : { ...given, offer: open.seq };
}

const GUEST_NOW = 'They are a guest of this workspace now, and guests own nothing.';

/**
 * Guests neither own nor watch: what somebody owned who has become one is to be claimed anew, and what they watched over
 * passes to a manager. What else they do in the swarm they go on doing.
 */
export function recordGuest(escalation: Escalation, command: Command<'RecordGuest'>): Decision {
  const { person, managers } = command;
  const { status, owner, monitor, rep, offer, departed } = escalation;
  if (status !== 'open') return [];
  const isFit = (one: PersonId | null) => one !== null && one !== person && !departed.includes(one);
  const watching = [...managers, owner, rep].find(isFit) ?? null;
  const events = roleOffersDeclined(escalation, person, 'monitor');
  if (monitor === person && watching !== null) {
    events.push({ ...roleGiven(escalation, 'monitor', watching), isGuestNow: true });
  }
  if (owner === person) {
    events.push({ type: 'OwnershipReleased', owner, reason: GUEST_NOW, offer: offer?.seq ?? null });
  } else if (offer?.to === person && owner !== null) {
    events.push({ type: 'HandOverDeclined', from: owner, to: person, offer: offer.seq });
  }
  return events;
}

function declined(escalation: Escalation, { role, to, asked, seq }: RoleOffer): EventBody {
  return { type: 'RoleDeclined', role, from: escalation[role], to, asked, offer: seq };
}

/**
 * Whoever leaves neither takes a role nor answers for one any more.
 * @param only of this role
 */
export function roleOffersDeclined(escalation: Escalation, person: PersonId, only?: GivenRole): EventBody[] {
  const { roleOffers } = escalation;
  const theirs = roleOffers.filter(
    ({ to, asked, role }) => (to === person || asked === person) && (only ?? role) === role,
  );
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

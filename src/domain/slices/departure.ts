import type { Command } from '../command.ts';
import type { EventBody } from '../event.ts';
import type { Decision } from '../kernel/decision.ts';
import {
  type Escalation,
  isInSwarm,
  leadsOf,
  memberOf,
  type PersonId,
  rolesOf,
} from '../kernel/escalation.ts';
import type { AllSlices } from '../kernel/slice.ts';
import { roleGiven } from './roles.ts';
import type { SwarmMember } from './swarm.ts';

/** Somebody has left the workspace: they are out of the swarm, and what they answered for passes to somebody who is there. */
export function recordDeparture(
  escalation: Escalation,
  command: Command<'RecordDeparture'>,
  all: AllSlices,
): Decision {
  const { person, managers, successor } = command;
  const isConcerned = isInvolved(escalation, person) || all.whenLeaving(escalation, person).length > 0;
  return isConcerned ? departures(escalation, [person], managers, all, successor) : [];
}

/**
 * What follows for these people. Nobody takes a role over in a resolved escalation, since it asks for nothing.
 * @param successor the new account of all of them, where there is one: it takes over what they had
 */
export function departures(
  escalation: Escalation,
  people: readonly PersonId[],
  managers: readonly PersonId[],
  all: AllSlices,
  successor?: PersonId,
): EventBody[] {
  const gone = people.filter((one) => !escalation.departed.includes(one));
  const unanswered = gone.flatMap((person) => all.whenLeaving(escalation, person));
  const own = successor === undefined ? {} : { successor };
  const left = gone.map((person): EventBody => ({ type: 'PersonDeparted', person, ...own }));
  const heirs = successor === undefined ? [] : heirsOf(escalation, gone, successor);
  const rep = successor !== undefined && gone.includes(escalation.rep) ? successor : escalation.rep;
  const after: Escalation = {
    ...escalation,
    rep,
    departed: [...escalation.departed, ...gone],
    swarm: [...escalation.swarm.filter((one) => !gone.includes(one.id)), ...heirs],
  };
  if (escalation.status !== 'open') return [...unanswered, ...left];
  const pulled: EventBody[] =
    heirs.length === 0 ? [] : [{ type: 'PeoplePulledIn', people: heirs, teams: [] }];
  return [...unanswered, ...left, ...pulled, ...successions(after, managers, successor ?? null)];
}

/** The new account, as the old one stood in the swarm, unless it is in already. */
function heirsOf(escalation: Escalation, gone: readonly PersonId[], successor: PersonId): SwarmMember[] {
  if (isInSwarm(escalation, successor)) return [];
  return escalation.swarm
    .filter((one) => gone.includes(one.id))
    .slice(0, 1)
    .map((one) => ({ ...one, id: successor }));
}

/** Roles of people who have left pass to people who have not; a role that nobody can take stays as it is. */
function successions(
  escalation: Escalation,
  managers: readonly PersonId[],
  successor: PersonId | null,
): EventBody[] {
  const { rep, owner, communicator, monitor, offer, swarm, departed } = escalation;
  const isGone = (person: PersonId | null) => person !== null && departed.includes(person);
  const first = (people: readonly (PersonId | null)[]) =>
    people.find((one) => one !== null && !isGone(one)) ?? null;
  const watching = isGone(monitor) ? first([successor, ...managers, rep, owner]) : monitor;
  const leads = leadsOf(escalation).filter((lead) => swarm.some((one) => one.id === lead));
  const owning = isGone(owner) ? first([successor, watching, ...leads, rep, communicator]) : owner;
  const telling = isGone(communicator) ? first([successor, rep, owning, watching]) : communicator;
  const events: EventBody[] = [];
  for (const person of new Set([owning, telling])) {
    if (person === null || isInSwarm(escalation, person) || isGone(person)) continue;
    events.push({ type: 'PeoplePulledIn', people: [memberOf(escalation.teams, person)], teams: [] });
  }
  if (watching !== null && watching !== monitor) events.push(roleGiven(escalation, 'monitor', watching));
  if (owner !== null && owning !== null && owning !== owner)
    events.push({
      type: 'OwnershipPassed',
      from: owner,
      to: owning,
      offer: offer?.to === owning ? offer.seq : null,
    });
  if (telling !== null && telling !== communicator)
    events.push(roleGiven(escalation, 'communicator', telling));
  return events;
}

function isInvolved(escalation: Escalation, person: PersonId): boolean {
  return isInSwarm(escalation, person) || [...rolesOf(escalation), ...leadsOf(escalation)].includes(person);
}

import { personOf, refuseEmpty, refuseUnlessWorking } from './access.ts';
import { refuseTime } from './checkpoint.ts';
import type { Command } from './command.ts';
import type { Decision } from './decision.ts';
import {
  type Escalation,
  isInSwarm,
  memberOf,
  type PersonId,
  type PulledTeam,
  type SwarmMember,
} from './escalation.ts';
import type { EventBody } from './event.ts';

/** One live swarm per ticket; the rep, those picked, and of each team its leads and chosen specialists are in at once. */
export function openEscalation(command: Command<'OpenEscalation'>): Decision {
  const rep = personOf(command.by);
  if (command.rival !== null) return { code: 'TicketAlreadySwarmed', ...command.rival };
  const customer = command.customer.trim();
  const problem = command.problem.trim();
  const outcome = command.outcome.trim();
  const refused =
    refuseEmpty({
      'the customer': customer,
      'the ticket': command.ticket.text,
      'what is happening': problem,
      'the outcome the customer needs': outcome,
    }) ?? refuseTime(command.promisedAt, command.at);
  if (refused) return refused;
  const { at: _at, by: _by, rival: _rival, people, promisedAt, ...facts } = command;
  const teams = newTeams([], command.teams);
  const swarm = [{ id: rep, as: 'rep' } as const, ...newcomers([rep], people, teams)];
  return [
    { ...facts, type: 'EscalationOpened', customer, problem, outcome, rep, teams, swarm },
    { type: 'CheckpointPromised', number: 1, dueAt: promisedAt },
  ];
}

export function pullIn(escalation: Escalation, command: Command<'PullIn'>): Decision {
  const refused = refuseUnlessWorking(escalation, command.by);
  if (refused) return refused;
  const present = escalation.swarm.map((one) => one.id);
  const people = newcomers(present, command.people, command.teams, escalation.teams);
  const teams = newTeams(escalation.teams, command.teams);
  return people.length === 0 && teams.length === 0
    ? { code: 'NobodyNew' }
    : [{ type: 'PeoplePulledIn', people, teams, ...whereabouts(command) }];
}

/** Anybody who may see the escalation may join its swarm, even once it is resolved: only the swarm can reopen it. */
export function joinSwarm(escalation: Escalation, command: Command<'JoinSwarm'>): Decision {
  const person = personOf(command.by);
  return isInSwarm(escalation, person)
    ? { code: 'AlreadyIn' }
    : [{ type: 'PersonJoined', person, ...whereabouts(command) }];
}

function whereabouts({ inChannel }: Command<'PullIn' | 'JoinSwarm'>): { readonly inChannel?: true } {
  return inChannel ? { inChannel } : {};
}

/**
 * Told after the fact, by Slack. The rep stays to the end and a role needs its holder, so while it is open those are
 * brought back; once it is resolved, a reopening brings them back.
 */
export function leaveSwarm(escalation: Escalation, command: Command<'LeaveSwarm'>): Decision {
  const person = personOf(command.by);
  if (!isInSwarm(escalation, person)) return [];
  const { rep, owner, communicator, offer, status } = escalation;
  if (person === rep || person === owner || person === communicator) {
    return status === 'open' ? [{ type: 'PersonReturned', person }] : [];
  }
  const answer: EventBody[] =
    owner !== null && offer?.to === person
      ? [{ type: 'HandOverDeclined', from: owner, to: person, offer: offer.seq }]
      : [];
  return [...answer, { type: 'PersonLeft', person }];
}

/** Those of the teams and people who are not in yet: leads first, then specialists, then people picked by name. */
function newcomers(
  present: readonly PersonId[],
  people: readonly PersonId[],
  teams: readonly PulledTeam[],
  known: readonly PulledTeam[] = [],
): SwarmMember[] {
  const leads = teams.flatMap((team) => team.leads);
  const specialists = teams.flatMap((team) => team.specialists);
  const ids = new Set([...leads, ...specialists, ...people]);
  return [...ids].filter((id) => !present.includes(id)).map((id) => memberOf([...teams, ...known], id));
}

function newTeams(known: readonly PulledTeam[], teams: readonly PulledTeam[]): PulledTeam[] {
  const byKey = new Map(teams.map((team) => [team.key, team]));
  return [...byKey.values()].filter((team) => !known.some((one) => one.key === team.key));
}

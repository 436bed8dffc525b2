import { personOf, refuseUnlessOpen, refuseUnlessWorking } from './access.ts';
import { refuseTime } from './checkpoint.ts';
import type { Command } from './command.ts';
import type { Decision } from './decide.ts';
import {
  type Escalation,
  isInSwarm,
  maySee,
  type PersonId,
  type PulledTeam,
  type SwarmMember,
} from './escalation.ts';

/** One live swarm per ticket; the rep, those picked, and of each team its leads and chosen specialists are in at once. */
export function openEscalation(command: Command<'OpenEscalation'>): Decision {
  const rep = personOf(command.by);
  if (command.rival !== null) return { code: 'TicketAlreadySwarmed', ...command.rival };
  const empty = firstEmpty({
    'the customer': command.customer,
    'the ticket': command.ticket.text,
    'what is happening': command.problem,
    'the outcome the customer needs': command.outcome,
  });
  if (empty !== null) return { code: 'Empty', field: empty };
  const time = refuseTime(command.promisedAt, command.at);
  if (time) return time;
  const { at: _at, by: _by, rival: _rival, people, promisedAt, ...facts } = command;
  const swarm = [{ id: rep, as: 'rep' } as const, ...newcomers([rep], people, command.teams)];
  return [
    { ...facts, type: 'EscalationOpened', rep, swarm },
    { type: 'CheckpointPromised', number: 1, dueAt: promisedAt },
  ];
}

export function pullIn(escalation: Escalation, command: Command<'PullIn'>): Decision {
  const refused = refuseUnlessWorking(escalation, command.by);
  if (refused) return refused;
  const present = escalation.swarm.map((one) => one.id);
  const people = newcomers(present, command.people, command.teams);
  const known = new Set(escalation.teams.map((team) => team.key));
  const teams = command.teams.filter((team) => !known.has(team.key));
  return people.length === 0 && teams.length === 0
    ? { code: 'NobodyNew' }
    : [{ type: 'PeoplePulledIn', people, teams }];
}

/** Anybody may join a public swarm; a private one only whoever it names already. */
export function joinSwarm(escalation: Escalation, command: Command<'JoinSwarm'>): Decision {
  const person = personOf(command.by);
  const closed = refuseUnlessOpen(escalation);
  if (closed) return closed;
  if (isInSwarm(escalation, person)) return { code: 'AlreadyIn' };
  return maySee(escalation, person) ? [{ type: 'PersonJoined', person }] : { code: 'PrivateSwarm' };
}

/** Told after the fact, by Slack. The rep stays to the end and a role needs its holder, so those are brought back. */
export function leaveSwarm(escalation: Escalation, command: Command<'LeaveSwarm'>): Decision {
  const person = personOf(command.by);
  if (escalation.status !== 'open' || !isInSwarm(escalation, person)) return [];
  const needed = [escalation.rep, escalation.owner, escalation.communicator];
  return needed.includes(person) ? [{ type: 'PersonReturned', person }] : [{ type: 'PersonLeft', person }];
}

function newcomers(
  present: readonly PersonId[],
  people: readonly PersonId[],
  teams: readonly PulledTeam[],
): SwarmMember[] {
  const found = new Map<PersonId, SwarmMember>();
  const add = (member: SwarmMember) => {
    if (!present.includes(member.id) && !found.has(member.id)) found.set(member.id, member);
  };
  for (const team of teams) for (const id of team.leads) add({ id, as: 'lead', team: team.key });
  for (const team of teams) for (const id of team.specialists) add({ id, as: 'specialist', team: team.key });
  for (const id of people) add({ id, as: 'guest' });
  return [...found.values()];
}

function firstEmpty(fields: Readonly<Record<string, string>>): string | null {
  return Object.entries(fields).find(([, text]) => text.trim() === '')?.[0] ?? null;
}

import type { Command } from '../domain/command.ts';
import { type Escalation, rolesOf } from '../domain/escalation.ts';
import { channelName, shortTitle, ticketOf } from '../domain/naming.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { Transaction } from '../store/client.ts';
import { actorOf, departedOf, managers, playbookByKey, pulledTeams } from '../store/facts.ts';
import { nextNumber } from '../store/locks.ts';
import { escalationOfCard } from '../store/posts.ts';
import { liveByTicket } from '../store/queries.ts';
import type { Engine } from './engine.ts';
import type { OpenRequest, Request } from './request.ts';

/** The request as a command: with what the roster and the other escalations say of it in this transaction. */
export async function prepare(
  tx: Transaction,
  engine: Pick<Engine, 'channelPattern'>,
  request: Request,
  escalation: Escalation | null,
  at: Instant,
): Promise<Command | Refusal> {
  if (request.type === 'OpenEscalation') return prepareOpening(tx, engine, request, at);
  const { workspace, escalation: _id, ...body } = request;
  const by = await actorOf(tx, workspace, request.by);
  switch (body.type) {
    case 'PullIn':
      return { ...body, at, by, teams: await pulledTeams(tx, workspace, body.teams) };
    case 'Reopen': {
      const key = escalation?.status === 'resolved' ? escalation.ticket.key : null;
      const rival = key === null ? null : await liveByTicket(tx, workspace, key);
      const roles = escalation === null ? [] : rolesOf(escalation);
      const departed = await departedOf(tx, workspace, roles);
      return { ...body, at, by, rival, departed, managers: await managers(tx, workspace) };
    }
    case 'RecordDeparture':
      return { ...body, at, by, managers: await managers(tx, workspace) };
    case 'RecordCardGone': {
      const { type, how, person } = body;
      const isCurrent = (await escalationOfCard(tx, workspace, body)) === request.escalation;
      return { type, how, person, at, by, isCurrent };
    }
    default:
      return { ...body, at, by };
  }
}

async function prepareOpening(
  tx: Transaction,
  { channelPattern }: Pick<Engine, 'channelPattern'>,
  request: OpenRequest,
  at: Instant,
): Promise<Command | Refusal> {
  const { workspace, playbook: key, people, ...facts } = request;
  const playbook = await playbookByKey(tx, workspace, key);
  if (playbook === null) return { code: 'Empty', field: 'the trigger' };
  const { trigger: name, kind, outcome, cadence, claimWithin } = playbook;
  const by = await actorOf(tx, workspace, request.by);
  const teams = await pulledTeams(tx, workspace, request.teams);
  const [monitor = request.by] = await managers(tx, workspace);
  // From here on others who open in this workspace wait, so this comes last.
  const number = await nextNumber(tx, workspace);
  const ticket = ticketOf(request.ticket);
  const title = shortTitle(request.problem);
  return {
    ...facts,
    at,
    by,
    number,
    ticket,
    trigger: { playbook: key, name, kind, outcome, cadence, claimWithin },
    monitor,
    teams,
    people,
    channelName: channelName(channelPattern, { number, customer: request.customer, title }),
    rival: await liveByTicket(tx, workspace, ticket.key),
  };
}

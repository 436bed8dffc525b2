import type { Actor, Command } from '../domain/command.ts';
import { type Escalation, rolesOf } from '../domain/kernel/escalation.ts';
import { shortTitle } from '../domain/kernel/naming.ts';
import { isOver } from '../domain/kernel/status.ts';
import { isNoTicket, keyOfNone, ticketOf } from '../domain/kernel/ticket.ts';
import { searchFor, searchToReopen } from '../domain/kernel/ticket-search.ts';
import type { Instant } from '../domain/kernel/time.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Reader } from '../store/client.ts';
import { departedOf, liveByTicket, managers, openingFacts, pulledTeams } from '../store/facts.ts';
import { escalationOfCard } from '../store/posts/read.ts';
import { channelName } from './channel-name.ts';
import type { Engine } from './engine.ts';
import type { OpenRequest, Request } from './request.ts';

/** The request as a command: with what the roster and the other escalations say of it in this transaction. */
export async function prepare(
  reader: Reader,
  request: Exclude<Request, OpenRequest>,
  escalation: Escalation | null,
  { at, by }: { readonly at: Instant; readonly by: Actor },
): Promise<Command> {
  const { workspace, escalation: _id, ...body } = request;
  switch (body.type) {
    case 'PullIn':
      return { ...body, at, by, teams: await pulledTeams(reader, workspace, body.teams) };
    case 'Reopen': {
      const ticket = escalation !== null && isOver(escalation) ? escalation.ticket : null;
      const rival =
        ticket === null ? null : await liveByTicket(reader, workspace, searchToReopen(ticket), by.id);
      const roles = escalation === null ? [] : rolesOf(escalation);
      const departed = await departedOf(reader, workspace, roles);
      return { ...body, at, by, rival, departed, managers: await managers(reader, workspace) };
    }
    case 'RecordDeparture':
    case 'RecordGuest':
      return { ...body, at, by, managers: await managers(reader, workspace) };
    case 'RecordCardGone': {
      const { type, how, person } = body;
      const isCurrent = (await escalationOfCard(reader, workspace, body)) === request.escalation;
      return { type, how, person, at, by, isCurrent };
    }
    default:
      return { ...body, at, by };
  }
}

export async function prepareOpening(
  reader: Reader,
  { channelPattern, clock }: Pick<Engine, 'channelPattern' | 'clock'>,
  request: OpenRequest,
): Promise<{ readonly command: Command<'OpenEscalation'>; readonly hidden: readonly string[] } | Refusal> {
  const { workspace: _workspace, playbook: key, people, ...facts } = request;
  const ticket = ticketOf(request.ticket);
  const known = await openingFacts(reader, clock, { ...request, ticket: searchFor(ticket) });
  const { now: at, by, playbook, teams, managers, number, rival, hidden } = known;
  if (playbook === null) return { code: 'Empty', field: 'playbook', called: 'the trigger' };
  const { trigger: name, kind, outcome, cadence, claimWithin } = playbook;
  const [monitor = request.by] = managers;
  const title = shortTitle(request.problem);
  const command: Command<'OpenEscalation'> = {
    ...facts,
    at,
    by,
    number,
    ticket: isNoTicket(ticket) && ticket.text !== '' ? { ...ticket, key: keyOfNone(number) } : ticket,
    trigger: { playbook: key, name, kind, outcome, cadence, claimWithin },
    monitor,
    teams,
    people,
    channelName: channelName(channelPattern, { number, customer: request.customer, title }),
    rival,
  };
  return { command, hidden };
}

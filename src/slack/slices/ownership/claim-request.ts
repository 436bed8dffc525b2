import { maySee } from '../../../domain/kernel/access.ts';
import { type Escalation, isInSwarm, type PersonId, reference } from '../../../domain/kernel/escalation.ts';
import { isOver } from '../../../domain/kernel/status.ts';
import { line, type Message } from '../../kit/blocks.ts';
import { cutLine, type Names, plain, quote } from '../../kit/text.ts';
import {
  channelState,
  heading,
  LOCK,
  mayRead,
  STATUS_WORDS,
  severityMark,
  ticketLink,
} from '../../kit/words.ts';
import { join } from '../swarm/join.ts';
import { claim } from './buttons.ts';

/** The direct message that asks a lead to claim; once somebody has, it says who: not who owns it, which changes later. */
export function claimRequest(escalation: Escalation, lead: PersonId, names: Names): Message {
  const { id, owner, status } = escalation;
  if (status === 'failed')
    return line(`${about(escalation, lead)}: its channel could not be opened. Nothing to do.`);
  if (isOver(escalation)) {
    return line(`${about(escalation, lead)} is ${STATUS_WORDS[status].toLowerCase()}. Nothing to do.`);
  }
  if (owner === lead) return line(`You claimed ${about(escalation, lead)}.${where(escalation, lead)}`);
  if (owner !== null) {
    return line(`${plain(names)(owner)} claimed ${about(escalation, lead)}.${where(escalation, lead)}`);
  }
  const isIn = isInSwarm(escalation, lead);
  // Whoever may not see a private escalation may not claim it either.
  const may = maySee(escalation, lead);
  return line(ask(escalation, lead, names), [
    ...(may ? [claim.block(id)] : []),
    ...(may && !isIn ? [join.block(id)] : []),
  ]);
}

function ask(escalation: Escalation, lead: PersonId, names: Names): string {
  const { problem, rep, severity, ticket, trigger } = escalation;
  const wanted = `${about(escalation, lead)} needs an owner.${where(escalation, lead)}`;
  if (!mayRead(escalation, lead)) return wanted;
  return [
    wanted,
    `${severityMark(severity)} · ${cutLine(trigger.name, 300)} · Ticket ${ticketLink(ticket)} · Rep: ${plain(names)(rep)}`,
    quote(problem, 600),
  ].join('\n');
}

function about(escalation: Escalation, lead: PersonId): string {
  if (mayRead(escalation, lead)) return `*${heading(escalation)}*`;
  return `${LOCK} *${reference(escalation)}* (private, ${severityMark(escalation.severity)})`;
}

function where(escalation: Escalation, lead: PersonId): string {
  const { channel } = escalation;
  return channel === null || !mayRead(escalation, lead) ? '' : ` Open ${channelState(channel)}.`;
}

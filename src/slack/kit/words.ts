import type { Escalation, PersonId } from '../../domain/kernel/escalation.ts';
import { isInSwarm, reference } from '../../domain/kernel/escalation.ts';
import { hiddenHost } from '../../domain/kernel/link.ts';
import type { Kind, Severity } from '../../domain/kernel/playbook.ts';
import { isOver } from '../../domain/kernel/status.ts';
import { isNoTicket, numberOf } from '../../domain/kernel/ticket.ts';
import { type Instant, MINUTE } from '../../domain/kernel/time.ts';
import type { Channel } from '../../domain/slices/channel.ts';
import type { Medium } from '../../domain/slices/checkpoint.ts';
import type { Ticket } from '../../domain/slices/opening.ts';
import type { Status } from '../../domain/slices/resolution.ts';
import { channelLink, cutLine, cutPlain, date, escapeLink, escapeText } from './text.ts';

/** "over what" as it stands in a sentence, and as a choice. */
export const OVER: Readonly<Record<Medium, string>> = {
  ticket: 'in the ticket',
  email: 'by email',
  phone: 'by phone',
  chat: 'in chat',
  meeting: 'in a meeting',
};

export const MEDIUM_NAMES: Readonly<Record<Medium, string>> = {
  ticket: 'Ticket',
  email: 'Email',
  phone: 'Phone',
  chat: 'Chat',
  meeting: 'Meeting',
};

export const KIND_NAMES: Readonly<Record<Kind, string>> = {
  functional: 'functional',
  hierarchical: 'hierarchical',
};

export const KIND_MEANINGS: Readonly<Record<Kind, string>> = {
  functional: 'it needs somebody’s knowledge',
  hierarchical: 'it needs somebody’s authority',
};

export const LOCK = '🔒';
export const WARNING = '⚠️';

const CIRCLES: Readonly<Record<Severity, string>> = { SEV1: '🔴', SEV2: '🟠', SEV3: '🟡', SEV4: '⚪' };

export function severityMark(severity: Severity): string {
  return `${CIRCLES[severity]} ${severity}`;
}

/** "ESC-7 · Acme", escaped, with a lock when private. */
export function heading(escalation: Escalation): string {
  const lock = escalation.isPrivate ? `${LOCK} ` : '';
  return `${lock}${reference(escalation)} · ${cutLine(escalation.customer, 400)}`;
}

/** The swarm's channel, with what is wrong with it. */
export function channelState({ id, lost }: Channel): string {
  switch (lost) {
    case null:
      return channelLink(id);
    case 'archived':
      return `${channelLink(id)} (archived)`;
    case 'removed':
      return `${channelLink(id)} (Muster is not in it)`;
    case 'exposed':
      return `${channelLink(id)} (no longer private)`;
    case 'deleted':
      return '(its channel was deleted)';
  }
}

/** Says which escalation a question is about, where no channel does. */
export function headed(escalation: Escalation, text: string): string {
  return `*${heading(escalation)}*: ${text}`;
}

/** "ESC-7 · Acme" for plain_text. */
export function plainHeading(escalation: Escalation): string {
  const lock = escalation.isPrivate ? `${LOCK} ` : '';
  return `${lock}${reference(escalation)} · ${cutPlain(escalation.customer, 80)}`;
}

/** The ticket as a link where it is an honest one; at most 1,000 characters. */
export function ticketLink(ticket: Ticket): string {
  if (isNoTicket(ticket)) return 'None';
  const label = cutPlain(numberOf(ticket) ?? ticket.text, 80);
  const url = escapeLink(ticket.url ?? '');
  if (url.length > 600 || !/^https?:\/\/[^\s<>|]+$/i.test(ticket.url ?? '')) return escapeText(label);
  const host = hiddenHost(ticket.url ?? '');
  return host === null
    ? `<${url}|${escapeText(label)}>`
    : `${escapeText(label)} (a link to ${escapeText(host)})`;
}

/**
 * Whether this person may read in a message what the escalation is about. Narrower than `maySee`: what stands in a
 * direct message stays there, so a private one tells only those in its swarm.
 */
export function mayRead(escalation: Escalation, person: PersonId): boolean {
  return !escalation.isPrivate || isInSwarm(escalation, person);
}

/** How it stands as a whole, in a word. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  open: 'Open',
  resolved: 'Resolved',
  withdrawn: 'Withdrawn',
  failed: 'Not opened',
};

export type DueState = 'promised' | 'soon' | 'due' | 'overdue' | 'over' | 'none';

/** How the next customer update stands. Past its minute it is overdue, even before that is on the timeline. */
export function dueState(escalation: Escalation, now: Instant): DueState {
  if (isOver(escalation)) return 'over';
  const { checkpoint } = escalation;
  if (checkpoint === null) return 'none';
  if (checkpoint.missed || now >= checkpoint.dueAt + MINUTE) return 'overdue';
  if (checkpoint.asked === 'due' || now >= checkpoint.dueAt) return 'due';
  return checkpoint.asked === 'ahead' ? 'soon' : 'promised';
}

/** The next customer update in a few words, with its time in the reader's zone. */
export function nextUpdate(escalation: Escalation, now: Instant): string {
  const dueAt = escalation.checkpoint?.dueAt ?? 0;
  switch (dueState(escalation, now)) {
    case 'over':
      return STATUS_WORDS[escalation.status];
    case 'none':
      return 'None promised yet';
    case 'promised':
      return date(dueAt, 'away');
    case 'soon':
      return date(dueAt, 'away', 'Due soon:');
    case 'due':
      return date(dueAt, 'away', 'Due now:');
    case 'overdue':
      return `${WARNING} ${date(dueAt, 'away', 'Overdue:')}`;
  }
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

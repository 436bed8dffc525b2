import type { Button } from '@slack/types';
import { type Escalation, isInSwarm, leadsOf, type PersonId, reference } from '../../domain/escalation.ts';
import type { Event } from '../../domain/event.ts';
import { ACTIONS, target } from '../ids.ts';
import { button, line, type Message } from './blocks.ts';
import { entryText } from './entry.ts';
import { channelLink, date, listWithin, type Names, plain } from './text.ts';
import { heading, LOCK, mayRead, severityMark, WARNING } from './words.ts';

/** A direct message about an event to somebody who has to act on it. */
export function tell(escalation: Escalation, event: Event, person: PersonId, names: Names): Message {
  switch (event.type) {
    case 'ClaimOverdue':
      return line(
        `${about(escalation, person)}: ${unclaimed(escalation, names)}`,
        buttons(escalation, person),
      );
    case 'CheckpointMissed':
      return line(
        `${about(escalation, person)}: ${missed(escalation, event, names)}`,
        buttons(escalation, person),
      );
    default:
      return line(
        mayRead(escalation, person)
          ? `${about(escalation, person)}: ${entryText(event, names)}`
          : about(escalation, person),
      );
  }
}

function unclaimed(escalation: Escalation, names: Names): string {
  const { openedAt, owner } = escalation;
  const write = plain(names);
  const late = `${WARNING} nobody claimed ownership in time. It was opened ${date(openedAt, 'full')}.`;
  if (owner !== null) return `${late} By now ${write(owner)} has claimed it.`;
  const leads = listWithin(leadsOf(escalation).map(write), 800);
  return leads === ''
    ? `${late} No team with leads has been pulled in yet, so please add one.`
    : `${late} Please find an owner. Its leads: ${leads}.`;
}

function missed(escalation: Escalation, event: Event<'CheckpointMissed'>, names: Names): string {
  const late = `${WARNING} the customer update promised ${date(event.dueAt, 'away', 'for')} was not given.`;
  const { checkpoint } = escalation;
  if (checkpoint?.number !== event.number) return `${late} It has been given by now.`;
  return `${late} Please make sure that the customer hears from us. Communicator: ${plain(names)(escalation.communicator)}.`;
}

function about(escalation: Escalation, person: PersonId): string {
  const severity = severityMark(escalation.severity);
  if (!mayRead(escalation, person)) return `${LOCK} *${reference(escalation)}* (private, ${severity})`;
  const channel = escalation.channel === null ? '' : ` ${channelLink(escalation.channel.id)}`;
  return `*${heading(escalation)}* (${severity})${channel}`;
}

function buttons(escalation: Escalation, person: PersonId): Button[] {
  if (escalation.status === 'resolved' || !mayRead(escalation, person)) return [];
  return isInSwarm(escalation, person) ? [] : [button('Join', ACTIONS.join, target(escalation.id))];
}

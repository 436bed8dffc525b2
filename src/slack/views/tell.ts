import type { Button } from '@slack/types';
import {
  type Escalation,
  isInSwarm,
  type Loss,
  leadsOf,
  type PersonId,
  reference,
} from '../../domain/escalation.ts';
import type { Event } from '../../domain/event.ts';
import { ACTIONS, target } from '../ids.ts';
import { button, line, type Message } from './blocks.ts';
import { entryText } from './entry.ts';
import { askAfter } from './say.ts';
import { channelLink, date, listWithin, type Names, plain } from './text.ts';
import { channelState, heading, LOCK, mayRead, severityMark, WARNING } from './words.ts';

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
    case 'SwarmChannelLost':
      return lost(escalation, event, person, names);
    default:
      return told(escalation, event, person, names);
  }
}

/** What a line in the channel says, with what is wanted of its reader. */
function told(escalation: Escalation, event: Event, person: PersonId, names: Names): Message {
  const ask = escalation.status === 'open' ? askAfter(escalation, event) : null;
  if (!mayRead(escalation, person))
    return line([about(escalation, person), ask?.text ?? ''].join(' ').trim());
  const text = `${about(escalation, person)}: ${entryText(event, names)} ${ask?.text ?? ''}`.trim();
  const isNewChannel = event.type === 'StepFailed' && event.step === 'new-channel';
  return line(text, isNewChannel ? newChannel(escalation) : ask?.buttons);
}

/** Whoever raised it learns how to bring the channel back, and what Muster does until then. */
function lost(
  escalation: Escalation,
  event: Event<'SwarmChannelLost'>,
  person: PersonId,
  names: Names,
): Message {
  const { channel, isPrivate, status } = escalation;
  const what = `${about(escalation, person)}: ${WARNING} ${entryText(event, names)}`;
  if (status === 'resolved' || channel === null || channel.lost === null) return line(what);
  const where = channelLink(channel.id);
  const meanwhile =
    'Until then Muster writes to people directly, and the promise to the customer stands. Nothing is forgotten.';
  return line(`${what} ${WAY_BACK[event.why](where, isPrivate)} ${meanwhile}`, newChannel(escalation));
}

const INVITE = '`/invite @Muster`';

const WAY_BACK: Readonly<Record<Loss, (where: string, isPrivate: boolean) => string>> = {
  archived: (where, isPrivate) =>
    `To go on there, un-archive ${where}${isPrivate ? ` and type ${INVITE} in it` : ''}. Or open a new channel.`,
  deleted: () => 'Open a new channel, so that everybody can go on.',
  removed: (where) =>
    `To bring it back, type ${INVITE} in ${where}. If that channel is gone, open a new one.`,
  exposed: (where) =>
    `Muster has taken the details off the card and says nothing more there. Make ${where} private again and end its sharing, or open a new channel. What was said there before can still be read: delete what must not be.`,
};

function newChannel(escalation: Escalation): Button[] {
  const { channel, id, status } = escalation;
  if (status === 'resolved' || channel === null || channel.lost === null || channel.isReplaced) return [];
  return [button('Open a new channel', ACTIONS.newChannel, target(id))];
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
  const channel = escalation.channel === null ? '' : ` ${channelState(escalation.channel)}`;
  return `*${heading(escalation)}* (${severity})${channel}`;
}

function buttons(escalation: Escalation, person: PersonId): Button[] {
  if (escalation.status === 'resolved' || !mayRead(escalation, person)) return [];
  return isInSwarm(escalation, person) ? [] : [button('Join', ACTIONS.join, target(escalation.id))];
}

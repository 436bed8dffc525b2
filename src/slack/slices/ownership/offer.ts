import type { Button } from '@slack/types';
import type { Event } from '../../../domain/event.ts';
import { type Escalation, isInSwarm } from '../../../domain/kernel/escalation.ts';
import { isOver } from '../../../domain/kernel/status.ts';
import { line, type Message } from '../../kit/blocks.ts';
import { mention, type Names, plain, quote } from '../../kit/text.ts';
import { headed, STATUS_WORDS } from '../../kit/words.ts';
import { acceptHandOver, declineHandOver } from './buttons.ts';

/**
 * Asks the next owner to accept or decline; afterwards what came of it, without mentioning anybody.
 * @param isDirect whether it is a direct message, where no channel says what it is about.
 */
export function handOverOffer(
  escalation: Escalation,
  event: Event<'HandOverOffered'>,
  names: Names,
  isDirect = false,
): Message {
  const { id, offer, status } = escalation;
  const said = (text: string, buttons?: Button[]) =>
    line(isDirect ? headed(escalation, text) : text, buttons);
  const write = plain(names);
  const by = event.by === null ? 'Muster' : write(event.by);
  const note = quote(event.note, 2000);
  if (status === 'open' && offer?.seq === event.seq) {
    return said(
      `${mention(event.to)}, ${by} asks you to take over ownership. Until you accept, ${stays(escalation, names)} stays the owner. What is next:\n${note}`,
      [acceptHandOver.block(id, event.seq), declineHandOver.block(id, event.seq)],
    );
  }
  return said(
    `${by} offered ownership to ${write(event.to)}. ${outcome(escalation, event, names)} What was next:\n${note}`,
  );
}

function stays({ owner }: Escalation, names: Names): string {
  return owner === null ? 'nobody' : plain(names)(owner);
}

function outcome(escalation: Escalation, event: Event<'HandOverOffered'>, names: Names): string {
  const { claimedAt, offer, owner, status } = escalation;
  const to = plain(names)(event.to);
  if (owner === event.to) return `${to} accepted and is the owner now.`;
  if (offer !== null && offer.seq !== event.seq) return 'A newer offer has taken its place.';
  if (isOver(escalation))
    return `The escalation was ${STATUS_WORDS[status].toLowerCase()} before it was answered.`;
  if (!isInSwarm(escalation, event.to)) return `${to} has left the swarm, so the offer is gone.`;
  // Ownership that is older than the offer has not moved since: it was declined.
  if (claimedAt !== null && claimedAt <= event.at)
    return `${to} declined, so ${stays(escalation, names)} stays the owner.`;
  return `It is closed; ${stays(escalation, names)} is the owner now.`;
}

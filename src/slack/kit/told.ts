import { type Escalation, type PersonId, reference } from '../../domain/kernel/escalation.ts';
import { line, type Message } from './blocks.ts';
import type { Told } from './slice.ts';
import { channelState, heading, LOCK, mayRead, severityMark } from './words.ts';

/** What a line in the channel says, with what is wanted of its reader. */
export function asSaid<E>({ escalation, person, sentence, ask }: Told<E>): Message {
  if (!mayRead(escalation, person))
    return line([about(escalation, person), ask?.text ?? ''].join(' ').trim());
  return line(`${about(escalation, person)}: ${sentence} ${ask?.text ?? ''}`.trim(), ask?.buttons);
}

/** Which escalation a direct message is about: of a private one no more than that, to who is not in it. */
export function about(escalation: Escalation, person: PersonId): string {
  const severity = severityMark(escalation.severity);
  if (!mayRead(escalation, person)) return `${LOCK} *${reference(escalation)}* (private, ${severity})`;
  const channel = escalation.channel === null ? '' : ` ${channelState(escalation.channel)}`;
  return `*${heading(escalation)}* (${severity})${channel}`;
}

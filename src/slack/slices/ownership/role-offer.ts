import type { Button } from '@slack/types';
import type { Event } from '../../../domain/event.ts';
import type { Escalation } from '../../../domain/kernel/escalation.ts';
import { line, type Message } from '../../kit/blocks.ts';
import { mention, type Names, plain } from '../../kit/text.ts';
import { about } from '../../kit/told.ts';
import { acceptRole, declineRole } from './buttons.ts';

/**
 * Asks whoever it is up to whether a role is to change hands; afterwards that it is answered, without mentioning anybody.
 * @param isDirect whether it is a direct message, where no channel says what it is about.
 */
export function roleOffer(
  escalation: Escalation,
  event: Event<'RoleOffered'>,
  names: Names,
  isDirect = false,
): Message {
  const { id, roleOffers, status } = escalation;
  const said = (text: string, buttons?: Button[]) =>
    line(isDirect ? `${about(escalation, event.asked)}: ${text}` : text, buttons);
  const write = plain(names);
  const by = event.by === null ? 'Muster' : write(event.by);
  const wanted =
    event.by === event.to
      ? `${by} would like to be the ${event.role}, in place of ${write(event.from)}.`
      : `${by} would like ${write(event.to)} to be the ${event.role}, in place of ${write(event.from)}.`;
  if (status === 'open' && roleOffers.some(({ seq }) => seq === event.seq)) {
    return said(`${mention(event.asked)}, ${wanted} Until you accept, nothing changes.`, [
      acceptRole.block(id, event.seq),
      declineRole.block(id, event.seq),
    ]);
  }
  return said(`${wanted} ${outcome(escalation, event, names)}`);
}

function outcome(escalation: Escalation, { role, to, seq }: Event<'RoleOffered'>, names: Names): string {
  const write = plain(names);
  const { roleOffers, status } = escalation;
  if (escalation[role] === to) return `${write(to)} is the ${role} now.`;
  if (roleOffers.some((offer) => offer.role === role && offer.seq !== seq)) {
    return 'A newer wish has taken its place.';
  }
  if (status !== 'open') return 'It ended before it was answered.';
  return `It is closed; ${write(escalation[role])} is the ${role} now.`;
}

import { type Escalation, reference } from '../../domain/escalation.ts';
import { shortTitle } from '../../domain/naming.ts';
import { ACTIONS, target } from '../ids.ts';
import { button, line, type Message } from './blocks.ts';
import { cutLine, type Names, plain } from './text.ts';
import { channelState, LOCK, severityMark } from './words.ts';

/**
 * The escalation's line in the escalations channel. Everybody reads that channel, so a private one shows its number,
 * severity, state and owner and nothing else.
 */
export function escalationLine(escalation: Escalation, names: Names): Message {
  const { id, status, isPrivate, owner } = escalation;
  if (isPrivate) return line(parts(escalation, names, []).join(' · '));
  const about = [cutLine(escalation.customer, 400), cutLine(shortTitle(escalation.problem), 400)];
  const channel = escalation.channel === null ? [] : [channelState(escalation.channel)];
  const text = [...parts(escalation, names, about), ...channel].join(' · ');
  if (status === 'resolved') return line(text);
  return line(text, [
    button('Join', ACTIONS.join, target(id)),
    ...(owner === null ? [button('Claim ownership', ACTIONS.claim, target(id), 'primary')] : []),
  ]);
}

function parts(escalation: Escalation, names: Names, about: readonly string[]): string[] {
  const { status, isPrivate, owner, severity } = escalation;
  return [
    `${isPrivate ? `${LOCK} ` : ''}*${reference(escalation)}*`,
    severityMark(severity),
    ...about,
    status === 'resolved' ? '*Resolved*' : 'Open',
    owner === null
      ? status === 'resolved'
        ? 'No owner'
        : 'Nobody owns it yet'
      : `Owner: ${plain(names)(owner)}`,
  ];
}

import { type Escalation, reference } from '../../../domain/kernel/escalation.ts';
import { shortTitle } from '../../../domain/kernel/naming.ts';
import type { Outsiders } from '../../../domain/kernel/readers.ts';
import { isOver } from '../../../domain/kernel/status.ts';
import { line, type Message } from '../../kit/blocks.ts';
import { cutLine, type Names, plain } from '../../kit/text.ts';
import { channelState, LOCK, STATUS_WORDS, severityMark } from '../../kit/words.ts';
import { claim } from '../ownership/buttons.ts';
import { join } from '../swarm/join.ts';

/**
 * The escalation's line in the escalations channel. Everybody reads that channel, so a private one shows its number,
 * severity, state and owner and nothing else.
 */
export function escalationLine(escalation: Escalation, names: Names): Message {
  const { id, isPrivate, owner } = escalation;
  if (isPrivate) return line(parts(escalation, names, []).join(' · '));
  const about = [cutLine(escalation.customer, 400), cutLine(shortTitle(escalation.problem), 400)];
  const channel = escalation.channel === null ? [] : [channelState(escalation.channel)];
  const text = [...parts(escalation, names, about), ...channel].join(' · ');
  if (isOver(escalation)) return line(text);
  return line(text, [join.block(id), ...(owner === null ? [claim.block(id)] : [])]);
}

/** What remains of it where others read it, or may. */
export function exposedLine(escalation: Escalation, readers: Outsiders): Message {
  return line(`*${reference(escalation)}* · ${severityMark(escalation.severity)} · ${WHY_NO_MORE[readers]}`);
}

const WHY_NO_MORE: Readonly<Record<Outsiders, string>> = {
  'guests too': 'No more is said here, because guests read this channel',
  'others too': 'No more is said here, because another organisation reads this channel',
  unknown: 'No more is said here until it is known who reads this channel',
};

function parts(escalation: Escalation, names: Names, about: readonly string[]): string[] {
  const { status, isPrivate, owner, severity } = escalation;
  const over = isOver(escalation);
  const unowned = over ? 'No owner' : 'Nobody owns it yet';
  return [
    `${isPrivate ? `${LOCK} ` : ''}*${reference(escalation)}*`,
    severityMark(severity),
    ...about,
    over ? `*${STATUS_WORDS[status]}*` : STATUS_WORDS.open,
    owner === null ? unowned : `Owner: ${plain(names)(owner)}`,
  ];
}

import type { Escalation } from '../../../domain/kernel/escalation.ts';
import { isOver } from '../../../domain/kernel/status.ts';
import type { Instant } from '../../../domain/kernel/time.ts';
import { mention, utc } from '../../kit/text.ts';
import { dueState, LOCK, STATUS_WORDS, severityMark, WARNING } from '../../kit/words.ts';

/**
 * Severity, owner and the next customer update, well within Slack's 250 characters. A topic renders no dates, so the
 * time is UTC; it does render mentions.
 */
export function channelTopic(escalation: Escalation, now: Instant): string {
  const { channel, owner, severity } = escalation;
  if (channel?.lost === 'exposed') return `${LOCK} This swarm is private, and this channel no longer is`;
  const unowned = isOver(escalation) ? 'No owner' : 'Nobody owns it yet';
  const owned = owner === null ? unowned : `Owner ${mention(owner)}`;
  return [severityMark(severity), owned, next(escalation, now)].join(' · ');
}

function next(escalation: Escalation, now: Instant): string {
  const dueAt = clock(escalation.checkpoint?.dueAt ?? now, now);
  switch (dueState(escalation, now)) {
    case 'over':
      return STATUS_WORDS[escalation.status];
    case 'none':
      return 'No customer update promised yet';
    case 'overdue':
      return `${WARNING} Customer update overdue since ${dueAt}`;
    case 'due':
      return `Customer update due now, ${dueAt}`;
    case 'soon':
    case 'promised':
      return `Next customer update ${dueAt}`;
  }
}

/** "14:30 UTC", with its date when that is not today's. */
function clock(instant: Instant, now: Instant): string {
  const [day = '', time = ''] = utc(instant).split(/ (.*)/);
  return utc(now).startsWith(day) ? time : `${day} ${time}`;
}

import { reference } from '../../domain/kernel/escalation.ts';
import { isOver } from '../../domain/kernel/status.ts';
import { type Instant, MINUTE } from '../../domain/kernel/time.ts';
import { channelLink, cutLine, date, type Names, plain } from '../kit/text.ts';
import { LOCK, STATUS_WORDS, severityMark, WARNING } from '../kit/words.ts';
import type { EscalationRow } from './rows.ts';

/** An escalation on two lines: what it is, and how it stands. */
export function rowText(row: EscalationRow, now: Instant, names: Names): string {
  const lock = row.isPrivate ? `${LOCK} ` : '';
  const about = [row.customer, row.title].flatMap((text) => (text === null ? [] : [cutLine(text, 400)]));
  const first = [`${lock}*${reference(row)}*`, severityMark(row.severity), ...about];
  const owner = row.owner === null ? 'Nobody owns it yet' : `Owner: ${plain(names)(row.owner)}`;
  const channel = row.channel === null ? [] : [channelLink(row.channel)];
  return `${first.join(' · ')}\n${[owner, dueText(row, now), ...channel].join(' · ')}`;
}

function dueText(row: EscalationRow, now: Instant): string {
  const { missed, nextDueAt, status } = row;
  if (isOver(row)) return STATUS_WORDS[status];
  if (nextDueAt === null) return 'No customer update promised yet';
  return missed || now >= nextDueAt + MINUTE
    ? `${WARNING} ${date(nextDueAt, 'away', 'Customer update overdue:')}`
    : date(nextDueAt, 'away', 'Next customer update:');
}

import { maySee } from '../../../domain/kernel/access.ts';
import { type Escalation, leadsOf, type PersonId } from '../../../domain/kernel/escalation.ts';
import { isOver } from '../../../domain/kernel/status.ts';
import { line, type Message } from '../../kit/blocks.ts';
import { date, type Names, plain } from '../../kit/text.ts';
import { about } from '../../kit/told.ts';
import { STATUS_WORDS } from '../../kit/words.ts';

/** The direct message that tells the rep where the channel stands, and from then on what became of it. */
export function delayed(escalation: Escalation, person: PersonId, names: Names): Message {
  const { channel, delay, status } = escalation;
  const what = about(escalation, person);
  if (isOver(escalation)) return line(`${what} is ${STATUS_WORDS[status].toLowerCase()}. Nothing to do.`);
  if (channel !== null) return line(`${what}: the channel is open, and everybody is brought in.`);
  if (status === 'failed' || delay === null) return line(`${what}: the channel could not be opened.`);
  const { aMinute, place, opensAt } = delay;
  const where = `Slack lets Muster open ${aMinute} channels a minute; yours is number ${place} in line and opens at about ${date(opensAt, 'time')}.`;
  return line(
    [`${what} is recorded.`, where, owned(escalation, names)].filter((one) => one !== '').join(' '),
  );
}

function owned(escalation: Escalation, names: Names): string {
  const { owner } = escalation;
  if (owner !== null) return `${plain(names)(owner)} has claimed it already.`;
  const isAsked = leadsOf(escalation).some((lead) => maySee(escalation, lead));
  return isAsked ? 'The leads are asked to claim it already.' : '';
}

import { type Escalation, isInSwarm } from '../../domain/kernel/escalation.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import { contextBlock, fields, type Message, SECTION, section } from '../kit/blocks.ts';
import { cut, cutLine, date, type Names, plain, quoted, type Write } from '../kit/text.ts';
import { channelState, heading, nextUpdate, OVER, severityMark, ticketLink } from '../kit/words.ts';
import { type UnderWay, underWayText } from './under-way.ts';

/** The answer to /swarm status: how it stands this very moment. */
export function status(
  escalation: Escalation,
  now: Instant,
  names: Names,
  underWay: readonly UnderWay[] = [],
): Message {
  const { communicator, monitor, severity, swarm, openedAt, channel } = escalation;
  const write = plain(names);
  const state = escalation.status === 'resolved' ? 'Resolved' : 'Open';
  const doing = underWayText(underWay, now);
  const where = channel === null ? ' · Its channel is being created' : ` · ${channelState(channel)}`;
  return {
    text: `${heading(escalation)}: ${severityMark(severity)}, ${state.toLowerCase()}. Next customer update: ${nextUpdate(escalation, now)}`,
    blocks: [
      section(
        `*${heading(escalation)}* · ${severityMark(severity)} · ${state}${where}\n${cut(escalation.problem, SECTION - 1000)}`,
      ),
      fields([
        `*Owner*\n${ownerAndOffer(escalation, write)}`,
        `*Next customer update*\n${nextUpdate(escalation, now)}`,
        `*Communicator*\n${write(communicator)}`,
        `*Monitor*\n${write(monitor)}`,
        `*Ticket*\n${ticketLink(escalation.ticket)}`,
        `*Last customer update*\n${lastUpdate(escalation, write)}`,
        ...resolution(escalation),
      ]),
      contextBlock(
        `Opened ${date(openedAt)} · ${swarm.length} ${swarm.length === 1 ? 'person' : 'people'} in the swarm${monitorNote(escalation)}`,
      ),
      ...(doing === null ? [] : [contextBlock(doing)]),
    ],
  };
}

function ownerAndOffer({ owner, offer, status }: Escalation, write: Write): string {
  if (owner === null) return 'Nobody yet';
  return offer === null || status === 'resolved'
    ? write(owner)
    : `${write(owner)}\nOffered to ${write(offer.to)}, not answered yet`;
}

function lastUpdate({ lastUpdate }: Escalation, write: Write): string {
  if (lastUpdate === null) return 'None yet';
  const { at, by, over, text } = lastUpdate;
  return `${date(at)} ${OVER[over]}, ${write(by)}: ${quoted(text, 1200)}`;
}

function resolution({ resolution }: Escalation): string[] {
  if (resolution === null) return [];
  return [`*What fixed it*\n${cutLine(resolution.fix, 1900)}`, `*Cause*\n${cutLine(resolution.cause, 1900)}`];
}

function monitorNote(escalation: Escalation): string {
  return isInSwarm(escalation, escalation.monitor) ? '' : ', the monitor watches from outside';
}

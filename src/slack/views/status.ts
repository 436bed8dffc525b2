import { type Escalation, isInSwarm } from '../../domain/kernel/escalation.ts';
import { isOver } from '../../domain/kernel/status.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import { contextBlock, fields, type Message, SECTION, section } from '../kit/blocks.ts';
import { cut, cutLine, date, type Names, plain, quoted, type Write } from '../kit/text.ts';
import {
  channelState,
  heading,
  nextUpdate,
  OVER,
  STATUS_WORDS,
  severityMark,
  ticketLink,
} from '../kit/words.ts';
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
  const state = STATUS_WORDS[escalation.status];
  const doing = underWayText(underWay, now);
  const coming = isOver(escalation) ? '' : ' · Its channel is being created';
  const where = channel === null ? coming : ` · ${channelState(channel)}`;
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
        ...withdrawal(escalation),
      ]),
      contextBlock(
        `Opened ${date(openedAt)} · ${swarm.length} ${swarm.length === 1 ? 'person' : 'people'} in the swarm${monitorNote(escalation)}`,
      ),
      ...(doing === null ? [] : [contextBlock(doing)]),
    ],
  };
}

function ownerAndOffer(escalation: Escalation, write: Write): string {
  const { owner, offer } = escalation;
  if (owner === null) return 'Nobody yet';
  return offer === null || isOver(escalation)
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

function withdrawal({ withdrawal }: Escalation): string[] {
  return withdrawal === null ? [] : [`*Why it was withdrawn*\n${cutLine(withdrawal.reason, 1900)}`];
}

function monitorNote(escalation: Escalation): string {
  return isInSwarm(escalation, escalation.monitor) ? '' : ', the monitor watches from outside';
}

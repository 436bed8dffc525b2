import type { KnownBlock } from '@slack/types';
import { type Escalation, reference } from '../../../domain/kernel/escalation.ts';
import { isOver } from '../../../domain/kernel/status.ts';
import type { Instant } from '../../../domain/kernel/time.ts';
import type { Entry } from '../../../domain/slices/context.ts';
import { ACTIONS, menuValue } from '../../ids.ts';
import {
  actions,
  contextBlock,
  fields,
  header,
  line,
  type Message,
  plainText,
  SECTION,
  section,
} from '../../kit/blocks.ts';
import { CUT, cutSaying } from '../../kit/fit.ts';
import type { MenuLine } from '../../kit/slice.ts';
import {
  cut,
  cutLine,
  cutMarkup,
  date,
  type Glance,
  glance,
  type Names,
  plain,
  quote,
  type Write,
} from '../../kit/text.ts';
import { showWhole } from '../../kit/whole.ts';
import {
  dueState,
  heading,
  KIND_NAMES,
  LOCK,
  nextUpdate,
  OVER,
  plainHeading,
  STATUS_WORDS,
  severityMark,
  ticketLink,
  WARNING,
} from '../../kit/words.ts';
import { openNewChannel } from '../channel/buttons.ts';
import { logUpdate } from '../checkpoint/log-update.ts';
import { addNote } from '../context/add-note.ts';
import { claim } from '../ownership/buttons.ts';
import { handOver } from '../ownership/hand-over.ts';
import { reopen } from '../resolution/reopen.ts';
import { resolve } from '../resolution/resolve.ts';
import { addPeople } from '../swarm/add-people.ts';
import { membersText } from './members.ts';

/** The newest of what was tried, or is next, that the card shows. */
const LINES = 15;
/** Of one of them. */
const ENTRY: Glance = { lines: 3, characters: 600 };
/** Of what is happening, and of the outcome: more is a log, which would push the rest out of sight. */
const STORY = 15;

/** The pinned card: all there is to know, at a glance. It wants nothing of anybody, so people are written by name. */
export function contextCard(
  escalation: Escalation,
  now: Instant,
  names: Names,
  menu: readonly MenuLine[],
): Message {
  if (escalation.channel?.lost === 'exposed') return emptied(escalation);
  const over = isOver(escalation);
  const write = plain(names);
  return {
    text: summary(escalation, now, write),
    blocks: [
      header(
        `${plainHeading(escalation)} · ${severityMark(escalation.severity)}${over ? ` · ${STATUS_WORDS[escalation.status]}` : ''}`,
      ),
      ...resolution(escalation, write),
      ...withdrawal(escalation, write),
      facts(escalation, now, write),
      story(escalation, 'problem', 'What is happening'),
      list(escalation, 'tried', '*Tried so far*', write, 'Nothing noted yet. Add note tells the others.'),
      story(escalation, 'outcome', 'Outcome the customer needs'),
      ...(over ? [] : [list(escalation, 'nextActions', '*Next actions*', write, 'None noted yet.')]),
      // Once resolved, that is the final word, which stands further up.
      ...(escalation.resolution ? [] : [section(`*Last customer update*\n${lastUpdate(escalation, write)}`)]),
      contextBlock(`*In the swarm*  ${membersText(escalation, write)}`),
      ...(escalation.isPrivate ? [contextBlock(readers(escalation, write))] : []),
      ...buttons(escalation, menu),
    ],
  };
}

function readers({ monitor }: Escalation, write: Write): string {
  return `${LOCK} Private: those in the swarm see it, and ${write(monitor)}, the monitor. Others see its number, severity and owner.`;
}

/** What remains of a private swarm's card in a channel that others read. */
function emptied(escalation: Escalation): Message {
  const text = `${LOCK} *${reference(escalation)}* is private, and this channel no longer is, so Muster keeps the details out of it. Make it private again, or open a new channel. Those in the swarm see where it stands with /swarm status.`;
  return line(text, isOver(escalation) ? [] : [openNewChannel.block(escalation.id)]);
}

function summary(escalation: Escalation, now: Instant, write: Write): string {
  const { owner } = escalation;
  const state = isOver(escalation) ? STATUS_WORDS[escalation.status] : severityMark(escalation.severity);
  const owned = owner === null ? 'nobody owns it yet' : `owner ${write(owner)}`;
  return `${heading(escalation)} (${state}, ${owned}): ${cutLine(escalation.problem, 500)}${dueState(escalation, now) === 'overdue' ? ` ${WARNING} The customer update is overdue.` : ''}`;
}

function facts(escalation: Escalation, now: Instant, write: Write): KnownBlock {
  const { communicator, monitor, trigger } = escalation;
  return fields([
    `*Owner*\n${ownerAndOffer(escalation, write)}`,
    ...(isOver(escalation) ? [] : [`*Next customer update*\n${nextUpdate(escalation, now)}`]),
    `*Customer*\n${cutLine(escalation.customer, 400)}`,
    `*Ticket*\n${ticketLink(escalation.ticket)}`,
    `*Severity*\n${severityMark(escalation.severity)}`,
    `*Trigger*\n${cutLine(trigger.name, 400)} · ${KIND_NAMES[trigger.kind]}`,
    `*Communicator*\n${write(communicator)}`,
    `*Monitor*\n${write(monitor)}`,
    ...(trigger.outcome === '' ? [] : [`*This kind should end in*\n${cutLine(trigger.outcome, 1500)}`]),
  ]);
}

function ownerAndOffer(escalation: Escalation, write: Write): string {
  const { owner, offer, claimOverdue } = escalation;
  if (owner === null) {
    if (isOver(escalation)) return 'Nobody';
    return claimOverdue ? `${WARNING} Nobody yet` : 'Nobody yet';
  }
  return offer === null || isOver(escalation)
    ? write(owner)
    : `${write(owner)}\nOffered to ${write(offer.to)}, not answered yet`;
}

function resolution({ resolution, lastUpdate }: Escalation, write: Write): KnownBlock[] {
  if (resolution === null) return [];
  return [
    section(`*Resolved* by ${write(resolution.by)} ${date(resolution.at)}`),
    section(`*What fixed it*\n${cutSaying(resolution.fix, SECTION - 100)}`),
    section(`*Cause*\n${cutSaying(resolution.cause, SECTION - 100)}`),
    section(
      `*Final word to the customer*${lastUpdate ? ` ${OVER[lastUpdate.over]}` : ''}\n${cutSaying(resolution.finalWord, SECTION - 100)}`,
    ),
  ];
}

function withdrawal({ withdrawal }: Escalation, write: Write): KnownBlock[] {
  if (withdrawal === null) return [];
  const { by, at, reason } = withdrawal;
  return [section(`*Withdrawn* by ${write(by)} ${date(at)}\n${cutSaying(reason, SECTION - 200)}`)];
}

function lastUpdate({ lastUpdate }: Escalation, write: Write): string {
  if (lastUpdate === null) return 'None yet.';
  const { by, at, over, text } = lastUpdate;
  return `${date(at)} ${OVER[over]}, ${write(by)}\n${cutMarkup(quote(text, Number.POSITIVE_INFINITY), SECTION - 300, CUT)}`;
}

function story(escalation: Escalation, part: 'problem' | 'outcome', called: string): KnownBlock {
  const room = SECTION - 100;
  const lines = escalation[part].split('\n');
  const first = cut(lines.slice(0, STORY).join('\n'), room);
  const more = lines.length > STORY ? `\n_… and ${lines.length - STORY} more lines_` : '';
  const isAll = more === '' && first === cut(escalation[part], Number.POSITIVE_INFINITY);
  return section(`*${called}*\n${first}${more}`, isAll ? undefined : showWhole(part, escalation.id));
}

/** Newest last. Who and when are left out when the lines would not fit with them. */
function list(
  escalation: Escalation,
  part: 'tried' | 'nextActions',
  title: string,
  write: Write,
  none: string,
): KnownBlock {
  const all: readonly Entry[] = escalation[part];
  if (all.length === 0) return section(`${title}\n${none}`);
  const room = SECTION - 200;
  const latest = all.slice(-LINES).map((one) => ({ ...one, ...glance(one.text, ENTRY) }));
  const signed = latest.map((one) => `• ${one.text} (${write(one.by)} · ${date(one.at)})`);
  const lines = signed.join('\n').length <= room ? signed : latest.map((one) => `• ${one.text}`);
  while (lines.join('\n').length > room) lines.shift();
  const earlier = all.length - lines.length;
  const isAll = earlier === 0 && latest.every((one) => one.isAll);
  const text = [title, ...(earlier > 0 ? [`_${earlier} earlier: see /swarm timeline_`] : []), ...lines].join(
    '\n',
  );
  return section(text, isAll ? undefined : showWhole(part, escalation.id));
}

function buttons(escalation: Escalation, menu: readonly MenuLine[]): KnownBlock[] {
  const { id, owner } = escalation;
  if (isOver(escalation)) return actions([reopen.opener(id)]);
  return actions([
    ...(owner === null ? [claim.block(id)] : []),
    logUpdate.opener(id),
    addPeople.opener(id),
    addNote.opener(id),
    ...(owner === null ? [] : [handOver.opener(id)]),
    resolve.opener(id),
    {
      type: 'overflow',
      action_id: ACTIONS.menu,
      options: menu
        .filter(({ isOffered }) => isOffered(escalation))
        .map(({ line, action }) => ({ text: plainText(line, 75), value: menuValue(action, id) })),
    },
  ]);
}

import type { Event } from '../../domain/event.ts';
import { type Escalation, reference } from '../../domain/kernel/escalation.ts';
import { type Message, SECTION, section } from '../kit/blocks.ts';
import { date, type Names } from '../kit/text.ts';
import { heading } from '../kit/words.ts';
import { entryText } from './entry.ts';

/** Of one message: well below the 50 blocks, and below the characters over all of them, that Slack allows. */
const SECTIONS = 12;
const CHARACTERS = 10_000;
/** Slack takes up to five answers to one command. */
const MESSAGES = 5;

/** The lines that one message holds, as they are packed into sections. */
type Part = { readonly sections: string[]; lines: number; characters: number };

/**
 * The story in order, a line for each event, in as many messages as one answer may have. What does not fit is on another
 * page, and the first line says which.
 * @param page 1 for the end of the story, 2 for what comes before that
 */
export function timeline(
  escalation: Escalation,
  events: readonly Event[],
  names: Names,
  page = 1,
): Message[] {
  const parts = pack(events.map((event) => `${date(event.at)}  ${entryText(event, names)}`));
  const pages = Math.max(1, Math.ceil(parts.length / MESSAGES));
  const shown = Math.min(page, pages);
  const end = parts.length - (shown - 1) * MESSAGES;
  const start = Math.max(0, end - MESSAGES);
  const earlier = parts.slice(0, start).reduce((sum, part) => sum + part.lines, 0);
  const later = parts.slice(end).reduce((sum, part) => sum + part.lines, 0);
  const title = `${heading(escalation)}: the story so far`;
  return parts.slice(start, end).map(({ sections }, index, all) => ({
    text: index === 0 ? title : `${reference(escalation)}, continued`,
    blocks: [
      ...(index === 0 ? [section([`*${title}*`, ...beyond(earlier, 'earlier', shown + 1)].join('\n'))] : []),
      ...sections.map((one) => section(one)),
      ...(index === all.length - 1 ? beyond(later, 'later', shown - 1).map((one) => section(one)) : []),
    ],
  }));
}

function beyond(count: number, which: 'earlier' | 'later', page: number): string[] {
  if (count === 0) return [];
  return [`_${count} ${which} ${count === 1 ? 'entry' : 'entries'}: /swarm timeline ${page}_`];
}

/** Joins lines into texts that each fit a section, and those into parts that each fit a message. */
function pack(lines: readonly string[]): Part[] {
  const parts: Part[] = [];
  for (const line of lines) {
    let part = parts.at(-1);
    if (part === undefined || !fits(part, line)) {
      part = { sections: [], lines: 0, characters: 0 };
      parts.push(part);
    }
    const last = part.sections.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= SECTION) {
      part.sections[part.sections.length - 1] = `${last}\n${line}`;
    } else part.sections.push(line);
    part.lines += 1;
    part.characters += line.length + 1;
  }
  return parts;
}

function fits({ sections, characters }: Part, line: string): boolean {
  const last = sections.at(-1) ?? '';
  const isRoomIn = last.length + 1 + line.length <= SECTION;
  return characters + line.length <= CHARACTERS && (isRoomIn || sections.length < SECTIONS);
}

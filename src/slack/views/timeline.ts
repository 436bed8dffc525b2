import type { Event } from '../../domain/event.ts';
import { type Escalation, reference } from '../../domain/kernel/escalation.ts';
import { type Message, SECTION, section } from '../kit/blocks.ts';
import { date, type Names } from '../kit/text.ts';
import { heading } from '../kit/words.ts';
import { entryText } from './entry.ts';

/** Sections in one message: well below the 50 blocks allowed, so that a message stays readable. */
const SECTIONS = 12;

/** The whole story in order, a line for each event, in as many messages as it takes. */
export function timeline(escalation: Escalation, events: readonly Event[], names: Names): Message[] {
  const lines = events.map((event) => `${date(event.at)}  ${entryText(event, names)}`);
  const sections = pack([`*${heading(escalation)}: the story so far*`, ...lines]);
  const messages: Message[] = [];
  for (let at = 0; at < sections.length; at += SECTIONS) {
    const text =
      at === 0 ? `${heading(escalation)}: the story so far` : `${reference(escalation)}, continued`;
    messages.push({ text, blocks: sections.slice(at, at + SECTIONS).map((one) => section(one)) });
  }
  return messages;
}

/** Joins lines into texts that each fit a section; no line is longer than one. */
function pack(lines: readonly string[]): string[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= SECTION) {
      texts[texts.length - 1] = `${last}\n${line}`;
    } else texts.push(line);
  }
  return texts;
}

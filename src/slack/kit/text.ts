import type { PersonId } from '../../domain/kernel/escalation.ts';
import { hiddenHost } from '../../domain/kernel/link.ts';
import type { Instant } from '../../domain/kernel/time.ts';

/** A person's plain name. Whoever is written like this is not notified. */
export type Names = (id: PersonId) => string;

/** How people are written in one text: as mrkdwn, names and mentions alike. */
export type Write = (id: PersonId) => string;

/**
 * Text from people as mrkdwn that says just that. Escaped text cannot mention: a mention needs a real "<". Nor is any of
 * it bold, since that is how Muster's own words stand out.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeText(text: string): string {
  return escapeLink(neverBold(text));
}

/** Of an address, which means what it says. */
export function escapeLink(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Slack has no escape for "*". One between spaces begins and ends nothing; any other becomes one that only looks like it. */
function neverBold(text: string): string {
  return text.replace(/\*(?! )|(?<! )\*/g, '∗');
}

/**
 * Text that Slack hands over, from a message or after a command, as people read it: markup as what it shows, entities
 * as characters.
 * @param names for mentions of people, which often carry only an id.
 * @param groups for those of user groups.
 */
export function unescapeText(text: string, names: Names = (id) => id, groups: Names = (id) => id): string {
  return text
    .replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label = '') =>
      asRead(target, label, { names, groups }),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

type Called = { readonly names: Names; readonly groups: Names };

function asRead(target: string, label: string, { names, groups }: Called): string {
  switch (target.charAt(0)) {
    case '@':
      return `@${label || names(target.slice(1))}`;
    case '#':
      return `#${label || target.slice(1)}`;
    case '!':
      return label || `@${target.startsWith(GROUP) ? groups(target.slice(GROUP.length)) : target.slice(1)}`;
    default:
      return label === '' || target.endsWith(label)
        ? target.replace(/^(mailto|tel):/, '')
        : `${label} (${target})`;
  }
}

const GROUP = '!subteam^';

export function mention(id: PersonId): string {
  return `<@${escapeText(id)}>`;
}

/** Room for a name, before escaping. */
const NAME = 60;

export function plain(names: Names): Write {
  return (id) => escapeText(cutPlain(names(id), NAME));
}

/** Everybody by plain name but those from whom something is wanted: they are mentioned, so Slack notifies them. */
export function mentioning(wanted: readonly PersonId[], names: Names): Write {
  const named = plain(names);
  return (id) => (wanted.includes(id) ? mention(id) : named(id));
}

export function channelLink(id: string): string {
  return `<#${escapeText(id)}>`;
}

const URL_IN_TEXT = /https?:\/\/[^\s<>|"]*[^\s<>|".,;:!?)\]}'*_~`]/gi;

/**
 * Text from people, escaped, with its links made clickable, in at most `limit` characters of mrkdwn; what does not fit
 * is cut with "…". Never cuts inside an entity, a link or a character.
 */
export function cut(text: string, limit: number): string {
  return shortened(piecesOf(text.trim()), limit);
}

/** As `cut`, on one line. */
export function cutLine(text: string, limit: number): string {
  return cut(text.replace(/\s+/g, ' '), limit);
}

/** As `cut`, indented as a quotation. */
export function quote(text: string, limit: number): string {
  const pieces = piecesOf(text.trim()).map((piece) => (piece === '\n' ? '\n>' : piece));
  return `>${shortened(pieces, limit - 1)}`;
}

/** As `cutLine`, in quotation marks. */
export function quoted(text: string, limit: number): string {
  return `“${cutLine(text, limit - 2)}”`;
}

/** How much of a text is read in passing: so many lines, so many characters. What is longer is a log or the like. */
export type Glance = { readonly lines: number; readonly characters: number };

/**
 * What of a text is shown in passing, on one line, and whether that is all of it. What is left out is counted, so that
 * nobody takes the beginning for the whole.
 */
export function glance(
  text: string,
  { lines, characters }: Glance,
): { readonly text: string; readonly isAll: boolean } {
  const all = text.split('\n').filter((line) => line.trim() !== '');
  const isShort = all.length <= lines;
  const first = cutLine((isShort ? all : all.slice(0, lines)).join(' '), characters);
  const isAll = isShort && first === cutLine(text, Number.POSITIVE_INFINITY);
  return { text: isShort ? first : `${first} … and ${all.length - lines} more lines`, isAll };
}

/** Text from people for `plain_text`, where nothing is escaped; one line of at most `limit` UTF-16 units. */
export function cutPlain(text: string, limit: number): string {
  return shortened(Array.from(text.replace(/\s+/g, ' ').trim()), limit);
}

const STYLES = {
  /** "today at 2:30 PM" */
  full: '{date_short_pretty} at {time}',
  /** "2:30 PM" */
  time: '{time}',
  /** "today at 2:30 PM (in 25 minutes)", counted by the reader's Slack, so it is never stale. */
  away: '{date_short_pretty} at {time} ({ago})',
} as const;

/**
 * A time in the reader's zone; https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 * @param before a word of ours to stand before it. Slack writes "Today" with a capital when the date begins the format.
 */
export function date(instant: Instant, style: keyof typeof STYLES = 'full', before = ''): string {
  const lead = before === '' ? '' : `${before} `;
  return `<!date^${Math.floor(instant / 1000)}^${lead}${STYLES[style]}|${lead}${utc(instant)}>`;
}

/** "2026-11-24 14:30 UTC", where Slack renders no dates. */
export function utc(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** British English sets no comma before the last. */
const AND = new Intl.ListFormat('en-GB');

/** "a, b and c", or in at most `limit` characters "a, b and 12 more". */
export function listWithin(items: readonly string[], limit: number): string {
  const whole = AND.format(items);
  if (whole.length <= limit) return whole;
  let told = 0;
  let length = ' and 9999 more'.length;
  for (const item of items) {
    length += item.length + 2;
    if (length > limit) break;
    told += 1;
  }
  return AND.format([...items.slice(0, told), `${items.length - told} more`]);
}

function shortened(pieces: readonly string[], limit: number): string {
  if (pieces.reduce((sum, piece) => sum + piece.length, 0) <= limit) return pieces.join('');
  let out = '';
  for (const piece of pieces) {
    if (out.length + piece.length > limit - 1) break;
    out += piece;
  }
  return `${out.trimEnd()}…`;
}

/** What must not be cut: a link, mention or date, an entity, a character. */
const MARKUP = /<[^<>]*>|&(?:amp|lt|gt);|[\s\S]/gu;

/**
 * Mrkdwn of ours in at most `limit` characters, never cut inside a link, a date, an entity or a character.
 * @param ending stands in place of what is cut
 */
export function cutMarkup(text: string, limit: number, ending: string): string {
  if (text.length <= limit) return text;
  let out = '';
  for (const [piece] of text.matchAll(MARKUP)) {
    if (out.length + piece.length > limit - ending.length) break;
    out += piece;
  }
  return `${out.trimEnd()}${ending}`;
}

/** The same mrkdwn in parts of at most `limit` characters, which end with a line or a word where they can. */
export function partsOf(text: string, limit: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const [piece] of text.matchAll(MARKUP)) {
    if (part.length + piece.length > limit) {
      const end = ['\n', ' '].map((gap) => part.lastIndexOf(gap)).find((at) => at > limit / 2) ?? part.length;
      parts.push(part.slice(0, end));
      part = part.slice(end).replace(/^[\n ]/, '');
    }
    part += piece;
  }
  return [...parts, part];
}

function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (const match of text.matchAll(URL_IN_TEXT)) {
    pieces.push(...characters(text.slice(at, match.index)), ...linkPieces(match[0]));
    at = match.index + match[0].length;
  }
  return [...pieces, ...characters(text.slice(at))];
}

/** A link that reads as if it led elsewhere is none, and says where it leads. */
function linkPieces(link: string): string[] {
  const host = hiddenHost(link);
  return host === null ? [`<${escapeLink(link)}>`] : characters(`${link} (leads to ${host})`);
}

function characters(text: string): string[] {
  return Array.from(neverBold(text), escapeLink);
}

/** Room in a sentence: for one text from a person, for one that is the sentence, and for the people or teams named. */
export const ROOM = { short: 450, long: 2000, names: 800 } as const;

import type { Ticket } from '../slices/opening.ts';

/** Slack's limit for a channel name. */
const LONGEST = 80;
/** Room that the title gets at most, so that names stay readable in a sidebar. */
const TITLE = 40;

/**
 * A channel name from a pattern such as "esc-{number}-{customer}-{title}": lower case, only a-z, 0-9 and hyphens, at
 * most 80 characters. The number is always there and never cut, so names are unique.
 */
export function channelName(
  pattern: string,
  facts: { number: number; customer: string; title: string },
): string {
  const number = String(facts.number);
  const fill = (customer: string, title: string) =>
    slug(
      pattern.replaceAll('{number}', number).replaceAll('{customer}', customer).replaceAll('{title}', title),
    );
  const bare = fill('', '');
  if (!pattern.includes('{number}') || bare.length > LONGEST) return `esc-${number}`;
  const title = cut(slug(facts.title), TITLE);
  const customer = slug(facts.customer);
  const full = fill(customer, title);
  if (full.length <= LONGEST) return full;
  const room = Math.max(0, LONGEST - bare.length - 2);
  const forCustomer = cut(customer, Math.max(room - title.length, Math.floor(room / 2)));
  const shorter = fill(forCustomer, cut(title, room - forCustomer.length));
  return shorter.length <= LONGEST ? shorter : bare;
}

/** The first line of what is happening, cut at a word near 60 characters. */
export function shortTitle(problem: string): string {
  const line = problem.trim().split('\n')[0]?.trim() ?? '';
  if (line.length <= 60) return line;
  const space = line.lastIndexOf(' ', 59);
  const kept = line.slice(0, space > 30 ? space : 59).trimEnd();
  return `${kept.replace(HALF_CHARACTER, '')}…`;
}

const HALF_CHARACTER = /[\uD800-\uDBFF]$/;

/**
 * A ticket by what makes two of them the same: the number that a link or a text ends in ("#4711", "ticket 4711" and
 * "https://help.example/tickets/4711?tab=1" are one), else the whole link or text in lower case. A link whose number is
 * not found stays apart from all others: to open two swarms for one ticket is better than to refuse the second ticket.
 */
export function ticketOf(text: string): Ticket {
  const given = text.trim();
  const link = /^https?:\/\/(\S+)$/i.exec(given)?.[1]?.toLowerCase();
  if (link === undefined) {
    const plain = given.toLowerCase();
    return { text: given, key: numberOf(plain.replace(/^(ticket|case|issue)?\s*#?\s*/, '')) ?? plain };
  }
  const [address = '', fragment = ''] = link.split('#');
  const [path = '', query = ''] = address.split('?');
  const named = /(?:^|&)(?:id|ticket|ticket_?id|case|issue)=([^&]*)/.exec(query)?.[1];
  const key = numberOf(lastSegment(path)) ?? numberOf(named) ?? numberOf(lastSegment(fragment));
  return { text: given, key: key ?? link.replace(/\/+$/, ''), url: given };
}

/** "4711" or "abc-123", as desks number their tickets. */
function numberOf(text: string | undefined): string | undefined {
  return text !== undefined && /^([a-z][a-z0-9]*-)?\d+$/.test(text) ? text : undefined;
}

function lastSegment(path: string): string | undefined {
  return path.replace(/\/+$/, '').split('/').at(-1);
}

/** Letters that Unicode does not take apart into a plain one and its mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function cut(text: string, length: number): string {
  return text.slice(0, Math.max(0, length)).replace(/-+$/, '');
}

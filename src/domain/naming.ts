import type { Ticket } from './escalation.ts';

/** Slack's limit for a channel name. */
const LONGEST = 80;
/** Room that the title gets at most, so that names stay readable in a sidebar. */
const TITLE = 40;

/**
 * A channel name from a pattern such as "esc-{number}-{customer}-{title}": lower case, only a-z, 0-9 and hyphens, at
 * most 80 characters. The number is never cut, so names are unique.
 */
export function channelName(
  pattern: string,
  facts: { number: number; customer: string; title: string },
): string {
  const fill = (customer: string, title: string) =>
    slug(
      pattern
        .replaceAll('{number}', String(facts.number))
        .replaceAll('{customer}', customer)
        .replaceAll('{title}', title),
    );
  const title = cut(slug(facts.title), TITLE);
  const customer = slug(facts.customer);
  const full = fill(customer, title);
  if (full.length <= LONGEST) return full;
  const without = fill('', '').length + 2;
  const forCustomer = cut(customer, Math.max(1, Math.floor((LONGEST - without) / 2)));
  const forTitle = cut(title, Math.max(1, LONGEST - without - forCustomer.length));
  return cut(fill(forCustomer, forTitle), LONGEST);
}

/** The first line of what is happening, cut at a word near 60 characters. */
export function shortTitle(problem: string): string {
  const line = problem.trim().split('\n')[0]?.trim() ?? '';
  if (line.length <= 60) return line;
  const space = line.lastIndexOf(' ', 59);
  return `${line.slice(0, space > 30 ? space : 59).trimEnd()}…`;
}

/**
 * A ticket by what makes two of them the same: the number at the end of a link or of a text ("#4711", "ticket 4711" and
 * "https://help.example/tickets/4711?tab=1" are one), else the link without its query, else the text in lower case.
 */
export function ticketOf(text: string): Ticket {
  const given = text.trim();
  const link = /^https?:\/\/([^\s?#]+)/i.exec(given);
  const rest = (link?.[1] ?? given).replace(/\/+$/, '').toLowerCase();
  const id = link ? rest.split('/').at(-1) : rest.replace(/^(ticket|case|issue)?\s*#?\s*/, '');
  const key = id !== undefined && /^([a-z][a-z0-9]*-)?\d+$/.test(id) ? id : rest;
  return { text: given, key, ...(link ? { url: given } : {}) };
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/-+$/, '');
}

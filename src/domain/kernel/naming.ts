import type { Ticket } from '../slices/opening.ts';

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

import type { Ticket } from '../slices/opening.ts';
import { isNoTicket, isZendesk, RULE, ticketOf } from './ticket.ts';
import { trimEnd } from './trim.ts';

/** Where to look for an open swarm with this ticket: under these keys, patterns of LIKE, and a key of the first rule. */
export type TicketSearch = {
  readonly keys: readonly string[];
  readonly patterns: readonly string[];
  readonly before: string;
};

/** A number alone leaves open in which system it is, so it is the same as that number of any account that numbers its tickets. */
export function searchFor({ text, key }: Ticket): TicketSearch {
  if (isNoTicket({ text, key })) return { keys: [], patterns: [], before: '' };
  const before = keyBefore(text);
  const [, number, host] = /^2:((?:[a-z][a-z0-9_]*-)?\d+)(?:@(.*))?$/.exec(key) ?? [];
  if (number === undefined) return { keys: [key], patterns: [], before };
  const zendesk = /^(?:zd-)?(\d+)$/.exec(number)?.[1];
  if (host !== undefined) {
    const abbreviated = zendesk !== undefined && isZendesk(host) ? [`${RULE}zd-${zendesk}`] : [];
    return { keys: [key, RULE + number, ...abbreviated], patterns: [], before };
  }
  if (zendesk === undefined) return { keys: [key], patterns: [`${key}@%`], before };
  return number.startsWith('zd-')
    ? { keys: [key, RULE + zendesk], patterns: [`${RULE}${zendesk}@%.zendesk.com`], before }
    : { keys: [key, `${RULE}zd-${zendesk}`], patterns: [`${key}@%`], before };
}

/** As `searchFor`, for a swarm that would be live again under the key that it has. */
export function searchToReopen(ticket: Ticket): TicketSearch {
  if (isNoTicket(ticket)) return searchFor(ticket);
  const search = searchFor(ticketOf(ticket.text));
  return { ...search, keys: [...search.keys, ticket.key] };
}

/** Whether this search means what was found by it; of a swarm from before the present rule that is told by its text. */
export function isSameTicket(
  { keys, patterns }: TicketSearch,
  found: { readonly key: string; readonly text: string },
): boolean {
  if (keys.includes(found.key)) return true;
  const key = found.key.startsWith(RULE) ? found.key : ticketOf(found.text).key;
  const isLike = (pattern: string) => {
    const [start = '', end = ''] = pattern.split('%');
    return key.startsWith(start) && key.endsWith(end);
  };
  return keys.includes(key) || patterns.some(isLike);
}

/** The key that the first rule gave: the number alone, whatever system it is in. */
function keyBefore(text: string): string {
  const given = text.trim();
  const link = /^https?:\/\/(\S+)$/i.exec(given)?.[1]?.toLowerCase();
  if (link === undefined) {
    const plain = given.toLowerCase();
    return numberAlone(plain.replace(/^(ticket|case|issue)?\s*#?\s*/, '')) ?? plain;
  }
  const [address = '', fragment = ''] = link.split('#');
  const [path = '', query = ''] = address.split('?');
  const named = /(?:^|&)(?:id|ticket|ticket_?id|case|issue)=([^&]*)/.exec(query)?.[1];
  const key = numberAlone(lastSegment(path)) ?? numberAlone(named) ?? numberAlone(lastSegment(fragment));
  return key ?? trimEnd(link, '/');
}

function numberAlone(text: string | undefined): string | undefined {
  return text !== undefined && /^(?:[a-z][a-z0-9]*-)?\d+$/.test(text) ? text : undefined;
}

function lastSegment(path: string): string | undefined {
  return trimEnd(path, '/').split('/').at(-1);
}

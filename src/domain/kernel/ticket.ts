import type { Ticket } from '../slices/opening.ts';
import { hiddenHost } from './link.ts';
import { visible } from './visible.ts';

/**
 * How a key begins that was made by the present rule. Keys of swarms that were opened by the first one have no mark; they
 * are looked for by `keyBefore` and compared by their texts, so that what was open before an upgrade is still found.
 */
export const RULE = '2:';

/**
 * A ticket by what makes two of them the same: system, account, project and number, however it is written. What is not
 * understood stays apart from all else: to open two swarms for one ticket is better than to refuse the second ticket.
 * The key is empty for nothing, and for "n/a" and the like; see `keyOfNone`.
 */
export function ticketOf(text: string): Ticket {
  const given = visible(text).trim();
  const bare = given
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(OUTER, '');
  const link = linkIn(bare);
  if (link !== null) {
    const url = hiddenHost(link) === null ? { url: link } : {};
    return { text: given, key: RULE + keyOfLink(link), ...url };
  }
  const plain = bare
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ');
  if (isNone(plain)) return { text: given, key: '' };
  const number = plain
    .replace(/^(?:(?:ticket|case|issue|incident|request)\b)?[ :]*#? ?/, '')
    .replace(/^zd[ #:]+/, 'zd-');
  return { text: given, key: RULE + (NUMBER.test(number) ? number : plain) };
}

/** The key of a swarm whose rep says that there is no ticket: shared with no other. No text has one like it. */
export function keyOfNone(number: number): string {
  return `${RULE} ${number}`;
}

/** Whether its rep said that there is none. */
export function isNoTicket({ key }: Ticket): boolean {
  return key === '' || key.startsWith(`${RULE} `);
}

/** What a ticket's link hides: the host that it really leads to; null when it is honest, or no link. */
export function hiddenHostOf({ text }: Ticket): string | null {
  const link = linkIn(text);
  return link === null ? null : hiddenHost(link);
}

/** The number that people know it by, if it has one: "#4711", "#12". */
export function numberOf({ key }: Ticket): string | null {
  const [, wide, own] = /^(?:2:)?(?:(\d+)(?:@|$)|.*#(\d+)$)/.exec(key) ?? [];
  const number = wide ?? own;
  return number === undefined ? null : `#${number}`;
}

/** Brackets, quotation marks and full stops that a text was copied with. */
const OUTER =
  /^[\s<>()[\]{}"'“”‘’„«».,;:!?]+|(?<![\s<>()[\]{}"'“”‘’„«».,;:!?])[\s<>()[\]{}"'“”‘’„«».,;:!?]+$/g;

/** "4711" or "abc-123", as desks number their tickets. */
const NUMBER = /^(?:[a-z][a-z0-9_]*-)?\d+$/;
const ISSUE_KEY = /^[a-z][a-z0-9_]*-\d+$/;

/** Letters and digits of what people write where there is no ticket. */
const NONE: ReadonlySet<string> = new Set(
  ' na none no nil null nothing unknown pending notyet noneyet later todo missing tbd tba tbc noticket noticketyet nonumber notapplicable kein keine keins'.split(
    ' ',
  ),
);

function isNone(plain: string): boolean {
  const letters = plain.replace(/[^\p{L}\p{N}]+/gu, '');
  return NONE.has(letters) || /^(?:0+|x+)$/.test(letters);
}

/** The text as a link, if it is one; people copy links without their scheme, too. */
function linkIn(text: string): string | null {
  if (/^https?:\/\/\S+$/i.test(text)) return text;
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?::\d+)?[/?#]\S*$/i.test(text) ? `https://${text}` : null;
}

/** Words of a path after which the number of a ticket stands. */
const KINDS: ReadonlySet<string> = new Set(
  'ticket tickets issue issues case cases request requests incident incidents conversation conversations browse story stories task tasks bug bugs edit workitem workitems work_items'.split(
    ' ',
  ),
);
/** Parameters of a query that hold the number of a ticket. */
const NAMED: ReadonlySet<string> = new Set(
  'id ticket ticketid ticket_id case caseid case_id issue issueid number'.split(' '),
);
/** Parameters that say which issue is shown beside a board. */
const SELECTED: ReadonlySet<string> = new Set(['selectedissue', 'issuekey']);
/** What may stand before it alone without naming a project. */
const ENTRANCES: ReadonlySet<string> = new Set(
  'agent a app hc helpdesk support desk staff admin portal ui en'.split(' '),
);
/** Parameters that say how to look at it. */
const LOOKS: ReadonlySet<string> = new Set(['brand', 'tab', 'ref', 'source']);
/** Where an account numbers its tickets whatever stands before them in the path. */
const ONE_COUNT = /(?:^|\.)(?:zendesk|freshdesk|freshservice)\.com$/;

export function isZendesk(host: string): boolean {
  return host.endsWith('.zendesk.com');
}

type Found = { readonly number: string; readonly place: readonly string[]; readonly isNamed: boolean };

function keyOfLink(link: string): string {
  const [, authority = '', rest = ''] = /^https?:\/\/([^/?#]*)([/?#].*)?$/i.exec(link) ?? [];
  const host = authority
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/:(?:80|443)$/, '');
  const [address = '', fragment = ''] = splitAt(rest, '#');
  const found = foundIn(address) ?? foundIn(fragment);
  if (found === null) return host + whole(address, fragment);
  const { number, isNamed } = found;
  const place = isNamed && ONE_COUNT.test(host) ? [] : projectOf(found);
  return place.length === 0 && isNamed ? `${number}@${host}` : `${[host, ...place].join('/')}#${number}`;
}

/** The number in a path with its query, and what stands before it. */
function foundIn(address: string): Found | null {
  const [path = '', query = ''] = splitAt(address.toLowerCase(), '?');
  const segments = path.split('/').filter((one) => one !== '' && one !== '!');
  const parameters = query.split('&').map((one) => splitAt(one, '='));
  const parameter = (names: ReadonlySet<string>) =>
    parameters.find(([name = '', value = '']) => names.has(name) && NUMBER.test(value))?.[1];
  const selected = parameter(SELECTED);
  if (selected !== undefined) return { number: selected, place: [], isNamed: true };
  const at = segments.findLastIndex((one, index) => NUMBER.test(one) && KINDS.has(segments[index - 1] ?? ''));
  if (at > 0) return { number: segments[at] ?? '', place: segments.slice(0, at - 1), isNamed: true };
  const named = parameter(NAMED);
  if (named !== undefined) {
    return { number: named, place: segments.filter((one) => !KINDS.has(one)), isNamed: true };
  }
  const last = segments.at(-1) ?? '';
  return NUMBER.test(last) ? { number: last, place: segments.slice(0, -1), isNamed: false } : null;
}

/** Of an issue's key its project is a part; for a bare number it is what stands before it, if that says more than the way in. */
function projectOf({ number, place, isNamed }: Found): readonly string[] {
  if (isNamed && ISSUE_KEY.test(number)) {
    const at = place.findIndex((one) => one === 'jira' || one === 'projects');
    return at < 0 ? place : place.slice(0, at);
  }
  return place.length === 1 && ENTRANCES.has(place[0] ?? '') ? [] : place;
}

function whole(address: string, fragment: string): string {
  const [path = '', query = ''] = splitAt(address, '?');
  const kept = query.split('&').filter((one) => {
    const [name = ''] = splitAt(one.toLowerCase(), '=');
    return name !== '' && !LOOKS.has(name) && !name.startsWith('utm_');
  });
  const asked = kept.length === 0 ? '' : `?${kept.sort().join('&')}`;
  const end = fragment === '' ? '' : `#${fragment}`;
  return `${path
    .split('/')
    .filter((one) => one !== '')
    .map((one) => `/${one}`)
    .join('')}${asked}${end}`;
}

function splitAt(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

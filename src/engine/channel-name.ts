import slugify from '@sindresorhus/slugify';
import { trimEnd } from '../domain/kernel/trim.ts';

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

/** Latin letters lose their marks, so that Zürich is "zurich"; letters of other scripts are spelt as they sound, signs are not. */
function slug(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\p{Symbol}&]/gu, ' ')
    .replace(/(\p{Script=Latin})\p{Mark}+/gu, '$1')
    .normalize('NFC');
  return slugify(plain, { decamelize: false });
}

function cut(text: string, length: number): string {
  return trimEnd(text.slice(0, Math.max(0, length)), '-');
}

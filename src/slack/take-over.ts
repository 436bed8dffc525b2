import { LRUCache } from 'lru-cache';
import { MINUTE } from '../domain/kernel/time.ts';
import { LONGEST } from './kit/inputs.ts';
import { type Names, unescapeText, utc } from './kit/text.ts';
import type { ListenerContext } from './listener-context.ts';
import { linkTo, type ReadMessage } from './message.ts';
import { groupsMentioned, peopleMentioned } from './names.ts';
import type { Invocation } from './payload.ts';

/** People and groups of one text who are looked up; further ones are "a colleague" and "a user group". */
const MOST_NAMED = 20;
/** Group names are asked for at most this often. */
const LIFE_MS = 10 * MINUTE;

/** What a form begins with for somebody who typed after a command or used a shortcut on a message. */
export type TakeOver = (invocation: Invocation) => Promise<string>;

/** Ask it only for somebody who may open the form: it looks up whom the text names. */
export function createTakeOver(context: ListenerContext): TakeOver {
  const groups = new LRUCache<string, ReadonlyMap<string, string>>({
    max: 100,
    ttl: LIFE_MS,
    perf: { now: context.now },
    fetchMethod: (workspace) => groupNames(context, workspace),
  });

  return async ({ workspace, text, message, channel, domain }) => {
    const people = peopleMentioned(text).slice(0, MOST_NAMED);
    const author = message?.author ?? null;
    const asked = author !== null && 'person' in author ? [author.person, ...people] : people;
    const names = await context.names(workspace, asked);
    const called = groupsMentioned(text) ? await groups.fetch(workspace) : undefined;
    const read = unescapeText(text, names, (id) => called?.get(id) ?? 'a user group');
    return message === null ? read : withSource(read, sourceOf(message, domain, channel, names));
  };
}

/** Who wrote it, when, and where it stands. */
function sourceOf(message: ReadMessage, domain: string | null, channel: string | null, names: Names): string {
  const { author, ts } = message;
  const by = author === null ? null : 'person' in author ? names(author.person) : author.name;
  const at = ts === null ? null : utc(Number(ts) * 1000);
  return [by, at, linkTo(domain, channel, message)].filter((part) => part !== null).join(', ');
}

/** The source stays, however long the text is. */
function withSource(text: string, source: string): string {
  if (source === '') return text;
  const room = LONGEST - source.length - 4;
  const shown = text.length <= room ? text : `${text.slice(0, room - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
  return `${shown}\n\n(${source})`;
}

/** Their names by their ids. Without the scope, or without an answer, groups go without. */
async function groupNames(context: ListenerContext, workspace: string): Promise<ReadonlyMap<string, string>> {
  try {
    const { usergroups = [] } = await context.client(workspace).usergroups.list({ include_disabled: true });
    return new Map(usergroups.flatMap(({ id, handle, name }) => (id ? [[id, handle || name || '']] : [])));
  } catch {
    return new Map();
  }
}

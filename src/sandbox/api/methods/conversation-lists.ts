import { z } from 'zod';
import type { Json } from '../../protocol.ts';
import { canSee, conversationFor, isMember, mustBeMember } from '../../workspace/access.ts';
import { SlackError } from '../../workspace/errors.ts';
import { isTs } from '../../workspace/ids.ts';
import { pinCount } from '../../workspace/pins-and-reactions.ts';
import type { ConversationRecord } from '../../workspace/records.ts';
import { lowerBound } from '../../workspace/sorted.ts';
import { channel, flag, ids, limit, number, required, text } from '../arguments.ts';
import { decodeCursor, encodeCursor, page, readLimit } from '../cursor.ts';
import { messageObject } from '../message-object.ts';
import { type Call, type Methods, method } from '../method.ts';
import { conversationObject, withMemberCount } from '../slack-objects.ts';

const kinds = { public_channel: 'public', private_channel: 'private', mpim: 'mpim', im: 'im' } as const;
type Kind = (typeof kinds)[keyof typeof kinds];

const reading = ['groups:read', 'im:read', 'mpim:read', 'channels:read'];
const history = ['groups:history', 'im:history', 'mpim:history', 'channels:history'];

const pages = { cursor: text, limit };
const conversationPages = { ...pages, exclude_archived: flag, types: text };
const messagePages = {
  ...{ channel, cursor: text, limit: number.optional() },
  ...{ oldest: text, latest: text, inclusive: flag, include_all_metadata: flag },
};

export const conversationListMethods: Methods = {
  'conversations.list': method('t2', reading, z.strictObject(conversationPages), (call) => {
    const { workspace, bot } = call;
    return pageOfConversations(call, workspace.indexes.conversationIds, (one) =>
      withMemberCount(workspace, one, bot),
    );
  }),

  'users.conversations': method(
    't3',
    reading,
    { ...conversationPages, exclude_muted: flag, user: text },
    (call) => {
      const { workspace, bot, args } = call;
      const user = args.user || bot;
      if (!workspace.people.get(user)) throw new SlackError('user_not_found');
      const found = [...(workspace.indexes.conversationsOf.get(user) ?? [])];
      return pageOfConversations(call, found, (one) => conversationObject(workspace, one, bot));
    },
  ),

  'conversations.members': method('t4', reading, { channel, ...pages }, ({ workspace, bot, args }) => {
    const { id } = conversationFor(workspace, bot, args.channel);
    const members = [...(workspace.indexes.membersOf.get(id) ?? [])];
    const most = readLimit(args.limit, 100, 1000);
    const { found, nextCursor } = page(members, args.cursor, most, (user) => user);
    return { members: found, response_metadata: { next_cursor: nextCursor } };
  }),

  'conversations.history': method('t3', history, z.strictObject(messagePages), (call) => {
    const { workspace, bot, args } = call;
    const { id } = readable(call);
    const timeline = workspace.indexes.timeline.get(id) ?? [];
    const range = rangeOf(timeline, args);
    // Newest first; a cursor says before which message to go on.
    const before = decodeCursor('next_ts', args.cursor);
    const end = before === '' ? range.end : Math.min(range.end, lowerBound(timeline, before));
    const start = Math.max(range.start, end - readLimit(args.limit, 100, 999));
    const messages = timeline.slice(start, end).reverse();
    return {
      ...pageOfMessages(call, messages, start > range.start ? timeline[start] : undefined),
      pin_count: isMember(workspace, id, bot) ? pinCount(workspace, id) : 0,
      ...(args.latest ? { latest: args.latest } : {}),
      ...(args.oldest ? { oldest: args.oldest } : {}),
    };
  }),

  'conversations.replies': method('t3', history, { ...messagePages, ts: required() }, (call) => {
    const { workspace, args } = call;
    const { id } = readable(call);
    const given = workspace.messages.get(`${id}:${args.ts}`);
    if (!given) throw new SlackError('thread_not_found');
    const root = given.threadTs ?? given.ts;
    const all = [root, ...(workspace.indexes.threads.get(`${id}:${root}`) ?? [])];
    const range = rangeOf(all, args);
    const from = decodeCursor('next_ts', args.cursor);
    const start = from === '' ? range.start : Math.max(range.start, lowerBound(all, from));
    const end = Math.min(range.end, start + readLimit(args.limit, 1000, 1000));
    return pageOfMessages(call, all.slice(start, end), end < range.end ? all[end] : undefined);
  }),
};

type Pages = z.output<z.ZodObject<typeof messagePages>>;
type ConversationPages = z.output<z.ZodObject<typeof conversationPages>>;

function readable({ workspace, bot, args }: Call<Pages>): ConversationRecord {
  const conversation = conversationFor(workspace, bot, args.channel);
  mustBeMember(workspace, bot, conversation);
  return conversation;
}

/** @param next The message that the next page has to do with; without it there is none. */
function pageOfMessages({ workspace, args }: Call<Pages>, page: readonly string[], next?: string): Json {
  return {
    messages: page.flatMap((ts) => {
      const message = workspace.messages.get(`${args.channel}:${ts}`);
      return message ? messageObject(workspace, message, args.include_all_metadata) : {};
    }),
    has_more: next !== undefined,
    response_metadata: { next_cursor: next === undefined ? '' : encodeCursor('next_ts', next) },
  };
}

/** The half-open range of indexes between `oldest` and `latest`, which count only when `inclusive` is set. */
function rangeOf(timeline: readonly string[], args: Pages): { start: number; end: number } {
  const oldest = bound(args, 'oldest');
  const latest = bound(args, 'latest');
  const { inclusive } = args;
  const has = (at: number, ts: string) => timeline[at] === ts;
  let start = oldest === undefined ? 0 : lowerBound(timeline, oldest);
  if (oldest !== undefined && !inclusive && has(start, oldest)) start += 1;
  let end = latest === undefined ? timeline.length : lowerBound(timeline, latest);
  if (latest !== undefined && inclusive && has(end, latest)) end += 1;
  return { start, end: Math.max(start, end) };
}

/** "1700000000", "1700000000.5" and "0" are times too; they are written out so that they compare as text. */
function bound(args: Pages, name: 'oldest' | 'latest'): string | undefined {
  const given = args[name];
  if (!given || given === 'now') return undefined;
  if (!/^\d{1,12}(\.\d{1,6})?$/.test(given)) throw new SlackError(`invalid_ts_${name}`);
  const [seconds = '', micros = ''] = given.split('.');
  const ts = `${seconds.padStart(10, '0')}.${micros.padEnd(6, '0')}`;
  return isTs(ts) ? ts : undefined;
}

/** Of somebody else's conversations, too, the app learns only what it may see itself. */
function pageOfConversations(
  { workspace, bot, args }: Call<ConversationPages>,
  all: readonly string[],
  shape: (one: ConversationRecord) => Json,
): Json {
  const wanted = wantedKinds(workspace.scopes, ids(args.types));
  const { found, nextCursor } = page(all, args.cursor, readLimit(args.limit, 100, 999), (id) => {
    const one = workspace.conversations.get(id);
    if (!one || !wanted.has(one.mpim ? 'mpim' : one.kind) || !canSee(workspace, bot, one)) return undefined;
    return one.archived && args.exclude_archived ? undefined : one;
  });
  return { channels: found.map(shape), response_metadata: { next_cursor: nextCursor } };
}

function wantedKinds(scopes: ReadonlySet<string>, types: readonly string[]): Set<Kind> {
  const wanted = new Set<Kind>();
  for (const type of types.length === 0 ? ['public_channel'] : types) {
    const kind = Object.hasOwn(kinds, type) ? kinds[type as keyof typeof kinds] : undefined;
    if (kind === undefined) throw new SlackError('invalid_types');
    const needed = `${{ public: 'channels', private: 'groups', mpim: 'mpim', im: 'im' }[kind]}:read`;
    if (!scopes.has(needed))
      throw new SlackError('missing_scope', { needed, provided: [...scopes].join(',') });
    wanted.add(kind);
  }
  return wanted;
}

import type { Json } from '../../protocol.ts';
import { canSee, conversationFor, isMember, mustBeMember } from '../../workspace/access.ts';
import { SlackError } from '../../workspace/errors.ts';
import { isTs } from '../../workspace/ids.ts';
import { pinCount } from '../../workspace/pins-and-reactions.ts';
import type { ConversationRecord } from '../../workspace/records.ts';
import { lowerBound } from '../../workspace/sorted.ts';
import { type Call, flag, list, type Method, optional, text } from '../context.ts';
import { decodeCursor, encodeCursor, page, readLimit } from '../cursor.ts';
import { messageObject } from '../message-object.ts';
import { scopesSatisfied } from '../method-specs.ts';
import { conversationObject, withMemberCount } from '../slack-objects.ts';

const kinds = { public_channel: 'public', private_channel: 'private', mpim: 'mpim', im: 'im' } as const;
type Kind = (typeof kinds)[keyof typeof kinds];

export const conversationListMethods: { readonly [name: string]: Method } = {
  'conversations.list'(call) {
    const { workspace, bot } = call;
    return pageOfConversations(call, 'conversations.list', workspace.indexes.conversationIds, (one) =>
      canSee(workspace, bot, one),
    );
  },

  'users.conversations'(call) {
    const { workspace, bot, args } = call;
    const user = optional(args, 'user') ?? bot;
    if (!workspace.people.get(user)) throw new SlackError('user_not_found');
    const ids = [...(workspace.indexes.conversationsOf.get(user) ?? [])];
    // Of somebody else's conversations the app learns only what it may see itself.
    return pageOfConversations(call, 'users.conversations', ids, (one) => canSee(workspace, bot, one));
  },

  'conversations.members'({ workspace, bot, args }) {
    const { id } = conversationFor(workspace, bot, text(args, 'channel'));
    const ids = [...(workspace.indexes.membersOf.get(id) ?? [])];
    const { found, nextCursor } = page(ids, args.cursor, readLimit(args.limit, 100, 1000), (user) => user);
    return { members: found, response_metadata: { next_cursor: nextCursor } };
  },

  'conversations.history'(call) {
    const { workspace, bot, args } = call;
    const conversation = readable(call);
    const timeline = workspace.indexes.timeline.get(conversation.id) ?? [];
    const range = rangeOf(timeline, args);
    // Newest first; a cursor says before which message to go on.
    const before = decodeCursor('next_ts', args.cursor);
    const end = before === '' ? range.end : Math.min(range.end, lowerBound(timeline, before));
    const start = Math.max(range.start, end - readLimit(args.limit, 100, 999));
    const messages = timeline.slice(start, end).reverse();
    const hasMore = start > range.start;
    return {
      messages: messages.map((ts) => shapeOf(call, conversation.id, ts)),
      has_more: hasMore,
      pin_count: isMember(workspace, conversation.id, bot) ? pinCount(workspace, conversation.id) : 0,
      ...(optional(args, 'latest') ? { latest: text(args, 'latest') } : {}),
      ...(optional(args, 'oldest') ? { oldest: text(args, 'oldest') } : {}),
      response_metadata: { next_cursor: hasMore ? encodeCursor('next_ts', timeline[start] ?? '') : '' },
    };
  },

  'conversations.replies'(call) {
    const { workspace, args } = call;
    const conversation = readable(call);
    const given = workspace.messages.get(`${conversation.id}:${text(args, 'ts')}`);
    if (!given) throw new SlackError('thread_not_found');
    const root = given.threadTs ?? given.ts;
    const all = [root, ...(workspace.indexes.threads.get(`${conversation.id}:${root}`) ?? [])];
    const range = rangeOf(all, args);
    const from = decodeCursor('next_ts', args.cursor);
    const start = from === '' ? range.start : Math.max(range.start, lowerBound(all, from));
    const end = Math.min(range.end, start + readLimit(args.limit, 1000, 1000));
    const hasMore = end < range.end;
    return {
      messages: all.slice(start, end).map((ts) => shapeOf(call, conversation.id, ts)),
      has_more: hasMore,
      response_metadata: { next_cursor: hasMore ? encodeCursor('next_ts', all[end] ?? '') : '' },
    };
  },
};

function readable(call: Call): ConversationRecord {
  const conversation = conversationFor(call.workspace, call.bot, text(call.args, 'channel'));
  mustBeMember(call.workspace, call.bot, conversation);
  return conversation;
}

function shapeOf({ workspace, args }: Call, channel: string, ts: string): Json {
  const message = workspace.messages.get(`${channel}:${ts}`);
  return message ? messageObject(workspace, message, flag(args, 'include_all_metadata')) : {};
}

/** The half-open range of indexes between `oldest` and `latest`, which count only when `inclusive` is set. */
function rangeOf(timeline: readonly string[], args: Json): { start: number; end: number } {
  const oldest = bound(args, 'oldest');
  const latest = bound(args, 'latest');
  const inclusive = flag(args, 'inclusive');
  const has = (at: number, ts: string) => timeline[at] === ts;
  let start = oldest === undefined ? 0 : lowerBound(timeline, oldest);
  if (oldest !== undefined && !inclusive && has(start, oldest)) start += 1;
  let end = latest === undefined ? timeline.length : lowerBound(timeline, latest);
  if (latest !== undefined && inclusive && has(end, latest)) end += 1;
  return { start, end: Math.max(start, end) };
}

/** "1700000000", "1700000000.5" and "0" are times too; they are written out so that they compare as text. */
function bound(args: Json, name: 'oldest' | 'latest'): string | undefined {
  const given = optional(args, name);
  if (given === undefined || given === 'now') return undefined;
  if (!/^\d{1,12}(\.\d{1,6})?$/.test(given)) throw new SlackError(`invalid_ts_${name}`);
  const [seconds = '', micros = ''] = given.split('.');
  const ts = `${seconds.padStart(10, '0')}.${micros.padEnd(6, '0')}`;
  return isTs(ts) ? ts : undefined;
}

function pageOfConversations(
  call: Call,
  method: string,
  ids: readonly string[],
  visible: (one: ConversationRecord) => boolean,
): Json {
  const { workspace, bot, args } = call;
  const wanted = wantedKinds(call, method);
  const limit = readLimit(args.limit, 100, 999);
  const { found, nextCursor } = page(ids, args.cursor, limit, (id) => {
    const one = workspace.conversations.get(id);
    if (!one || !wanted.has(one.mpim ? 'mpim' : one.kind) || !visible(one)) return undefined;
    return one.archived && flag(args, 'exclude_archived') ? undefined : one;
  });
  const shape = method === 'conversations.list' ? withMemberCount : conversationObject;
  return {
    channels: found.map((one) => shape(workspace, one, bot)),
    response_metadata: { next_cursor: nextCursor },
  };
}

function wantedKinds({ workspace, args }: Call, method: string): Set<Kind> {
  const types = list(args, 'types');
  const wanted = new Set<Kind>();
  for (const type of types.length === 0 ? ['public_channel'] : types) {
    const kind = Object.hasOwn(kinds, type) ? kinds[type as keyof typeof kinds] : undefined;
    if (kind === undefined) throw new SlackError('invalid_types');
    if (!scopesSatisfied(method, workspace.scopes, kind)) {
      const needed = { public: 'channels', private: 'groups', mpim: 'mpim', im: 'im' }[kind];
      const provided = [...workspace.scopes].join(',');
      throw new SlackError('missing_scope', { needed: `${needed}:read`, provided });
    }
    wanted.add(kind);
  }
  return wanted;
}

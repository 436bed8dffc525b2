import type { Block, Json } from '../protocol.ts';
import { conversationFor, mustBeActive } from './access.ts';
import { SlackError } from './errors.ts';
import type { MessageRecord, Metadata } from './records.ts';
import type { Workspace } from './workspace.ts';

/** Slack cuts a message's text off here, in characters. */
const maxTextLength = 40_000;

export type NewMessage = {
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks?: readonly Block[] | undefined;
  readonly attachments?: readonly Json[] | undefined;
  readonly threadTs?: string | undefined;
  readonly broadcast?: boolean | undefined;
  readonly metadata?: Metadata | undefined;
  readonly byApp?: boolean | undefined;
  readonly extra?: Json | undefined;
};

/** What an edit may change; what is left out stays. */
export type Edit = Partial<Pick<NewMessage, 'text' | 'blocks' | 'attachments' | 'metadata'>>;

/** The message, or `message_not_found`. */
export function messageOf(workspace: Workspace, channel: string, ts: string): MessageRecord {
  const message = workspace.messages.get(`${channel}:${ts}`);
  if (!message) throw new SlackError('message_not_found');
  return message;
}

/** Posts without asking who may: membership is for the caller to judge, for it differs between people and the app. */
export function postMessage(workspace: Workspace, wanted: NewMessage): MessageRecord {
  const conversation = workspace.conversations.get(wanted.channel);
  if (!conversation) throw new SlackError('channel_not_found');
  mustBeActive(conversation);
  const threadTs =
    wanted.threadTs === undefined ? undefined : threadRoot(workspace, wanted.channel, wanted.threadTs);
  const message = workspace.messages.put({
    channel: wanted.channel,
    ts: workspace.nextTs(),
    user: wanted.user,
    text: wanted.text.slice(0, maxTextLength),
    byApp: wanted.byApp ?? false,
    reactions: [],
    ...(wanted.blocks && wanted.blocks.length > 0 ? { blocks: wanted.blocks } : {}),
    ...(wanted.attachments && wanted.attachments.length > 0 ? { attachments: wanted.attachments } : {}),
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(threadTs !== undefined && wanted.broadcast ? { broadcast: true, subtype: 'thread_broadcast' } : {}),
    ...(wanted.metadata ? { metadata: wanted.metadata } : {}),
    ...(wanted.extra ? { extra: wanted.extra } : {}),
  });
  workspace.reads.put({ channel: message.channel, user: message.user, ts: message.ts });
  workspace.changes.emit({ type: 'message.posted', message });
  if (threadTs !== undefined) touch(workspace, message.channel, threadTs);
  return message;
}

/** A reply to a reply belongs to the thread's first message. */
function threadRoot(workspace: Workspace, channel: string, ts: string): string {
  const root = workspace.messages.get(`${channel}:${ts}`);
  if (!root) throw new SlackError('thread_not_found');
  return root.threadTs ?? root.ts;
}

export function postSystemMessage(
  workspace: Workspace,
  channel: string,
  user: string,
  subtype: string,
  text: string,
  extra: Json = {},
): void {
  const ts = workspace.nextTs();
  const message = { channel, ts, user, text, subtype, extra, byApp: false, reactions: [] };
  workspace.changes.emit({ type: 'message.posted', message: workspace.messages.put(message) });
}

export function editMessage(
  workspace: Workspace,
  by: string,
  channel: string,
  ts: string,
  edit: Edit,
): MessageRecord {
  const previous = messageOf(workspace, channel, ts);
  if (previous.user !== by || previous.subtype?.startsWith('channel_'))
    throw new SlackError('cant_update_message');
  const message = workspace.messages.put({
    ...previous,
    ...edit,
    edited: { user: by, ts: workspace.nextTs() },
  });
  workspace.changes.emit({ type: 'message.changed', message, previous });
  return message;
}

export function deleteMessage(
  workspace: Workspace,
  by: string,
  channel: string,
  ts: string,
  isAdmin = false,
): void {
  const previous = messageOf(workspace, channel, ts);
  if ((previous.user !== by && !isAdmin) || previous.subtype?.startsWith('channel_'))
    throw new SlackError('cant_delete_message');
  workspace.messages.delete(`${channel}:${ts}`);
  workspace.changes.emit({ type: 'message.deleted', previous });
  if (previous.threadTs) touch(workspace, channel, previous.threadTs);
}

/** Says that a message looks different now, though its words are the same. */
export function touch(workspace: Workspace, channel: string, ts: string): void {
  const message = workspace.messages.get(`${channel}:${ts}`);
  if (message) workspace.changes.emit({ type: 'message.touched', message });
}

export type ThreadSummary = { replyCount: number; replyUsers: string[]; latestReply?: string };

export function threadSummary(workspace: Workspace, message: MessageRecord): ThreadSummary {
  const replies = workspace.indexes.threads.get(`${message.channel}:${message.ts}`) ?? [];
  const users = new Set<string>();
  for (const ts of replies) {
    const reply = workspace.messages.get(`${message.channel}:${ts}`);
    if (reply) users.add(reply.user);
  }
  const latestReply = replies[replies.length - 1];
  return { replyCount: replies.length, replyUsers: [...users], ...(latestReply ? { latestReply } : {}) };
}

/** For one person's eyes; it is neither counted as unread nor kept. */
export function postEphemeral(workspace: Workspace, to: string, wanted: NewMessage): MessageRecord {
  const message: MessageRecord = {
    channel: wanted.channel,
    ts: workspace.nextTs(),
    user: wanted.user,
    text: wanted.text,
    byApp: true,
    reactions: [],
    ...(wanted.blocks && wanted.blocks.length > 0 ? { blocks: wanted.blocks } : {}),
    ...(wanted.attachments && wanted.attachments.length > 0 ? { attachments: wanted.attachments } : {}),
    ...(wanted.threadTs ? { threadTs: wanted.threadTs } : {}),
  };
  workspace.ephemerals.set(`${to}:${message.channel}:${message.ts}`, message);
  workspace.changes.emit({ type: 'ephemeral.posted', message, to });
  return message;
}

/** The message as this person meets it: theirs alone, or one in a conversation they see. */
export function messageFor(workspace: Workspace, user: string, channel: string, ts: string): MessageRecord {
  const ephemeral = workspace.ephemerals.get(`${user}:${channel}:${ts}`);
  if (ephemeral) return ephemeral;
  return messageOf(workspace, conversationFor(workspace, user, channel).id, ts);
}

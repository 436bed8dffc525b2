import type { Json } from '../../protocol.ts';
import { conversationFor, isMember, mustBeActive, mustBeMember } from '../../workspace/access.ts';
import { openIm } from '../../workspace/conversations.ts';
import { SlackError } from '../../workspace/errors.ts';
import {
  deleteMessage,
  editMessage,
  messageOf,
  type NewMessage,
  postEphemeral,
  postMessage,
} from '../../workspace/messages.ts';
import type { ConversationRecord } from '../../workspace/records.ts';
import { mustSaySomething, readContent, readMetadata } from '../content.ts';
import { type Call, flag, type Method, optional, text } from '../context.ts';
import { messageObject, permalink } from '../message-object.ts';

/** `msg_too_long`: "The text field cannot exceed 4,000 characters." */
const maxUpdateText = 4000;
/** How far ahead a message may be scheduled, in seconds: 120 days. */
const maxScheduleAhead = 120 * 86_400;

export const chatMethods: { readonly [name: string]: Method } = {
  'chat.postMessage'(call) {
    const message = postMessage(call.workspace, newMessage(call, destination(call)));
    return {
      channel: message.channel,
      ts: message.ts,
      message: messageObject(call.workspace, message, true),
    };
  },

  'chat.postEphemeral'(call) {
    const { workspace, args } = call;
    const to = text(args, 'user');
    const wanted = newMessage(call, destination(call));
    if (!isMember(workspace, wanted.channel, to)) throw new SlackError('user_not_in_channel');
    return { message_ts: postEphemeral(workspace, to, wanted).ts };
  },

  'chat.update'(call) {
    const { workspace, bot, args } = call;
    const channel = conversationFor(workspace, bot, text(args, 'channel'));
    const before = messageOf(workspace, channel.id, text(args, 'ts'));
    if (channel.archived) throw new SlackError('is_inactive');
    const content = readContent(args);
    mustSaySomething(content);
    if (content.text.length > maxUpdateText) throw new SlackError('msg_too_long');
    const metadata = readMetadata(args);
    const message = editMessage(workspace, bot, channel.id, before.ts, {
      ...content,
      ...(metadata === undefined ? {} : { metadata: metadata ?? undefined }),
    });
    return {
      channel: channel.id,
      ts: message.ts,
      text: message.text,
      message: messageObject(workspace, message, true),
    };
  },

  'chat.delete'(call) {
    const { workspace, bot, args } = call;
    const channel = conversationFor(workspace, bot, text(args, 'channel'));
    deleteMessage(workspace, bot, channel.id, text(args, 'ts'));
    return { channel: channel.id, ts: text(args, 'ts') };
  },

  'chat.getPermalink'({ workspace, bot, args }) {
    const channel = conversationFor(workspace, bot, text(args, 'channel')).id;
    const message = messageOf(workspace, channel, text(args, 'message_ts'));
    return { channel, permalink: permalink(workspace, channel, message.ts, message.threadTs) };
  },

  'chat.scheduleMessage'(call) {
    const { workspace, args, context } = call;
    const wanted = newMessage(call, destination(call));
    const at = Number(args.post_at);
    const ahead = at - workspace.now() / 1000;
    if (!Number.isInteger(at)) throw new SlackError('invalid_time');
    if (ahead <= 0) throw new SlackError('time_in_past');
    if (ahead > maxScheduleAhead) throw new SlackError('time_too_far');
    context.later(ahead * 1000, () => postMessage(workspace, wanted));
    return {
      channel: wanted.channel,
      scheduled_message_id: `Q${at}${wanted.channel}`,
      post_at: at,
      message: { text: wanted.text, type: 'delayed_message', user: call.bot, bot_id: workspace.app.botId },
    };
  },
};

/** An id, "#name" or a person's id, which stands for the direct message with them. */
function destination({ workspace, bot, args }: Call): ConversationRecord {
  const given = text(args, 'channel');
  if (workspace.people.get(given)) {
    if (given === bot) throw new SlackError('channel_not_found');
    const { messages_tab_enabled: open } = workspace.manifest.features.app_home;
    if (!open) throw new SlackError('messages_tab_disabled');
    return openIm(workspace, bot, given).im;
  }
  const byName = given.startsWith('#') ? workspace.indexes.conversationByName.get(given.slice(1)) : undefined;
  const conversation = conversationFor(workspace, bot, byName ?? given);
  mustBeActive(conversation);
  const anywhere = conversation.kind === 'public' && workspace.scopes.has('chat:write.public');
  if (!anywhere) mustBeMember(workspace, bot, conversation);
  return conversation;
}

function newMessage(call: Call, conversation: ConversationRecord): NewMessage {
  const { workspace, bot, args } = call;
  const content = readContent(args);
  mustSaySomething(content);
  const threadTs = optional(args, 'thread_ts');
  if (threadTs !== undefined) mustBeRepliable(call, conversation.id, threadTs);
  return {
    ...content,
    channel: conversation.id,
    user: bot,
    byApp: true,
    threadTs,
    broadcast: flag(args, 'reply_broadcast'),
    metadata: readMetadata(args) ?? undefined,
    extra: customised(workspace.scopes, args),
  };
}

function mustBeRepliable({ workspace }: Call, channel: string, ts: string): void {
  const root = workspace.messages.get(`${channel}:${ts}`);
  if (!root || root.subtype?.startsWith('channel_')) throw new SlackError('cannot_reply_to_message');
}

function customised(scopes: ReadonlySet<string>, args: Json): Json | undefined {
  const names = ['username', 'icon_emoji', 'icon_url'].filter((name) => optional(args, name) !== undefined);
  if (names.length === 0) return undefined;
  if (!scopes.has('chat:write.customize')) {
    throw new SlackError('missing_scope', {
      needed: 'chat:write.customize',
      provided: [...scopes].join(','),
    });
  }
  return Object.fromEntries(names.map((name) => [name, args[name]]));
}

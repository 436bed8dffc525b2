import { z } from 'zod';
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
import type { Workspace } from '../../workspace/workspace.ts';
import { array, channel, flag, metadata, number, oneOf, required, text } from '../arguments.ts';
import { mustSaySomething, readContent } from '../content.ts';
import { messageObject, permalink } from '../message-object.ts';
import { type Call, type Methods, method } from '../method.ts';

/** `msg_too_long`: "The text field cannot exceed 4,000 characters." */
const maxUpdateText = 4000;
/** How far ahead a message may be scheduled, in seconds: 120 days. */
const maxScheduleAhead = 120 * 86_400;

const scopes = ['chat:write'];

const content = {
  ...{ channel, text, markdown_text: text, blocks: array('invalid_blocks_format').optional() },
  ...{ attachments: array().optional(), metadata: metadata('invalid_metadata_format') },
  ...{ as_user: flag, link_names: flag, parse: text },
};
const customized = { icon_emoji: text, icon_url: text, username: text };
const unfurled = { thread_ts: text, reply_broadcast: flag, unfurl_links: flag, unfurl_media: flag };
const ownAttachments = array('invalid_attachments').optional();

const contentNames = ['text', 'blocks', 'attachments', 'markdown_text'];
const saysSomething = oneOf('no_text', ...contentNames);

/** Of every method that sends a message; what only some of them take is optional. */
type Sending = z.output<z.ZodObject<typeof content>> &
  Partial<z.output<z.ZodObject<typeof customized & typeof unfurled>>>;

const markdownAlone = z.refine<Json>(
  (args) => args.markdown_text === undefined || (args.text === undefined && args.blocks === undefined),
  {
    error: 'markdown_text_conflict',
    params: { sentence: 'markdown_text cannot be used together with text or blocks' },
  },
);

export const chatMethods: Methods = {
  'chat.postMessage': method(
    't5',
    scopes,
    z
      .strictObject({
        ...{ ...content, ...customized, ...unfurled },
        mrkdwn: flag,
        current_draft_last_updated_ts: text,
      })
      .check(saysSomething, markdownAlone),
    (call) => {
      const message = postMessage(call.workspace, newMessage(call));
      return {
        channel: message.channel,
        ts: message.ts,
        message: messageObject(call.workspace, message, true),
      };
    },
  ),

  'chat.postEphemeral': method(
    't4',
    scopes,
    z
      .strictObject({
        ...{ ...content, ...customized, attachments: ownAttachments, metadata: metadata() },
        user: required(),
        thread_ts: text,
      })
      .check(saysSomething, markdownAlone),
    (call) => {
      const { workspace, args } = call;
      const wanted = newMessage(call);
      if (!isMember(workspace, wanted.channel, args.user)) throw new SlackError('user_not_in_channel');
      return { message_ts: postEphemeral(workspace, args.user, wanted).ts };
    },
  ),

  'chat.update': method(
    't3',
    scopes,
    z
      .strictObject({
        ...{ ...content, attachments: ownAttachments },
        ts: required('message_not_found'),
        file_ids: array().optional(),
        reply_broadcast: flag,
        unfurled_attachments: array().optional(),
      })
      .check(oneOf('no_text', ...contentNames, 'metadata', 'file_ids'), markdownAlone),
    ({ workspace, bot, args }) => {
      const channel = conversationFor(workspace, bot, args.channel);
      const before = messageOf(workspace, channel.id, args.ts);
      if (channel.archived) throw new SlackError('is_inactive');
      const content = readContent(args);
      mustSaySomething(content);
      if (content.text.length > maxUpdateText) throw new SlackError('msg_too_long');
      const message = editMessage(workspace, bot, channel.id, before.ts, {
        ...content,
        ...(args.metadata === undefined ? {} : { metadata: args.metadata ?? undefined }),
      });
      return {
        channel: channel.id,
        ts: message.ts,
        text: message.text,
        message: messageObject(workspace, message, true),
      };
    },
  ),

  'chat.delete': method(
    't3',
    scopes,
    { channel, ts: required('message_not_found'), as_user: flag },
    ({ workspace, bot, args }) => {
      const { id } = conversationFor(workspace, bot, args.channel);
      deleteMessage(workspace, bot, id, args.ts);
      return { channel: id, ts: args.ts };
    },
  ),

  'chat.getPermalink': method(
    't5',
    [],
    { channel, message_ts: required('message_not_found') },
    ({ workspace, bot, args }) => {
      const { id } = conversationFor(workspace, bot, args.channel);
      const message = messageOf(workspace, id, args.message_ts);
      return { channel: id, permalink: permalink(workspace, id, message.ts, message.threadTs) };
    },
  ),

  'chat.scheduleMessage': method(
    't3',
    scopes,
    z.strictObject({ ...content, ...unfurled, post_at: number }).check(saysSomething, markdownAlone),
    (call) => {
      const { workspace, bot, context } = call;
      const wanted = newMessage(call);
      const at = call.args.post_at;
      const ahead = at - workspace.now() / 1000;
      if (!Number.isInteger(at)) throw new SlackError('invalid_time');
      if (ahead <= 0) throw new SlackError('time_in_past');
      if (ahead > maxScheduleAhead) throw new SlackError('time_too_far');
      context.later(ahead * 1000, () => postMessage(workspace, wanted));
      return {
        channel: wanted.channel,
        scheduled_message_id: `Q${at}${wanted.channel}`,
        post_at: at,
        message: { text: wanted.text, type: 'delayed_message', user: bot, bot_id: workspace.app.botId },
      };
    },
  ),
};

/** An id, "#name" or a person's id, which stands for the direct message with them. */
function destination({ workspace, bot, args }: Call<Sending>): ConversationRecord {
  const given = args.channel;
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

function newMessage(call: Call<Sending>): NewMessage {
  const { workspace, bot, args } = call;
  const conversation = destination(call);
  const content = readContent(args);
  mustSaySomething(content);
  const threadTs = args.thread_ts || undefined;
  if (threadTs !== undefined) mustBeRepliable(workspace, conversation.id, threadTs);
  return {
    ...content,
    channel: conversation.id,
    user: bot,
    byApp: true,
    threadTs,
    broadcast: args.reply_broadcast,
    metadata: args.metadata ?? undefined,
    extra: customization(workspace.scopes, args),
  };
}

function mustBeRepliable(workspace: Workspace, channel: string, ts: string): void {
  const root = workspace.messages.get(`${channel}:${ts}`);
  if (!root || root.subtype?.startsWith('channel_')) throw new SlackError('cannot_reply_to_message');
}

function customization(scopes: ReadonlySet<string>, args: Sending): Json | undefined {
  const given = Object.keys(customized).flatMap((name) => {
    const value = args[name as keyof typeof customized];
    return value ? [[name, value] as const] : [];
  });
  if (given.length === 0) return undefined;
  if (scopes.has('chat:write.customize')) return Object.fromEntries(given);
  throw new SlackError('missing_scope', { needed: 'chat:write.customize', provided: [...scopes].join(',') });
}

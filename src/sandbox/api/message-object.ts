import type { Json } from '../protocol.ts';
import { threadSummary } from '../workspace/messages.ts';
import type { MessageRecord } from '../workspace/records.ts';
import { richTextBlock } from '../workspace/rich-text.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A message as Slack writes it in answers and events. Without `withMetadata` only the metadata's type shows. */
export function messageObject(workspace: Workspace, message: MessageRecord, withMetadata = false): Json {
  const { byApp, subtype, blocks, attachments, edited, metadata, pinned, reactions } = message;
  const typed = !byApp && subtype === undefined && message.text !== '';
  const richText = typed ? [richTextBlock(message.text, message.ts.slice(-5))] : undefined;
  return {
    ...(message.extra ?? {}),
    user: message.user,
    type: 'message',
    ...(subtype === undefined ? {} : { subtype }),
    ts: message.ts,
    ...(typed ? { client_msg_id: clientMessageId(message.ts) } : {}),
    ...(byApp ? appFields(workspace) : {}),
    text: message.text,
    team: workspace.identity.id,
    ...(message.threadTs
      ? { thread_ts: message.threadTs, parent_user_id: parentOf(workspace, message) }
      : {}),
    ...threadFields(workspace, message),
    ...(edited ? { edited } : {}),
    ...((blocks ?? richText) ? { blocks: blocks ?? richText } : {}),
    ...(attachments ? { attachments: attachments.map((one, index) => ({ id: index + 1, ...one })) } : {}),
    ...(reactions.length > 0
      ? { reactions: reactions.map((one) => ({ ...one, count: one.users.length })) }
      : {}),
    ...(pinned ? { pinned_to: [message.channel], pinned_info: pinnedInfo(message) } : {}),
    ...(metadata ? { metadata: withMetadata ? metadata : { event_type: metadata.event_type } } : {}),
  };
}

function appFields({ app, identity, manifest }: Workspace): Json {
  return {
    bot_id: app.botId,
    app_id: app.appId,
    bot_profile: {
      id: app.botId,
      deleted: false,
      name: manifest.features.bot_user?.display_name ?? manifest.display_information.name,
      updated: 0,
      app_id: app.appId,
      icons: { image_36: '', image_48: '', image_72: '' },
      team_id: identity.id,
    },
  };
}

function threadFields(workspace: Workspace, message: MessageRecord): Json {
  if (message.threadTs) return {};
  const { replyCount, replyUsers, latestReply } = threadSummary(workspace, message);
  if (replyCount === 0) return {};
  return {
    thread_ts: message.ts,
    reply_count: replyCount,
    reply_users_count: replyUsers.length,
    latest_reply: latestReply,
    reply_users: replyUsers.slice(0, 5),
    is_locked: false,
    subscribed: false,
  };
}

function parentOf(workspace: Workspace, message: MessageRecord): string | undefined {
  return workspace.messages.get(`${message.channel}:${message.threadTs}`)?.user;
}

export function pinnedInfo(message: MessageRecord): Json {
  return {
    channel: message.channel,
    pinned_by: message.pinned?.by ?? '',
    pinned_ts: message.pinned?.at ?? 0,
  };
}

/** A pin as `pins.list` and the pin events write it. */
export function pinnedItem(workspace: Workspace, message: MessageRecord, by = ''): Json {
  const { channel, ts, threadTs, pinned } = message;
  return {
    type: 'message',
    created: pinned?.at ?? Math.floor(workspace.now() / 1000),
    created_by: pinned?.by ?? by,
    channel,
    message: { ...messageObject(workspace, message), permalink: permalink(workspace, channel, ts, threadTs) },
  };
}

function clientMessageId(ts: string): string {
  const digits = ts.replace('.', '').padStart(32, '0').slice(-32);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function permalink(workspace: Workspace, channel: string, ts: string, threadTs?: string): string {
  const link = `https://${workspace.identity.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
  return threadTs ? `${link}?thread_ts=${threadTs}&cid=${channel}` : link;
}

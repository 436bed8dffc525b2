import type { Json } from '../protocol.ts';
import { ensure } from '../workspace/indexes.ts';
import { readMark } from '../workspace/marks.ts';
import { isMember, memberCount } from '../workspace/membership.ts';
import { threadSummary } from '../workspace/messages.ts';
import type { ConversationRecord, MessageRecord, PersonRecord, ViewRecord } from '../workspace/records.ts';
import { richTextBlock } from '../workspace/rich-text.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** How Slack writes people, conversations, messages and views in answers and in payloads alike. */

export function conversationShape(
  workspace: Workspace,
  conversation: ConversationRecord,
  viewer: string,
): Json {
  if (conversation.kind === 'im') return imShape(workspace, conversation, viewer);
  const { id, name, kind, mpim = false } = conversation;
  return {
    id,
    name,
    is_channel: kind === 'public',
    is_group: kind === 'private' && !mpim,
    is_im: false,
    is_mpim: mpim,
    is_private: kind === 'private',
    created: conversation.created,
    is_archived: conversation.archived,
    is_general: conversation.general,
    unlinked: 0,
    name_normalized: name,
    is_shared: false,
    is_frozen: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: workspace.identity.id,
    updated: conversation.created * 1000,
    parent_conversation: null,
    creator: conversation.creator,
    is_ext_shared: false,
    shared_team_ids: [workspace.identity.id],
    pending_connected_team_ids: [],
    is_member: isMember(workspace, id, viewer),
    last_read: readMark(workspace, viewer, id),
    topic: conversation.topic,
    purpose: conversation.purpose,
    previous_names: conversation.previousNames,
  };
}

function imShape(workspace: Workspace, im: ConversationRecord, viewer: string): Json {
  return {
    id: im.id,
    created: im.created,
    is_archived: false,
    is_im: true,
    is_org_shared: false,
    context_team_id: workspace.identity.id,
    updated: im.created * 1000,
    user: otherOf(im, viewer),
    is_open: true,
    last_read: readMark(workspace, viewer, im.id),
    priority: 0,
  };
}

export function otherOf(im: ConversationRecord, viewer: string): string {
  return im.pair?.find((user) => user !== viewer) ?? viewer;
}

export function withMemberCount(
  workspace: Workspace,
  conversation: ConversationRecord,
  viewer: string,
): Json {
  return {
    ...conversationShape(workspace, conversation, viewer),
    num_members: memberCount(workspace, conversation.id),
  };
}

export function personShape(workspace: Workspace, person: PersonRecord): Json {
  const withEmail = workspace.scopes.has('users:read.email');
  const botId =
    person.id === workspace.app.botUserId
      ? { bot_id: workspace.app.botId, api_app_id: workspace.app.appId }
      : {};
  return {
    id: person.id,
    team_id: workspace.identity.id,
    name: person.handle,
    deleted: person.deleted,
    color: person.color.replace('#', ''),
    real_name: person.name,
    tz: person.tz,
    ...zoneFields(person.tz, workspace.now()),
    profile: {
      title: person.title,
      phone: '',
      skype: '',
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: person.name,
      display_name_normalized: person.name,
      fields: null,
      status_text: '',
      status_emoji: '',
      status_expiration: 0,
      avatar_hash: 'g0000000000',
      ...(withEmail && !person.isBot ? { email: person.email } : {}),
      first_name: person.name.split(' ')[0],
      last_name: person.name.split(' ').slice(1).join(' '),
      team: workspace.identity.id,
      ...botId,
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: person.isBot,
    is_app_user: false,
    updated: person.updated,
    is_email_confirmed: true,
    who_can_share_contact_card: 'EVERYONE',
  };
}

export function messageShape(workspace: Workspace, message: MessageRecord, withMetadata = false): Json {
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

function clientMessageId(ts: string): string {
  const digits = ts.replace('.', '').padStart(32, '0').slice(-32);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function permalink(workspace: Workspace, channel: string, ts: string, threadTs?: string): string {
  const link = `https://${workspace.identity.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}`;
  return threadTs ? `${link}?thread_ts=${threadTs}&cid=${channel}` : link;
}

export function viewShape(workspace: Workspace, view: ViewRecord): Json {
  const { body } = view;
  const emptyButtons =
    body.type === 'modal' ? {} : { title: { type: 'plain_text', text: 'View Title', emoji: true } };
  return {
    ...emptyButtons,
    close: null,
    submit: null,
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    submit_disabled: false,
    ...body,
    id: view.id,
    team_id: workspace.identity.id,
    state: { values: view.state },
    hash: view.hash,
    previous_view_id: view.previousViewId,
    root_view_id: view.rootViewId,
    app_id: workspace.app.appId,
    app_installed_team_id: workspace.identity.id,
    bot_id: workspace.app.botId,
  };
}

const zones = new Map<string, Json>();

/** Asking Intl is slow and a workspace has few zones; they change at most on the hour. */
function zoneFields(tz: string, nowMs: number): Json {
  const key = `${tz} ${Math.floor(nowMs / 3_600_000)}`;
  return ensure(zones, key, () => ({
    tz_label: zoneName(tz, nowMs, 'long'),
    tz_offset: zoneOffset(tz, nowMs),
  }));
}

function zoneOffset(tz: string, nowMs: number): number {
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(zoneName(tz, nowMs, 'longOffset'));
  if (!match) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60;
  return match[1] === '-' ? -seconds : seconds;
}

function zoneName(tz: string, nowMs: number, timeZoneName: 'long' | 'longOffset'): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName }).formatToParts(nowMs);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? tz;
}

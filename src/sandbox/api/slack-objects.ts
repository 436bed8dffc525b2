import type { Json } from '../protocol.ts';
import { isMember, memberCount } from '../workspace/access.ts';
import { ensure } from '../workspace/indexes.ts';
import type { ConversationRecord, PersonRecord, ViewRecord } from '../workspace/records.ts';
import { lastRead } from '../workspace/unread.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { zoneName, zoneOffset } from '../zone-offset.ts';

/** How Slack writes people, conversations and views in answers and in payloads alike. */

export function conversationObject(
  workspace: Workspace,
  conversation: ConversationRecord,
  viewer: string,
): Json {
  if (conversation.kind === 'im') return imObject(workspace, conversation, viewer);
  const { id, name, kind, mpim = false, sharedWith = [], offeredTo = [], sharedWithin = [] } = conversation;
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
    is_shared: sharedWith.length + sharedWithin.length > 0,
    is_frozen: false,
    is_org_shared: sharedWithin.length > 0,
    is_pending_ext_shared: offeredTo.length > 0,
    pending_shared: offeredTo,
    context_team_id: workspace.identity.id,
    updated: conversation.created * 1000,
    parent_conversation: null,
    creator: conversation.creator,
    is_ext_shared: sharedWith.length > 0,
    shared_team_ids: [workspace.identity.id, ...sharedWithin, ...sharedWith],
    internal_team_ids: [workspace.identity.id, ...sharedWithin],
    connected_team_ids: sharedWith,
    pending_connected_team_ids: offeredTo,
    is_member: isMember(workspace, id, viewer),
    last_read: lastRead(workspace, viewer, id),
    topic: conversation.topic,
    purpose: conversation.purpose,
    previous_names: conversation.previousNames,
  };
}

function imObject(workspace: Workspace, im: ConversationRecord, viewer: string): Json {
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
    last_read: lastRead(workspace, viewer, im.id),
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
    ...conversationObject(workspace, conversation, viewer),
    num_members: memberCount(workspace, conversation.id),
  };
}

export function userObject(workspace: Workspace, person: PersonRecord): Json {
  const { team = workspace.identity.id } = person;
  const withEmail = workspace.scopes.has('users:read.email');
  const botId =
    person.id === workspace.app.botUserId
      ? { bot_id: workspace.app.botId, api_app_id: workspace.app.appId }
      : {};
  return {
    id: person.id,
    team_id: team,
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
      team,
      ...botId,
    },
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.guest !== undefined,
    is_ultra_restricted: person.guest === 'single-channel',
    is_bot: person.isBot,
    is_app_user: false,
    // Slack leaves it out where it is not so.
    ...(person.isStranger ? { is_stranger: true } : {}),
    updated: person.updated,
    is_email_confirmed: true,
    who_can_share_contact_card: 'EVERYONE',
  };
}

export function viewObject(workspace: Workspace, view: ViewRecord): Json {
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

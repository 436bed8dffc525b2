import { otherOf } from './api/slack-objects.ts';
import type { AppInfo, Conversation, Json, Message, Person, View } from './protocol.ts';
import { isMember, memberCount } from './workspace/access.ts';
import { threadSummary } from './workspace/messages.ts';
import { pinCount } from './workspace/pins-and-reactions.ts';
import type { ConversationRecord, MessageRecord, PersonRecord, ViewRecord } from './workspace/records.ts';
import { countUnread } from './workspace/unread.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Records as the page and the tests see them: each for one person's eyes. */

export function serializePerson({ updated: _, ...person }: PersonRecord): Person {
  return person;
}

export function serializeConversation(
  workspace: Workspace,
  one: ConversationRecord,
  viewer: string,
): Conversation {
  const timeline = workspace.indexes.timeline.get(one.id) ?? [];
  const member = isMember(workspace, one.id, viewer);
  return {
    id: one.id,
    kind: one.kind,
    name: one.kind === 'im' ? otherOf(one, viewer) : one.name,
    topic: one.topic.value,
    purpose: one.purpose.value,
    memberCount: memberCount(workspace, one.id),
    isMember: member,
    isArchived: one.archived,
    ...(member ? countUnread(workspace, viewer, one.id) : { unread: 0, mentions: 0 }),
    pinCount: pinCount(workspace, one.id),
    latest: timeline[timeline.length - 1] ?? '',
  };
}

export function serializeMessage(workspace: Workspace, message: MessageRecord, ephemeral = false): Message {
  return {
    channel: message.channel,
    ts: message.ts,
    user: message.user,
    text: message.text,
    blocks: message.blocks ?? [],
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ...(message.subtype ? { subtype: message.subtype } : {}),
    ...(message.threadTs ? { threadTs: message.threadTs } : {}),
    ...threadSummary(workspace, message),
    ...(message.edited ? { editedTs: message.edited.ts } : {}),
    ephemeral,
    pinned: message.pinned !== undefined,
    reactions: message.reactions,
  };
}

export function serializeView(view: ViewRecord): View {
  const { body } = view;
  return {
    id: view.id,
    type: body.type,
    hash: view.hash,
    rootViewId: view.rootViewId,
    previousViewId: view.previousViewId,
    callbackId: typeof body.callback_id === 'string' ? body.callback_id : '',
    ...(body.title ? { title: body.title as Json } : {}),
    submit: (body.submit as Json | undefined) ?? null,
    close: (body.close as Json | undefined) ?? null,
    notifyOnClose: body.notify_on_close === true,
    clearOnClose: body.clear_on_close === true,
    blocks: body.blocks,
    values: view.state,
  };
}

export function serializeApp(workspace: Workspace, connected: boolean): AppInfo {
  const { features, display_information: display } = workspace.manifest;
  return {
    appId: workspace.app.appId,
    botUserId: workspace.app.botUserId,
    name: display.name,
    commands: features.slash_commands.map((one) => ({
      command: one.command,
      description: one.description,
      usageHint: one.usage_hint,
    })),
    shortcuts: features.shortcuts.map((one) => ({
      callbackId: one.callback_id,
      name: one.name,
      type: one.type,
      description: one.description,
    })),
    hasHome: features.app_home.home_tab_enabled,
    connected,
  };
}

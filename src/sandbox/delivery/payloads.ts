import { messageObject } from '../api/message-object.ts';
import { viewObject } from '../api/slack-objects.ts';
import { mergeState } from '../blocks/state.ts';
import type { Action, Block, Json, StateValues } from '../protocol.ts';
import { newSecret } from '../workspace/ids.ts';
import { personOf } from '../workspace/people.ts';
import type { ConversationRecord, MessageRecord, ViewRecord } from '../workspace/records.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What Slack sends the app when a person does something, field by field as Slack names them. */

/** Slack still sends the deprecated verification token; nobody should trust it. */
const verificationToken = 'sandbox-verification-token';

export type Handles = { readonly triggerId: string; readonly responseUrl?: string };

export function commandPayload(
  workspace: Workspace,
  user: string,
  conversation: ConversationRecord,
  command: string,
  text: string,
  handles: Handles,
): Json {
  return {
    token: verificationToken,
    team_id: workspace.identity.id,
    team_domain: workspace.identity.domain,
    channel_id: conversation.id,
    channel_name: channelName(conversation),
    user_id: user,
    user_name: personOf(workspace, user).handle,
    command,
    text,
    api_app_id: workspace.app.appId,
    is_enterprise_install: 'false',
    response_url: handles.responseUrl,
    trigger_id: handles.triggerId,
  };
}

export function messageActionsPayload(
  workspace: Workspace,
  user: string,
  message: MessageRecord,
  ephemeral: boolean,
  action: Action,
  values: StateValues | undefined,
  handles: Handles,
): Json {
  return {
    type: 'block_actions',
    ...common(workspace, user),
    container: messageContainer(message, ephemeral),
    trigger_id: handles.triggerId,
    channel: channelRef(workspace, message.channel),
    message: messageObject(workspace, message),
    state: { values: mergeState(allBlocks(message), values) },
    response_url: handles.responseUrl,
    actions: [action],
  };
}

export function viewActionsPayload(
  workspace: Workspace,
  user: string,
  view: ViewRecord,
  action: Action,
  handles: Handles,
): Json {
  return {
    type: 'block_actions',
    ...common(workspace, user),
    container: { type: 'view', view_id: view.id },
    trigger_id: handles.triggerId,
    view: viewObject(workspace, view),
    actions: [action],
  };
}

/** Where a submitted view may be answered: one for each select that asked for it. */
export type ViewResponseUrl = {
  readonly block_id: string;
  readonly action_id: string;
  readonly channel_id: string;
  readonly response_url: string;
};

export function submissionPayload(
  workspace: Workspace,
  view: ViewRecord,
  handles: Handles,
  responseUrls: readonly ViewResponseUrl[],
): Json {
  return {
    type: 'view_submission',
    ...common(workspace, view.user),
    trigger_id: handles.triggerId,
    view: viewObject(workspace, view),
    response_urls: responseUrls,
  };
}

export function closedPayload(workspace: Workspace, view: ViewRecord, isCleared: boolean): Json {
  return {
    type: 'view_closed',
    ...common(workspace, view.user),
    view: viewObject(workspace, view),
    is_cleared: isCleared,
  };
}

export function shortcutPayload(
  workspace: Workspace,
  user: string,
  callbackId: string,
  handles: Handles,
): Json {
  return {
    type: 'shortcut',
    ...common(workspace, user),
    action_ts: workspace.nextTs(),
    callback_id: callbackId,
    trigger_id: handles.triggerId,
  };
}

export function messageShortcutPayload(
  workspace: Workspace,
  user: string,
  callbackId: string,
  message: MessageRecord,
  handles: Handles,
): Json {
  return {
    type: 'message_action',
    ...common(workspace, user),
    action_ts: workspace.nextTs(),
    callback_id: callbackId,
    trigger_id: handles.triggerId,
    response_url: handles.responseUrl,
    channel: channelRef(workspace, message.channel),
    message_ts: message.ts,
    message: messageObject(workspace, message),
  };
}

export function suggestionPayload(
  workspace: Workspace,
  user: string,
  from: { readonly view: ViewRecord } | { readonly message: MessageRecord; readonly ephemeral: boolean },
  element: { readonly blockId: string; readonly actionId: string; readonly query: string },
): Json {
  const place =
    'view' in from
      ? { container: { type: 'view', view_id: from.view.id }, view: viewObject(workspace, from.view) }
      : {
          container: messageContainer(from.message, from.ephemeral),
          channel: channelRef(workspace, from.message.channel),
          message: messageObject(workspace, from.message),
        };
  return {
    type: 'block_suggestion',
    ...common(workspace, user),
    ...place,
    action_id: element.actionId,
    block_id: element.blockId,
    value: element.query,
  };
}

export function eventPayload(workspace: Workspace, event: Json): Json {
  const { identity, app } = workspace;
  return {
    token: verificationToken,
    team_id: identity.id,
    context_team_id: identity.id,
    context_enterprise_id: null,
    api_app_id: app.appId,
    event,
    type: 'event_callback',
    event_id: `Ev0${newSecret().slice(0, 9).toUpperCase()}`,
    event_time: Math.floor(workspace.now() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: identity.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${newSecret()}`,
  };
}

export function urlVerificationPayload(challenge: string): Json {
  return { token: verificationToken, challenge, type: 'url_verification' };
}

function common(workspace: Workspace, user: string): Json {
  const { id, domain } = workspace.identity;
  const { handle, team = id } = personOf(workspace, user);
  return {
    user: { id: user, username: handle, name: handle, team_id: team },
    api_app_id: workspace.app.appId,
    token: verificationToken,
    team: { id, domain },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function messageContainer(message: MessageRecord, ephemeral: boolean): Json {
  return {
    type: 'message',
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: ephemeral,
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
  };
}

function channelRef(workspace: Workspace, id: string): Json {
  const conversation = workspace.conversations.get(id);
  return { id, name: conversation ? channelName(conversation) : '' };
}

/** Slack gives the name of public channels only. */
function channelName({ kind, name }: ConversationRecord): string {
  if (kind === 'im') return 'directmessage';
  return kind === 'private' ? 'privategroup' : name;
}

/** The blocks of a message, those in its attachments included. */
export function allBlocks(message: MessageRecord): Block[] {
  const nested = (message.attachments ?? []).flatMap((one) =>
    Array.isArray(one.blocks) ? (one.blocks as Block[]) : [],
  );
  return [...(message.blocks ?? []), ...nested];
}

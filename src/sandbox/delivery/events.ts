import { messageObject, pinnedInfo, pinnedItem } from '../api/message-object.ts';
import { userObject, viewObject } from '../api/slack-objects.ts';
import type { Json } from '../protocol.ts';
import { isMember } from '../workspace/access.ts';
import type { Change } from '../workspace/changes.ts';
import { pinCount } from '../workspace/pins-and-reactions.ts';
import type { MessageRecord } from '../workspace/records.ts';
import { homeOf } from '../workspace/views.ts';
import type { Workspace } from '../workspace/workspace.ts';
import {
  type Candidate,
  channelTypeForApp,
  channelTypes,
  conversationEvents,
  memberEvents,
  sharingEvents,
} from './conversation-events.ts';

/** The events the app hears of a change: those it subscribed to, has a scope for, and may see. */
export function eventsOf(workspace: Workspace, change: Change): Json[] {
  const subscribed = new Set(workspace.manifest.settings.event_subscriptions.bot_events);
  return candidates(workspace, change)
    .filter(({ name }) => subscribed.has(name))
    .filter(({ scopes }) => scopes.length === 0 || scopes.some((scope) => workspace.scopes.has(scope)))
    .map(({ event }) => ({ ...event, event_ts: event.event_ts ?? workspace.nextTs() }));
}

export function homeOpenedEvent(
  workspace: Workspace,
  user: string,
  channel: string,
  tab: 'home' | 'messages',
): Json[] {
  if (!workspace.manifest.settings.event_subscriptions.bot_events.includes('app_home_opened')) return [];
  const view = tab === 'home' ? homeOf(workspace, user) : undefined;
  const event = { type: 'app_home_opened', user, channel, tab, event_ts: workspace.nextTs() };
  return [view ? { ...event, view: viewObject(workspace, view) } : event];
}

function candidates(workspace: Workspace, change: Change): Candidate[] {
  switch (change.type) {
    case 'message.posted':
      return posted(workspace, change.message);
    case 'message.changed':
      return hidden(workspace, change.message.channel, 'message_changed', {
        message: messageObject(workspace, change.message),
        previous_message: messageObject(workspace, change.previous),
      });
    case 'message.deleted':
      return hidden(workspace, change.previous.channel, 'message_deleted', {
        deleted_ts: change.previous.ts,
        previous_message: messageObject(workspace, change.previous),
      });
    case 'conversation.deleted':
    case 'conversation.created':
    case 'conversation.changed':
      return conversationEvents(workspace, change);
    case 'conversation.shared':
    case 'conversation.unshared':
      return sharingEvents(workspace, change);
    case 'member.joined':
    case 'member.left':
      return memberEvents(workspace, change);
    case 'pin.added':
    case 'pin.removed':
      return pinEvents(workspace, change);
    case 'reaction.added':
    case 'reaction.removed':
      return reactionEvents(workspace, change);
    case 'person.joined':
    case 'person.changed': {
      const name = change.type === 'person.joined' ? 'team_join' : 'user_change';
      const event = { type: name, user: userObject(workspace, change.person) };
      return [
        { name, scopes: ['users:read'], event: { ...event, cache_ts: Math.floor(workspace.now() / 1000) } },
      ];
    }
    case 'app.uninstalled':
      return [
        { name: 'app_uninstalled', scopes: [], event: { type: 'app_uninstalled' } },
        {
          name: 'tokens_revoked',
          scopes: [],
          event: { type: 'tokens_revoked', tokens: { oauth: [], bot: [workspace.app.botUserId] } },
        },
      ];
    default:
      return [];
  }
}

function posted(workspace: Workspace, message: MessageRecord): Candidate[] {
  const type = channelTypeForApp(workspace, message.channel);
  const shape = { ...messageObject(workspace, message), channel: message.channel, event_ts: message.ts };
  const mention: Candidate[] = mentionsApp(workspace, message)
    ? [{ name: 'app_mention', scopes: ['app_mentions:read'], event: { ...shape, type: 'app_mention' } }]
    : [];
  if (!type) return mention;
  const { subscription, history } = channelTypes[type];
  return [...mention, { name: subscription, scopes: [history], event: { ...shape, channel_type: type } }];
}

/** Slack sends a mention from channels only, and never the app's own. */
function mentionsApp(workspace: Workspace, message: MessageRecord): boolean {
  const { botUserId } = workspace.app;
  const conversation = workspace.conversations.get(message.channel);
  if (conversation?.kind === 'im' || message.subtype !== undefined || message.user === botUserId)
    return false;
  return message.text.includes(`<@${botUserId}>`) && isMember(workspace, message.channel, botUserId);
}

function hidden(workspace: Workspace, channel: string, subtype: string, fields: Json): Candidate[] {
  const type = channelTypeForApp(workspace, channel);
  if (!type) return [];
  const { subscription, history } = channelTypes[type];
  const ts = workspace.nextTs();
  const event = {
    type: 'message',
    subtype,
    ...fields,
    channel,
    hidden: true,
    ts,
    event_ts: ts,
    channel_type: type,
  };
  return [{ name: subscription, scopes: [history], event }];
}

function pinEvents(
  workspace: Workspace,
  change: Extract<Change, { type: 'pin.added' | 'pin.removed' }>,
): Candidate[] {
  const { message, by } = change;
  if (!channelTypeForApp(workspace, message.channel)) return [];
  const name = change.type === 'pin.added' ? 'pin_added' : 'pin_removed';
  const event = {
    type: name,
    user: by,
    channel_id: message.channel,
    item: pinnedItem(workspace, message, by),
    item_user: message.user,
    pin_count: pinCount(workspace, message.channel),
    ...(name === 'pin_added'
      ? { pinned_info: pinnedInfo(message) }
      : { has_pins: pinCount(workspace, message.channel) > 0 }),
  };
  return [{ name, scopes: ['pins:read'], event }];
}

function reactionEvents(
  workspace: Workspace,
  change: Extract<Change, { type: 'reaction.added' | 'reaction.removed' }>,
): Candidate[] {
  const { message, by } = change;
  if (!channelTypeForApp(workspace, message.channel)) return [];
  const name = change.type === 'reaction.added' ? 'reaction_added' : 'reaction_removed';
  const item = { type: 'message', channel: message.channel, ts: message.ts };
  const event = { type: name, user: by, reaction: change.name, item, item_user: message.user };
  return [{ name, scopes: ['reactions:read'], event }];
}

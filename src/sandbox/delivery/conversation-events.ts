import { conversationObject } from '../api/slack-objects.ts';
import type { Json } from '../protocol.ts';
import { isMember } from '../workspace/access.ts';
import type { Change } from '../workspace/changes.ts';
import type { ConversationRecord } from '../workspace/records.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What the app hears of conversations and of who is in them. */

/** An event, the subscription it falls under and the scopes of which one must be granted. */
export type Candidate = { readonly name: string; readonly scopes: readonly string[]; readonly event: Json };

export const channelTypes = {
  channel: { subscription: 'message.channels', history: 'channels:history', read: 'channels:read' },
  group: { subscription: 'message.groups', history: 'groups:history', read: 'groups:read' },
  im: { subscription: 'message.im', history: 'im:history', read: 'im:read' },
  mpim: { subscription: 'message.mpim', history: 'mpim:history', read: 'mpim:read' },
} as const;

function channelType(conversation: ConversationRecord | undefined): keyof typeof channelTypes {
  if (conversation?.mpim) return 'mpim';
  if (conversation?.kind === 'im') return 'im';
  return conversation?.kind === 'private' ? 'group' : 'channel';
}

/** The app hears of what happens in a conversation only while its bot is in it. */
export function channelTypeForApp(workspace: Workspace, channel: string): keyof typeof channelTypes | null {
  if (!isMember(workspace, channel, workspace.app.botUserId)) return null;
  return channelType(workspace.conversations.get(channel));
}

export function conversationEvents(
  workspace: Workspace,
  change: Extract<Change, { type: `conversation.${'created' | 'changed' | 'deleted'}` }>,
): Candidate[] {
  const { conversation } = change;
  if (conversation.kind === 'im') return [];
  const isPublic = conversation.kind === 'public';
  if (!isPublic && !isMember(workspace, conversation.id, workspace.app.botUserId)) return [];
  const prefix = isPublic ? 'channel' : 'group';
  const scopes = [isPublic ? 'channels:read' : 'groups:read'];
  const what =
    change.type === 'conversation.changed' ? change.what : change.type.replace('conversation.', '');
  const name = `${prefix}_${what}`;
  if (what === 'created') {
    const shape = { ...conversationObject(workspace, conversation, workspace.app.botUserId) };
    return isPublic ? [{ name, scopes, event: { type: name, channel: shape } }] : [];
  }
  if (what === 'rename') {
    const { id, created } = conversation;
    const channel = {
      id,
      name: conversation.name,
      name_normalized: conversation.name,
      created,
      is_channel: isPublic,
      is_mpim: false,
    };
    return [{ name, scopes, event: { type: name, channel } }];
  }
  // A conversion is told by the line that Slack writes about it.
  if (what === 'topic' || what === 'purpose' || what === 'convert') return [];
  if (change.type === 'conversation.deleted') {
    return [{ name, scopes, event: { type: name, channel: conversation.id, actor_id: change.by } }];
  }
  const by = change.type === 'conversation.changed' ? change.by : '';
  const who = name === 'group_unarchive' ? { actor_id: by } : { user: by, is_moved: 0 };
  return [{ name, scopes, event: { type: name, channel: conversation.id, ...who } }];
}

export function sharingEvents(
  workspace: Workspace,
  change: Extract<Change, { type: `conversation.${'shared' | 'unshared'}` }>,
): Candidate[] {
  const { conversation, team } = change;
  const type = channelTypeForApp(workspace, conversation.id);
  if (!type) return [];
  const channel = conversation.id;
  const scopes = [channelTypes[type].read];
  if (change.type === 'conversation.shared') {
    const name = 'channel_shared';
    return [{ name, scopes, event: { type: name, connected_team_id: team, channel } }];
  }
  const name = 'channel_unshared';
  const is_ext_shared = (conversation.sharedWith ?? []).length > 0;
  const event = { type: name, previously_connected_team_id: team, channel, is_ext_shared };
  return [{ name, scopes, event }];
}

export function memberEvents(
  workspace: Workspace,
  change: Extract<Change, { type: 'member.joined' | 'member.left' }>,
): Candidate[] {
  const conversation = workspace.conversations.get(change.channel);
  const isOwn = change.user === workspace.app.botUserId;
  const isPublic = conversation?.kind === 'public';
  // The app's own arrival is told wherever it is; others' only where the bot is, too.
  if (!isOwn && !channelTypeForApp(workspace, change.channel)) return [];
  const joined = change.type === 'member.joined';
  const name = joined ? 'member_joined_channel' : 'member_left_channel';
  const event = {
    type: name,
    user: change.user,
    channel: change.channel,
    channel_type: isPublic ? 'C' : 'G',
    team: workspace.identity.id,
    ...(joined && change.inviter ? { inviter: change.inviter } : {}),
  };
  const scopes = [isPublic ? 'channels:read' : 'groups:read'];
  const own: Candidate[] =
    isOwn && change.type === 'member.left'
      ? [
          {
            name: isPublic ? 'channel_left' : 'group_left',
            scopes,
            event: {
              type: isPublic ? 'channel_left' : 'group_left',
              channel: change.channel,
              actor_id: change.by,
            },
          },
        ]
      : [];
  return [{ name, scopes, event }, ...own];
}

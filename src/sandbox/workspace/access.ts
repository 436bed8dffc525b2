import { SlackError } from './errors.ts';
import type { ConversationRecord } from './records.ts';
import type { Workspace } from './workspace.ts';

/** Who is in a conversation, who may see it, and what Slack refuses where that is not so. */

export function isMember(workspace: Workspace, channel: string, user: string): boolean {
  return workspace.indexes.membersOf.get(channel)?.has(user) ?? false;
}

export function memberCount(workspace: Workspace, channel: string): number {
  return workspace.indexes.membersOf.get(channel)?.size ?? 0;
}

export function canSee(workspace: Workspace, user: string, conversation: ConversationRecord): boolean {
  const isOpen = conversation.kind === 'public' && !isGuest(workspace, user);
  return isOpen || isMember(workspace, conversation.id, user);
}

export function isGuest(workspace: Workspace, user: string): boolean {
  return workspace.people.get(user)?.guest !== undefined;
}

/** The conversation, or `channel_not_found` also when it is not for this person to know. */
export function conversationFor(workspace: Workspace, user: string, id: string): ConversationRecord {
  const conversation = workspace.conversations.get(id);
  if (!conversation || !canSee(workspace, user, conversation)) throw new SlackError('channel_not_found');
  return conversation;
}

export function mustBeMember(workspace: Workspace, user: string, conversation: ConversationRecord): void {
  if (!isMember(workspace, conversation.id, user)) throw new SlackError('not_in_channel');
}

export function mustBeActive(conversation: ConversationRecord): void {
  if (conversation.archived) throw new SlackError('is_archived');
}

export function mustBeChannel(conversation: ConversationRecord): void {
  if (conversation.kind === 'im') throw new SlackError('method_not_supported_for_channel_type');
}

import {
  conversationFor,
  isGuest,
  isMember,
  memberCount,
  mustBeActive,
  mustBeChannel,
  mustBeMember,
} from './access.ts';
import { SlackError } from './errors.ts';
import { postSystemMessage } from './messages.ts';
import type { ConversationRecord } from './records.ts';
import type { Workspace } from './workspace.ts';

/** The most people one `conversations.invite` takes. */
const maxInvitees = 100;

export function addMember(workspace: Workspace, channel: string, user: string, inviter?: string): void {
  workspace.members.put({ channel, user });
  // Who joins has nothing unread, however long the channel has been there.
  workspace.reads.put({ channel, user, ts: workspace.indexes.lastTs });
  workspace.changes.emit({ type: 'member.joined', channel, user, ...(inviter ? { inviter } : {}) });
  const text = `<@${user}> has joined the channel`;
  postSystemMessage(workspace, channel, user, 'channel_join', text, inviter ? { inviter } : {});
}

function removeMember(workspace: Workspace, channel: string, user: string, by: string): void {
  postSystemMessage(workspace, channel, user, 'channel_leave', `<@${user}> has left the channel`);
  workspace.members.delete(`${channel}:${user}`);
  workspace.changes.emit({ type: 'member.left', channel, user, by });
}

/** Returns whether the person had been in it already. */
export function join(workspace: Workspace, user: string, id: string): boolean {
  const conversation = workspace.conversations.get(id);
  if (!conversation) throw new SlackError('channel_not_found');
  const isClosed = conversation.kind === 'private' || isGuest(workspace, user);
  if (isClosed && !isMember(workspace, id, user)) throw new SlackError('channel_not_found');
  if (conversation.kind !== 'public') throw new SlackError('method_not_supported_for_channel_type');
  mustBeActive(conversation);
  if (isMember(workspace, id, user)) return true;
  addMember(workspace, id, user);
  return false;
}

/** Returns false when the person was not in it, which Slack does not call an error. */
export function leave(workspace: Workspace, user: string, id: string): boolean {
  const conversation = conversationFor(workspace, user, id);
  mustBeChannel(conversation);
  if (conversation.general) throw new SlackError('cant_leave_general');
  mustBeActive(conversation);
  if (!isMember(workspace, id, user)) return false;
  if (conversation.kind === 'private' && memberCount(workspace, id) === 1)
    throw new SlackError('last_member');
  removeMember(workspace, id, user, user);
  return true;
}

export function kick(workspace: Workspace, by: string, id: string, user: string): void {
  const conversation = conversationFor(workspace, by, id);
  mustBeChannel(conversation);
  if (conversation.general) throw new SlackError('cant_kick_from_general');
  mustBeMember(workspace, by, conversation);
  if (user === by) throw new SlackError('cant_kick_self');
  if (!workspace.people.get(user)) throw new SlackError('user_not_found');
  if (!isMember(workspace, id, user)) throw new SlackError('not_in_channel');
  removeMember(workspace, id, user, by);
}

/**
 * Invites several people. Without `force` one bad name refuses them all; with it the others come in, and an error is
 * answered only when nobody could be invited. `errors` names each refusal, as Slack does.
 */
export function invite(
  workspace: Workspace,
  by: string,
  id: string,
  users: readonly string[],
  force: boolean,
): { conversation: ConversationRecord; errors: { user: string; ok: false; error: string }[] } {
  const conversation = conversationFor(workspace, by, id);
  mustBeChannel(conversation);
  mustBeActive(conversation);
  mustBeMember(workspace, by, conversation);
  if (users.length === 0) throw new SlackError('no_user');
  if (users.length > maxInvitees) {
    const messages = [`[ERROR] at most ${maxInvitees} users may be invited at once [json-pointer:/users]`];
    throw new SlackError('invalid_arguments', { response_metadata: { messages } });
  }
  const errors = users.flatMap((user) => {
    const error = whyNotInvited(workspace, by, id, user);
    return error ? [{ user, ok: false as const, error }] : [];
  });
  const refused = new Set(errors.map((one) => one.user));
  const welcome = [...new Set(users)].filter((user) => !refused.has(user));
  const first = errors[0];
  if (first && (!force || welcome.length === 0)) throw new SlackError(first.error, { errors });
  for (const user of welcome) addMember(workspace, id, user, by);
  return { conversation, errors };
}

function whyNotInvited(workspace: Workspace, by: string, channel: string, user: string): string | null {
  const person = workspace.people.get(user);
  if (!person) return 'user_not_found';
  if (person.deleted) return 'cant_invite';
  if (user === by) return 'cant_invite_self';
  if (isMember(workspace, channel, user)) return 'already_in_channel';
  const isElsewhere = () => channelsOf(workspace, user).length > 0;
  return person.guest === 'single-channel' && isElsewhere() ? 'ura_max_channels' : null;
}

function channelsOf({ indexes, conversations }: Workspace, user: string): string[] {
  const all = [...(indexes.conversationsOf.get(user) ?? [])];
  return all.filter((id) => conversations.get(id)?.kind !== 'im');
}

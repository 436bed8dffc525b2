import { conversationFor, mustBeActive, mustBeMember } from './access.ts';
import { SlackError } from './errors.ts';
import { isTs } from './ids.ts';
import { messageOf, touch } from './messages.ts';
import type { MessageRecord } from './records.ts';
import type { Workspace } from './workspace.ts';

const maxPins = 100;

function messageOfMember(workspace: Workspace, by: string, channel: string, ts: string): MessageRecord {
  const conversation = conversationFor(workspace, by, channel);
  if (!isTs(ts)) throw new SlackError('bad_timestamp');
  const message = messageOf(workspace, channel, ts);
  mustBeMember(workspace, by, conversation);
  return message;
}

export function pin(workspace: Workspace, by: string, channel: string, ts: string): void {
  const before = messageOfMember(workspace, by, channel, ts);
  if (before.pinned) throw new SlackError('already_pinned');
  if (before.subtype?.startsWith('channel_')) throw new SlackError('not_pinnable');
  if (pinCount(workspace, channel) >= maxPins) throw new SlackError('too_many_pins');
  const at = Math.floor(workspace.now() / 1000);
  const message = workspace.messages.put({ ...before, pinned: { by, at } });
  workspace.changes.emit({ type: 'pin.added', message, by });
  touch(workspace, channel, ts);
}

export function unpin(workspace: Workspace, by: string, channel: string, ts: string): void {
  const { pinned, ...rest } = messageOfMember(workspace, by, channel, ts);
  if (!pinned) throw new SlackError('no_pin');
  const message = workspace.messages.put(rest);
  workspace.changes.emit({ type: 'pin.removed', message, by });
  touch(workspace, channel, ts);
}

export function pinCount(workspace: Workspace, channel: string): number {
  return workspace.indexes.pins.get(channel)?.size ?? 0;
}

/** Newest pin first, as Slack lists them. */
export function pinnedMessages(workspace: Workspace, channel: string): MessageRecord[] {
  return [...(workspace.indexes.pins.get(channel) ?? [])]
    .map((ts) => messageOf(workspace, channel, ts))
    .reverse();
}

export function addReaction(
  workspace: Workspace,
  by: string,
  channel: string,
  ts: string,
  name: string,
): void {
  const before = reactable(workspace, by, channel, ts, name);
  const had = before.reactions.find((one) => one.name === name);
  if (had?.users.includes(by)) throw new SlackError('already_reacted');
  const reactions = had
    ? before.reactions.map((one) => (one === had ? { name, users: [...one.users, by] } : one))
    : [...before.reactions, { name, users: [by] }];
  const message = workspace.messages.put({ ...before, reactions });
  workspace.changes.emit({ type: 'reaction.added', message, name, by });
  touch(workspace, channel, ts);
}

export function removeReaction(
  workspace: Workspace,
  by: string,
  channel: string,
  ts: string,
  name: string,
): void {
  const before = reactable(workspace, by, channel, ts, name);
  if (!before.reactions.find((one) => one.name === name)?.users.includes(by))
    throw new SlackError('no_reaction');
  const reactions = before.reactions
    .map((one) => (one.name === name ? { name, users: one.users.filter((user) => user !== by) } : one))
    .filter((one) => one.users.length > 0);
  const message = workspace.messages.put({ ...before, reactions });
  workspace.changes.emit({ type: 'reaction.removed', message, name, by });
  touch(workspace, channel, ts);
}

function reactable(
  workspace: Workspace,
  by: string,
  channel: string,
  ts: string,
  name: string,
): MessageRecord {
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new SlackError('invalid_name');
  mustBeActive(conversationFor(workspace, by, channel));
  return messageOfMember(workspace, by, channel, ts);
}

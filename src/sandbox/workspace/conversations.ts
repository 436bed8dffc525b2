import { conversationFor, isGuest, mustBeActive, mustBeChannel, mustBeMember } from './access.ts';
import { SlackError } from './errors.ts';
import { newId } from './ids.ts';
import { pairKey } from './indexes.ts';
import { addMember } from './membership.ts';
import { postSystemMessage } from './messages.ts';
import { personOf } from './people.ts';
import type { ConversationRecord } from './records.ts';
import type { Workspace } from './workspace.ts';

/** Slack's limits, in characters. */
const maxNameLength = 80;
const maxTopicLength = 250;

/** What every conversation is like when it is new. */
function newConversation(workspace: Workspace) {
  const unset = { value: '', creator: '', last_set: 0 };
  return {
    created: seconds(workspace),
    topic: unset,
    purpose: unset,
    archived: false,
    general: false,
    previousNames: [],
  };
}

/** Slack's rules for channel names: lowercase letters, digits, hyphens and underscores, 80 at most, not taken. */
function checkName(workspace: Workspace, name: string, own?: string): void {
  if (name === '') throw new SlackError('invalid_name_required');
  if (name.length > maxNameLength) throw new SlackError('invalid_name_maxlength');
  if (!/^[\p{Ll}\p{Lo}\p{M}\p{N}_-]+$/u.test(name)) throw new SlackError('invalid_name_specials');
  if (/^[_-]+$/.test(name)) throw new SlackError('invalid_name_punctuation');
  const holder = workspace.indexes.conversationByName.get(name);
  if (holder !== undefined && holder !== own) throw new SlackError('name_taken');
}

export function createConversation(
  workspace: Workspace,
  by: string,
  name: string,
  isPrivate: boolean,
): ConversationRecord {
  if (isGuest(workspace, by)) throw new SlackError('user_is_restricted');
  checkName(workspace, name);
  const conversation = workspace.conversations.put({
    id: newId('C'),
    kind: isPrivate ? 'private' : 'public',
    name,
    creator: by,
    ...newConversation(workspace),
  });
  workspace.changes.emit({ type: 'conversation.created', conversation });
  addMember(workspace, conversation.id, by);
  return conversation;
}

/** The direct message between two people, made when there is none yet. */
export function openIm(
  workspace: Workspace,
  a: string,
  b: string,
): { im: ConversationRecord; isNew: boolean } {
  const known = workspace.conversations.get(workspace.indexes.imByPair.get(pairKey(a, b)) ?? '');
  if (personOf(workspace, b).deleted) throw new SlackError('user_disabled');
  if (known) return { im: known, isNew: false };
  const im = workspace.conversations.put({
    id: newId('D'),
    kind: 'im',
    name: '',
    creator: a,
    ...newConversation(workspace),
    pair: [a, b],
  });
  for (const user of new Set([a, b])) workspace.members.put({ channel: im.id, user });
  workspace.changes.emit({ type: 'conversation.created', conversation: im });
  return { im, isNew: true };
}

/** A group direct message of two to eight people beside the one who opens it. */
export function openMpim(workspace: Workspace, by: string, others: readonly string[]): ConversationRecord {
  const people = [by, ...others].map((id) => personOf(workspace, id)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const name = `mpdm-${people.map((person) => person.handle).join('--')}-1`;
  const known = workspace.conversations.get(workspace.indexes.conversationByName.get(name) ?? '');
  if (known) return known;
  const conversation = workspace.conversations.put({
    id: newId('C'),
    kind: 'private',
    mpim: true,
    name,
    creator: by,
    ...newConversation(workspace),
  });
  for (const person of people) workspace.members.put({ channel: conversation.id, user: person.id });
  workspace.changes.emit({ type: 'conversation.created', conversation });
  return conversation;
}

export function setTopic(workspace: Workspace, by: string, id: string, topic: string): ConversationRecord {
  return setText(workspace, by, id, 'topic', topic);
}

export function setPurpose(
  workspace: Workspace,
  by: string,
  id: string,
  purpose: string,
): ConversationRecord {
  return setText(workspace, by, id, 'purpose', purpose);
}

function setText(
  workspace: Workspace,
  by: string,
  id: string,
  what: 'topic' | 'purpose',
  value: string,
): ConversationRecord {
  const before = conversationFor(workspace, by, id);
  mustBeActive(before);
  mustBeMember(workspace, by, before);
  if (value.length > maxTopicLength) throw new SlackError('too_long');
  if (before[what].value === value) return before;
  const conversation = workspace.conversations.put({
    ...before,
    [what]: { value, creator: by, last_set: seconds(workspace) },
  });
  workspace.changes.emit({ type: 'conversation.changed', what, conversation, by });
  const done = value === '' ? `cleared the channel ${what}` : `set the channel ${what}: ${value}`;
  postSystemMessage(workspace, id, by, `channel_${what}`, `<@${by}> ${done}`, { [what]: value });
  return conversation;
}

export function rename(workspace: Workspace, by: string, id: string, name: string): ConversationRecord {
  const before = conversationFor(workspace, by, id);
  mustBeChannel(before);
  mustBeMember(workspace, by, before);
  mustBeActive(before);
  checkName(workspace, name, id);
  const previousNames = [before.name, ...before.previousNames.filter((one) => one !== name)];
  const conversation = workspace.conversations.put({ ...before, name, previousNames });
  workspace.changes.emit({ type: 'conversation.changed', what: 'rename', conversation, by });
  const text = `<@${by}> has renamed the channel from "${before.name}" to "${name}"`;
  postSystemMessage(workspace, id, by, 'channel_name', text, { old_name: before.name, name });
  return conversation;
}

export function archive(workspace: Workspace, by: string, id: string): void {
  const before = conversationFor(workspace, by, id);
  mustBeChannel(before);
  if (before.archived) throw new SlackError('already_archived');
  if (before.general) throw new SlackError('cant_archive_general');
  mustBeMember(workspace, by, before);
  postSystemMessage(workspace, id, by, 'channel_archive', `<@${by}> archived the channel`);
  const conversation = workspace.conversations.put({ ...before, archived: true });
  workspace.changes.emit({ type: 'conversation.changed', what: 'archive', conversation, by });
  // Slack puts bots out without a word, and nothing lets them back in while it is archived.
  workspace.members.delete(`${id}:${workspace.app.botUserId}`);
}

export function unarchive(workspace: Workspace, by: string, id: string): void {
  const before = conversationFor(workspace, by, id);
  mustBeChannel(before);
  if (!before.archived) throw new SlackError('not_archived');
  // https://docs.slack.dev/reference/methods/conversations.unarchive: bots cannot.
  if (by === workspace.app.botUserId) throw new SlackError('not_in_channel');
  const conversation = workspace.conversations.put({ ...before, archived: false });
  workspace.changes.emit({ type: 'conversation.changed', what: 'unarchive', conversation, by });
  postSystemMessage(workspace, id, by, 'channel_unarchive', `<@${by}> un-archived the channel`);
}

/** A public channel made private, or the other way round. */
export function convert(workspace: Workspace, by: string, id: string, isPrivate: boolean): void {
  const before = conversationFor(workspace, by, id);
  mustBeChannel(before);
  mustBeActive(before);
  mustBeMember(workspace, by, before);
  if (before.general) throw new SlackError('method_not_supported_for_channel_type');
  const conversation = workspace.conversations.put({ ...before, kind: isPrivate ? 'private' : 'public' });
  workspace.changes.emit({ type: 'conversation.changed', what: 'convert', conversation, by });
  const to = isPrivate ? 'private' : 'public';
  postSystemMessage(workspace, id, by, `channel_convert_to_${to}`, `<@${by}> made this channel ${to}`);
}

/** Slack Connect: another organisation reads and writes here too, from now on or no longer. */
export function share(workspace: Workspace, by: string, id: string, team: string, isOn: boolean): void {
  const before = conversationFor(workspace, by, id);
  mustBeChannel(before);
  mustBeActive(before);
  mustBeMember(workspace, by, before);
  const others = (before.sharedWith ?? []).filter((one) => one !== team);
  const sharedWith = isOn ? [...others, team] : others;
  const offeredTo = (before.offeredTo ?? []).filter((one) => one !== team);
  const conversation = workspace.conversations.put({ ...before, sharedWith, offeredTo });
  const type = isOn ? 'conversation.shared' : 'conversation.unshared';
  workspace.changes.emit({ type, conversation, team });
}

/** Asks another organisation to share it, or takes that back. The app hears nothing of it until they accept. */
export function offerToShare(workspace: Workspace, by: string, id: string, team: string, isOn: boolean) {
  const before = conversationFor(workspace, by, id);
  mustBeChannel(before);
  mustBeActive(before);
  mustBeMember(workspace, by, before);
  const others = (before.offeredTo ?? []).filter((one) => one !== team);
  workspace.conversations.put({ ...before, offeredTo: isOn ? [...others, team] : others });
}

/** Another workspace of our own organisation has it, too, as an administrator decides. */
export function shareWithin(workspace: Workspace, id: string, team: string): void {
  const before = workspace.conversations.get(id);
  if (!before) throw new SlackError('channel_not_found');
  const sharedWithin = [...(before.sharedWithin ?? []), team];
  workspace.conversations.put({ ...before, sharedWithin });
}

/** What only an administrator can do: the channel is gone with everything said in it. */
export function deleteConversation(workspace: Workspace, by: string, id: string): void {
  const { indexes } = workspace;
  const conversation = conversationFor(workspace, by, id);
  mustBeChannel(conversation);
  if (conversation.general) throw new SlackError('cant_archive_general');
  // Told while it is still known who was in it.
  workspace.changes.emit({ type: 'conversation.deleted', conversation, by });
  const replies = (root: string) => indexes.threads.get(`${id}:${root}`) ?? [];
  const timeline = [...(indexes.timeline.get(id) ?? [])];
  for (const ts of timeline.flatMap((root) => [...replies(root), root]))
    workspace.messages.delete(`${id}:${ts}`);
  for (const user of [...(indexes.membersOf.get(id) ?? [])]) workspace.members.delete(`${id}:${user}`);
  workspace.conversations.delete(id);
}

function seconds(workspace: Workspace): number {
  return Math.floor(workspace.now() / 1000);
}

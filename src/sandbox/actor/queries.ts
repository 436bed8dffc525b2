import type { Conversation, Message, View } from '../protocol.ts';
import { Refusal } from '../refusal.ts';
import { serializeConversation, serializeMessage, serializeView } from '../serialize.ts';
import { orRefuse } from '../slack-refusals.ts';
import { canSee, conversationFor } from '../workspace/access.ts';
import { pairKey } from '../workspace/indexes.ts';
import { messageOf } from '../workspace/messages.ts';
import { findPerson } from '../workspace/people.ts';
import { pinnedMessages } from '../workspace/pins-and-reactions.ts';
import type { ConversationRecord } from '../workspace/records.ts';
import { homeOf, stackOf } from '../workspace/views.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What one person sees. A channel is named by its id, by "#name" or "name"; a direct message by "@handle" or id. */
export type ActorQueries = {
  conversation(channel: string): Conversation;
  /** Those they are in, direct messages included. */
  conversations(): Conversation[];
  /** Top-level messages, oldest first, without those for their eyes only. */
  messages(channel: string): Message[];
  /** A thread's first message and its replies, oldest first. */
  thread(channel: string, ts: string): Message[];
  /** Messages for their eyes only, oldest first; in all conversations when none is named. */
  ephemerals(channel?: string): Message[];
  pins(channel: string): Message[];
  /** Ids of those in a conversation. */
  members(channel: string): string[];
  /** The topmost modal. */
  view(): View | undefined;
  /** Open modals, bottom first. */
  views(): View[];
  home(): View | undefined;
  /** What Slack has told them went wrong, oldest first. */
  notices(): string[];
};

export function createQueries(workspace: Workspace, me: string): ActorQueries {
  const notices: string[] = [];
  workspace.changes.subscribe((change) => {
    if (change.type === 'notice' && change.user === me) notices.push(change.text);
  });
  const message = (channel: string, ts: string) =>
    serializeMessage(workspace, messageOf(workspace, channel, ts));
  const find = (channel: string) => findConversation(workspace, me, channel);

  return {
    conversation: (channel) => serializeConversation(workspace, find(channel), me),
    conversations: () =>
      [...(workspace.indexes.conversationsOf.get(me) ?? [])].flatMap((id) => {
        const one = workspace.conversations.get(id);
        return one ? [serializeConversation(workspace, one, me)] : [];
      }),
    messages(channel) {
      const { id } = find(channel);
      return (workspace.indexes.timeline.get(id) ?? []).map((ts) => message(id, ts));
    },
    thread(channel, ts) {
      const { id } = find(channel);
      const replies = workspace.indexes.threads.get(`${id}:${ts}`) ?? [];
      return orRefuse(() => [ts, ...replies].map((one) => message(id, one)));
    },
    ephemerals(channel) {
      const prefix = channel === undefined ? `${me}:` : `${me}:${find(channel).id}:`;
      return [...workspace.ephemerals]
        .filter(([key]) => key.startsWith(prefix))
        .map(([, one]) => serializeMessage(workspace, one, true));
    },
    pins: (channel) =>
      pinnedMessages(workspace, find(channel).id).map((one) => serializeMessage(workspace, one)),
    members: (channel) => [...(workspace.indexes.membersOf.get(find(channel).id) ?? [])],
    view() {
      const top = stackOf(workspace, me).at(-1);
      return top ? serializeView(top) : undefined;
    },
    views: () => stackOf(workspace, me).map(serializeView),
    home() {
      const home = homeOf(workspace, me);
      return home ? serializeView(home) : undefined;
    },
    notices: () => [...notices],
  };
}

/** Finds what this person calls a conversation; refuses what they cannot see. */
export function findConversation(workspace: Workspace, me: string, name: string): ConversationRecord {
  const { conversationByName, imByPair } = workspace.indexes;
  if (name.startsWith('@')) {
    const other = findPerson(workspace, name);
    const im = workspace.conversations.get(imByPair.get(pairKey(me, other?.id ?? '')) ?? '');
    if (!im) throw new Refusal(`You have no direct message with ${name} yet.`);
    return im;
  }
  const named = workspace.conversations.get(conversationByName.get(name.replace(/^#/, '')) ?? '');
  if (named && canSee(workspace, me, named)) return named;
  return orRefuse(() => conversationFor(workspace, me, name));
}

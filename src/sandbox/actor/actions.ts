import { askForOptions, type Suggestions, sendAction } from '../delivery/block-interactions.ts';
import {
  type InteractionContext,
  type Notice,
  openAppTab,
  sendCommand,
  sendShortcut,
} from '../delivery/interactions.ts';
import { closeView, type Submitted, submitView } from '../delivery/submissions.ts';
import type { Action, Conversation, Message, StateValues, Where } from '../protocol.ts';
import { Refusal } from '../refusal.ts';
import { serializeConversation, serializeMessage } from '../serialize.ts';
import { asRefusal, orRefuse } from '../slack-refusals.ts';
import { isMember } from '../workspace/access.ts';
import {
  archive,
  convert,
  createConversation,
  deleteConversation,
  offerToShare,
  openIm,
  rename,
  setTopic,
  share,
  shareWithin,
  unarchive,
} from '../workspace/conversations.ts';
import { invite, join, kick, leave } from '../workspace/membership.ts';
import { deleteMessage, editMessage, postMessage } from '../workspace/messages.ts';
import { findPerson, personOf } from '../workspace/people.ts';
import { addReaction, pin, removeReaction, unpin } from '../workspace/pins-and-reactions.ts';
import { typedText } from '../workspace/typed-text.ts';
import { markRead } from '../workspace/unread.ts';
import { findConversation } from './queries.ts';

type At = { readonly channel: string; readonly ts: string };

/** What one person does. People are named by id, handle or e-mail, channels as in `ActorQueries`. */
export type ActorActions = {
  /** Mentions are written `<@U…>` and `<#C…>`; everything else is taken literally. */
  say(channel: string, text: string, threadTs?: string): Message;
  edit(message: At, text: string): void;
  delete(message: At): void;
  /** Anybody's message, as an administrator may. */
  moderate(message: At): void;
  react(message: At, name: string, on?: boolean): void;
  pin(message: At, pinned?: boolean): void;
  join(channel: string): Conversation;
  leave(channel: string): void;
  invite(channel: string, people: readonly string[]): void;
  kick(channel: string, person: string): void;
  createChannel(name: string, isPrivate?: boolean): Conversation;
  setTopic(channel: string, topic: string): void;
  rename(channel: string, name: string): void;
  archive(channel: string, archived?: boolean): void;
  convert(channel: string, to: 'public' | 'private'): void;
  /** With another organisation, by the id of its workspace. */
  share(channel: string, team: string, shared?: boolean): void;
  /** Asks another organisation to share it; `share` accepts for them. */
  offerToShare(channel: string, team: string, offered?: boolean): void;
  /** With another workspace of our own organisation. */
  shareWithin(channel: string, team: string): void;
  /** As an administrator would; nothing of the channel stays. */
  deleteChannel(channel: string): void;
  openIm(person: string): Conversation;
  /** Without `ts`, everything. */
  readMark(channel: string, ts?: string): void;

  /** These end when the app has acknowledged, or failed to: `notice` is what Slack shows then. */
  command(channel: string, command: string, text?: string, threadTs?: string): Promise<Notice>;
  shortcut(callbackId: string): Promise<Notice>;
  messageAction(callbackId: string, message: At): Promise<Notice>;
  clickAction(where: Where, action: Action, values?: StateValues): Promise<Notice>;
  options(where: Where, blockId: string, actionId: string, query: string): Promise<Suggestions>;
  submitView(viewId: string, values?: StateValues): Promise<Submitted>;
  closeView(viewId: string, clear?: boolean): void;
  openHome(): void;
};

export function createActions(context: InteractionContext, me: string): ActorActions {
  const { workspace } = context;
  const id = (channel: string) => findConversation(workspace, me, channel).id;
  const person = (who: string) => {
    const found = findPerson(workspace, who);
    if (!found) throw new Refusal(`There is nobody called ${who} here.`);
    return found.id;
  };
  const conversation = (channel: string) =>
    serializeConversation(workspace, findConversation(workspace, me, channel), me);
  /** A person who is shown a notice also keeps it, wherever they act from. */
  const keepNotice = async <T extends Notice>(result: Promise<T>): Promise<T> => {
    const settled = await result.catch((error: unknown) => {
      throw asRefusal(error);
    });
    if (settled.notice !== undefined) {
      workspace.changes.emit({ type: 'notice', user: me, text: settled.notice });
    }
    return settled;
  };

  return {
    say: (channel, text, threadTs) => orRefuse(() => say(context, me, id(channel), text, threadTs)),
    edit(message, text) {
      if (text.trim() === '') throw new Refusal('Write something, or delete the message instead.');
      orRefuse(() =>
        editMessage(workspace, me, id(message.channel), message.ts, { text: typedText(workspace, text) }),
      );
    },
    delete: (message) => orRefuse(() => deleteMessage(workspace, me, id(message.channel), message.ts)),
    moderate: (message) =>
      orRefuse(() => deleteMessage(workspace, me, id(message.channel), message.ts, true)),
    react(message, name, on = true) {
      const act = on ? addReaction : removeReaction;
      orRefuse(() => act(workspace, me, id(message.channel), message.ts, name));
    },
    pin: (message, pinned = true) =>
      orRefuse(() => (pinned ? pin : unpin)(workspace, me, id(message.channel), message.ts)),
    join(channel) {
      orRefuse(() => join(workspace, me, id(channel)));
      return conversation(channel);
    },
    leave: (channel) => orRefuse(() => void leave(workspace, me, id(channel))),
    invite: (channel, people) =>
      orRefuse(() => void invite(workspace, me, id(channel), people.map(person), false)),
    kick: (channel, who) => orRefuse(() => kick(workspace, me, id(channel), person(who))),
    createChannel: (name, isPrivate = false) =>
      orRefuse(() =>
        serializeConversation(workspace, createConversation(workspace, me, name, isPrivate), me),
      ),
    setTopic: (channel, topic) => orRefuse(() => void setTopic(workspace, me, id(channel), topic)),
    rename: (channel, name) => orRefuse(() => void rename(workspace, me, id(channel), name)),
    archive: (channel, archived = true) =>
      orRefuse(() => (archived ? archive : unarchive)(workspace, me, id(channel))),
    convert: (channel, to) => orRefuse(() => convert(workspace, me, id(channel), to === 'private')),
    share: (channel, team, shared = true) => orRefuse(() => share(workspace, me, id(channel), team, shared)),
    offerToShare: (channel, team, offered = true) =>
      orRefuse(() => offerToShare(workspace, me, id(channel), team, offered)),
    shareWithin: (channel, team) => orRefuse(() => shareWithin(workspace, id(channel), team)),
    deleteChannel: (channel) => orRefuse(() => deleteConversation(workspace, me, id(channel))),
    openIm(who) {
      const other = person(who);
      const { im } = orRefuse(() => openIm(workspace, me, other));
      if (other === workspace.app.botUserId) openAppTab(context, me, 'messages');
      return serializeConversation(workspace, im, me);
    },
    readMark: (channel, ts = workspace.indexes.lastTs) =>
      orRefuse(() => markRead(workspace, me, id(channel), ts)),

    command: (channel, command, text = '', threadTs) =>
      keepNotice(sendCommand(context, me, id(channel), command, text, threadTs)),
    shortcut: (callbackId) => keepNotice(sendShortcut(context, me, callbackId)),
    messageAction: (callbackId, { channel, ts }) =>
      keepNotice(sendShortcut(context, me, callbackId, { channel: id(channel), ts })),
    clickAction: (where, action, values) => keepNotice(sendAction(context, me, where, action, values)),
    options: (where, blockId, actionId, query) =>
      keepNotice(askForOptions(context, me, where, blockId, actionId, query)),
    submitView: (viewId, values) => keepNotice(submitView(context, me, viewId, values)),
    closeView: (viewId, clear) => closeView(context, me, viewId, clear),
    openHome() {
      if (!workspace.manifest.features.app_home.home_tab_enabled)
        throw new Refusal('This app has no Home tab.');
      openAppTab(context, me, 'home');
    },
  };
}

function say(
  { workspace }: InteractionContext,
  me: string,
  channel: string,
  text: string,
  threadTs?: string,
): Message {
  if (text.trim() === '') throw new Refusal('Write something first.');
  if (!isMember(workspace, channel, me)) throw new Refusal('You are not in this channel: join it first.');
  const conversation = workspace.conversations.get(channel);
  const { messages_tab_enabled: open, messages_tab_read_only_enabled: readOnly } =
    workspace.manifest.features.app_home;
  const toApp = conversation?.pair?.includes(workspace.app.botUserId);
  if (toApp && (!open || readOnly)) {
    throw new Refusal(`${personOf(workspace, workspace.app.botUserId).name} does not read direct messages.`);
  }
  const words = typedText(workspace, text);
  return serializeMessage(workspace, postMessage(workspace, { channel, user: me, text: words, threadTs }));
}

import type { Actor } from '../actor/actor.ts';
import { knownMethods } from '../api/method-specs.ts';
import { deliveryNames } from '../faults/deliveries.ts';
import type { Conversation, Message, RequestName, Requests } from '../protocol.ts';
import { Refusal } from '../refusal.ts';
import { serializeConversation, serializeMessage, serializePerson, serializeView } from '../serialize.ts';
import { orRefuse } from '../slack-refusals.ts';
import { canSee, conversationFor, isMember, memberCount } from '../workspace/access.ts';
import { searchPeople } from '../workspace/people.ts';
import { lowerBound } from '../workspace/sorted.ts';
import { homeOf } from '../workspace/views.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { createHello, peopleByIds } from './hello.ts';
import type { Window } from './window.ts';

type Handlers = {
  readonly [N in RequestName]: (window: Window, args: Requests[N][0]) => Promise<Requests[N][1]>;
};

const peopleFound = 20;
const conversationsFound = 50;
const historyPage = 50;
const membersPage = 200;

export const handlers: Handlers = {
  async hello(window, { user }) {
    const person = window.workspace.people.get(user) ?? firstPersona(window.workspace);
    if (!person) throw new Refusal('There is nobody here to be.');
    window.actor = window.person(person.id);
    window.watched.clear();
    return createHello(window, window.actor.person());
  },

  async 'people.search'({ workspace }, { query, channel }) {
    const found = searchPeople(workspace, query, channel ? peopleFound * 5 : peopleFound);
    if (channel) {
      const rank = (id: string) => (isMember(workspace, channel, id) ? 0 : 1);
      found.sort((a, b) => rank(a.id) - rank(b.id));
    }
    return { people: found.slice(0, peopleFound).map(serializePerson) };
  },

  async 'people.byId'({ workspace }, { ids }) {
    return { people: peopleByIds(workspace, ids) };
  },

  async 'conversations.search'(window, { query }) {
    const me = speaker(window).id;
    const { workspace } = window;
    const wanted = query.trim().toLowerCase().replace(/^#/, '');
    const found: Conversation[] = [];
    for (const id of workspace.indexes.conversationIds) {
      if (found.length === conversationsFound) break;
      const one = workspace.conversations.get(id);
      if (!one || one.kind === 'im' || !one.name.includes(wanted) || !canSee(workspace, me, one)) continue;
      found.push(serializeConversation(workspace, one, me));
    }
    return { conversations: found };
  },

  async 'conversation.history'(window, { channel, before, limit = historyPage }) {
    const me = speaker(window).id;
    const { workspace } = window;
    const conversation = orRefuse(() => conversationFor(workspace, me, channel));
    window.watched.add(channel);
    const timeline = workspace.indexes.timeline.get(channel) ?? [];
    const end = before === undefined ? timeline.length : lowerBound(timeline, before);
    const start = Math.max(0, end - limit);
    return {
      conversation: serializeConversation(workspace, conversation, me),
      messages: timeline.slice(start, end).flatMap((ts) => messageAt(workspace, channel, ts)),
      hasMore: start > 0,
    };
  },

  async 'conversation.members'(window, { channel, limit = membersPage }) {
    const { workspace } = window;
    orRefuse(() => conversationFor(workspace, speaker(window).id, channel));
    const ids: string[] = [];
    for (const id of workspace.indexes.membersOf.get(channel) ?? []) {
      if (ids.length === limit) break;
      ids.push(id);
    }
    return { people: peopleByIds(workspace, ids), total: memberCount(workspace, channel) };
  },

  async 'conversation.pins'(window, { channel }) {
    return { messages: speaker(window).pins(channel) };
  },
  async 'conversation.join'(window, { channel }) {
    return { conversation: speaker(window).join(channel) };
  },
  async 'conversation.leave'(window, { channel }) {
    speaker(window).leave(channel);
    return {};
  },
  async 'conversation.invite'(window, { channel, users }) {
    speaker(window).invite(channel, users);
    return {};
  },
  async 'conversation.create'(window, { name, isPrivate }) {
    return { conversation: speaker(window).createChannel(name, isPrivate) };
  },
  async 'conversation.topic'(window, { channel, topic }) {
    speaker(window).setTopic(channel, topic);
    return {};
  },
  async 'conversation.read'(window, { channel, ts }) {
    speaker(window).readMark(channel, ts);
    return {};
  },
  async 'im.open'(window, { user }) {
    return { conversation: speaker(window).openIm(user) };
  },
  async 'thread.open'(window, { channel, ts }) {
    return { messages: speaker(window).thread(channel, ts) };
  },
  async 'message.post'(window, { channel, text, threadTs }) {
    return { message: speaker(window).say(channel, text, threadTs) };
  },
  async 'message.edit'(window, { channel, ts, text }) {
    speaker(window).edit({ channel, ts }, text);
    return {};
  },
  async 'message.delete'(window, { channel, ts }) {
    speaker(window).delete({ channel, ts });
    return {};
  },
  async 'message.pin'(window, { channel, ts, pinned }) {
    speaker(window).pin({ channel, ts }, pinned);
    return {};
  },
  async 'message.react'(window, { channel, ts, name, on }) {
    speaker(window).react({ channel, ts }, name, on);
    return {};
  },
  async command(window, { channel, command, text, threadTs }) {
    return speaker(window).command(channel, command, text, threadTs);
  },
  async shortcut(window, { callbackId, message }) {
    const me = speaker(window);
    return message ? me.messageAction(callbackId, message) : me.shortcut(callbackId);
  },
  async action(window, { where, action, values }) {
    return speaker(window).clickAction(where, action, values);
  },
  async options(window, { where, blockId, actionId, query }) {
    return speaker(window).options(where, blockId, actionId, query);
  },
  async 'view.submit'(window, { viewId, values }) {
    return speaker(window).submitView(viewId, values);
  },
  async 'view.close'(window, { viewId, clear }) {
    speaker(window).closeView(viewId, clear);
    return {};
  },
  async 'home.open'(window) {
    const me = speaker(window);
    me.openHome();
    const home = homeOf(window.workspace, me.id);
    return { view: home ? serializeView(home) : null };
  },
  async 'faults.subjects'({ workspace }) {
    return { calls: knownMethods().sort(), deliveries: deliveryNames(workspace.manifest) };
  },
  async 'faults.add'({ injector }, rule) {
    injector.inject(rule);
    return {};
  },
  async 'faults.clear'({ injector }, { id }) {
    injector.clear(id);
    return {};
  },
};

function speaker(window: Window): Actor {
  if (!window.actor) throw new Refusal('Say who you are first.');
  return window.actor;
}

function firstPersona(workspace: Workspace) {
  for (const person of workspace.people.values()) if (person.persona) return person;
  return undefined;
}

function messageAt(workspace: Workspace, channel: string, ts: string): Message[] {
  const message = workspace.messages.get(`${channel}:${ts}`);
  return message ? [serializeMessage(workspace, message)] : [];
}

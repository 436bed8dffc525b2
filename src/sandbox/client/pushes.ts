import type { Push } from '../protocol.ts';
import {
  serializeApp,
  serializeConversation,
  serializeMessage,
  serializePerson,
  serializeView,
} from '../serialize.ts';
import { isMember } from '../workspace/access.ts';
import type { Change } from '../workspace/changes.ts';
import type { MessageRecord, ViewRecord } from '../workspace/records.ts';
import { isInSidebar, openViews } from './hello.ts';
import type { Window } from './window.ts';

/** What a change means for one window: nothing, when it is not for this person's eyes. */
export function pushesFor(window: Window, me: string, change: Change): Push[] {
  const { workspace } = window;
  switch (change.type) {
    case 'message.posted':
      return inConversation(window, me, change.message.channel, 'message', change.message);
    case 'message.changed':
    case 'message.touched':
      return inConversation(window, me, change.message.channel, 'message.changed', change.message);
    case 'message.deleted': {
      const { channel, ts } = change.previous;
      const seen = sees(window, me, channel);
      return seen ? [...conversation(window, me, channel), { push: 'message.deleted', channel, ts }] : [];
    }
    case 'ephemeral.posted':
      return change.to === me
        ? [{ push: 'message', message: serializeMessage(workspace, change.message, true) }]
        : [];
    case 'ephemeral.changed':
      return change.to === me
        ? [{ push: 'message.changed', message: serializeMessage(workspace, change.message, true) }]
        : [];
    case 'ephemeral.deleted':
      return change.to === me ? [{ push: 'message.deleted', channel: change.channel, ts: change.ts }] : [];
    case 'conversation.created':
    case 'conversation.changed':
      return sees(window, me, change.conversation.id) ? conversation(window, me, change.conversation.id) : [];
    case 'conversation.deleted':
      return sees(window, me, change.conversation.id)
        ? [{ push: 'conversation.gone', channel: change.conversation.id }]
        : [];
    case 'member.left':
      if (change.user === me) return [{ push: 'conversation.gone', channel: change.channel }];
      return sees(window, me, change.channel) ? conversation(window, me, change.channel) : [];
    case 'member.joined':
      return sees(window, me, change.channel) ? conversation(window, me, change.channel) : [];
    case 'read':
      return change.user === me ? conversation(window, me, change.channel) : [];
    case 'pin.added':
    case 'pin.removed':
      return sees(window, me, change.message.channel) ? conversation(window, me, change.message.channel) : [];
    case 'person.joined':
    case 'person.changed':
      return [{ push: 'people', people: [serializePerson(change.person)] }];
    case 'app':
      return [{ push: 'app', app: serializeApp(workspace, window.isConnected()) }];
    case 'faults':
      return [{ push: 'faults', faults: [...window.injector.rules()] }];
    case 'view.opened':
    case 'view.pushed':
    case 'view.updated':
    case 'home.published':
      return viewPush(me, change.type, change.view);
    case 'view.stack':
      return change.user === me ? [{ push: 'view.stack', views: openViews(workspace, me) }] : [];
    default:
      return [];
  }
}

function sees(window: Window, me: string, channel: string): boolean {
  return isMember(window.workspace, channel, me) || window.watched.has(channel);
}

function conversation({ workspace }: Window, me: string, channel: string): Push[] {
  const one = workspace.conversations.get(channel);
  if (!one || !isInSidebar(workspace, one, me)) return [];
  return [{ push: 'conversation', conversation: serializeConversation(workspace, one, me) }];
}

function inConversation(
  window: Window,
  me: string,
  channel: string,
  push: 'message' | 'message.changed',
  message: MessageRecord,
): Push[] {
  if (!sees(window, me, channel)) return [];
  const said: Push = { push, message: serializeMessage(window.workspace, message) };
  return push === 'message' ? [...conversation(window, me, channel), said] : [said];
}

function viewPush(
  me: string,
  type: 'view.opened' | 'view.pushed' | 'view.updated' | 'home.published',
  view: ViewRecord,
): Push[] {
  if (view.user !== me) return [];
  return [{ push: type === 'home.published' ? 'home' : type, view: serializeView(view) }];
}

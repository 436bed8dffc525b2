import type { ArmedRule } from '../../faults/rules.ts';
import type { AppInfo, Conversation, Message, Person, StateValues, View, Where } from '../../protocol.ts';
import type { ConnectionState } from '../client/connection.ts';
import type { Place } from '../client/place.ts';

export type Timeline = {
  /** Top-level messages, oldest first. */
  readonly messages: readonly Message[];
  readonly hasMore: boolean;
  /** False until the newest page came, and after a reconnect until it came again. */
  readonly fresh: boolean;
};

export type Notice = {
  readonly id: number;
  readonly text: string;
  readonly where?: Where;
  readonly channel?: string;
};

export type Panel = 'none' | 'thread' | 'members' | 'pins' | 'about';

export type State = {
  readonly connection: ConnectionState;
  readonly me: Person | null;
  readonly workspace: { readonly id: string; readonly name: string; readonly domain: string };
  readonly app: AppInfo | null;
  readonly personas: readonly Person[];
  readonly people: { readonly [id: string]: Person };
  readonly conversations: { readonly [id: string]: Conversation };
  readonly place: Place;
  readonly panel: Panel;
  readonly timelines: { readonly [channel: string]: Timeline };
  /** By `threadKey`: the parent first, then its replies. */
  readonly threads: { readonly [key: string]: readonly Message[] };
  /** Channel → ts of the first message that was unread when the channel was opened, or ""; the "New" line stands above it. */
  readonly firstUnread: { readonly [channel: string]: string };
  /** The modal stack, bottom first. */
  readonly views: readonly View[];
  readonly home: View | null;
  readonly homeLoaded: boolean;
  /** What is chosen and typed in a message's or view's elements, by `whereKey`. */
  readonly forms: { readonly [key: string]: StateValues };
  readonly notices: readonly Notice[];
  readonly faults: readonly ArmedRule[];
};

export const initialState: State = {
  connection: 'connecting',
  me: null,
  workspace: { id: '', name: 'Sandbox', domain: '' },
  app: null,
  personas: [],
  people: {},
  conversations: {},
  place: { at: '' },
  panel: 'none',
  timelines: {},
  threads: {},
  firstUnread: {},
  views: [],
  home: null,
  homeLoaded: false,
  forms: {},
  notices: [],
  faults: [],
};

export function threadKey(channel: string, ts: string): string {
  return `${channel}:${ts}`;
}

export function whereKey(where: Where): string {
  return 'message' in where ? threadKey(where.message.channel, where.message.ts) : `view:${where.view.id}`;
}

/** A thread's parent or a plain message, as opposed to a reply. */
export function isTopLevel(message: Message): boolean {
  return !message.threadTs || message.threadTs === message.ts || message.subtype === 'thread_broadcast';
}

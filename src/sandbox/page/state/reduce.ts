import type { Conversation, Message, Person, Push, Requests, StateValues, Where } from '../../protocol.ts';
import type { Place } from '../client/place.ts';
import { insertMessage } from './messages.ts';
import { addNotice, reducePush } from './push.ts';
import type { Notice, Panel, State } from './state.ts';
import { threadKey, whereKey } from './state.ts';

export type Change =
  | { type: 'hello'; result: Requests['hello'][1] }
  | { type: 'disconnected' }
  | { type: 'push'; push: Push }
  | { type: 'navigated'; place: Place; panel?: Panel }
  | { type: 'panel'; panel: Panel }
  | { type: 'history'; channel: string; older: boolean; result: Requests['conversation.history'][1] }
  | { type: 'thread'; channel: string; ts: string; messages: Message[] }
  | { type: 'posted'; message: Message }
  | { type: 'read'; channel: string }
  | { type: 'people'; people: Person[] }
  | { type: 'conversations'; conversations: Conversation[] }
  | { type: 'home'; view: State['home'] }
  | { type: 'form'; key: string; values: StateValues }
  | { type: 'notice'; notice: Omit<Notice, 'id'> }
  | { type: 'notice.dismissed'; id: number }
  /** The person acts again at the same place. */
  | { type: 'notices.clear'; where?: Where };

/** The page's state after one change; pure. */
export function reduce(state: State, change: Change): State {
  switch (change.type) {
    case 'hello':
      return hello(state, change.result);
    case 'disconnected':
      return { ...state, connection: 'disconnected' };
    case 'push':
      return reducePush(state, change.push);
    case 'navigated':
      return navigated(state, change.place, change.panel);
    case 'panel':
      return {
        ...state,
        panel: change.panel,
        place: change.panel === 'thread' ? state.place : { at: state.place.at },
      };
    case 'history':
      return history(state, change);
    case 'thread':
      return {
        ...state,
        threads: { ...state.threads, [threadKey(change.channel, change.ts)]: change.messages },
      };
    case 'posted':
      return insertMessage(state, change.message);
    case 'read':
      return read(state, change.channel);
    case 'people':
      return { ...state, people: indexById(state.people, change.people) };
    case 'conversations':
      return { ...state, conversations: indexById(state.conversations, change.conversations) };
    case 'home':
      return change.view
        ? reducePush(state, { push: 'home', view: change.view })
        : { ...state, home: null, homeLoaded: true };
    case 'form':
      return { ...state, forms: { ...state.forms, [change.key]: change.values } };
    case 'notice':
      return addNotice(state, change.notice);
    case 'notice.dismissed':
      return { ...state, notices: state.notices.filter(({ id }) => id !== change.id) };
    case 'notices.clear':
      return clearNotices(state, change.where);
  }
}

function clearNotices(state: State, where: Where | undefined): State {
  const key = where && whereKey(where);
  const isOld = (notice: Notice): boolean =>
    notice.where ? whereKey(notice.where) === key : !where && notice.channel === state.place.at;
  return state.notices.some(isOld)
    ? { ...state, notices: state.notices.filter((notice) => !isOld(notice)) }
    : state;
}

/** A second hello follows a reconnect: what was loaded stays on screen and is marked to be loaded again. */
function hello(state: State, result: Requests['hello'][1]): State {
  const timelines = Object.entries(state.timelines).map(([channel, timeline]) => [
    channel,
    { ...timeline, fresh: false },
  ]);
  const conversations = indexById({}, result.conversations);
  const seen = state.conversations[state.place.at];
  return {
    ...state,
    connection: 'open',
    me: result.me,
    workspace: result.workspace,
    app: result.app,
    personas: result.personas,
    faults: result.faults,
    people: indexById(state.people, [...result.people, ...result.personas, result.me]),
    conversations: seen && !conversations[seen.id] ? { ...conversations, [seen.id]: seen } : conversations,
    timelines: Object.fromEntries(timelines),
    homeLoaded: false,
  };
}

function navigated(state: State, place: Place, panel: Panel | undefined): State {
  const next = panel ?? (place.thread ? 'thread' : 'none');
  const conversation = state.conversations[place.at];
  const loaded = state.timelines[place.at];
  if (!conversation || !loaded?.fresh || place.at === state.place.at) return { ...state, place, panel: next };
  const firstUnread = { ...state.firstUnread, [place.at]: lastRead(state, conversation, loaded.messages) };
  return { ...state, place, panel: next, firstUnread };
}

function history(state: State, change: Extract<Change, { type: 'history' }>): State {
  const { conversation, messages, hasMore } = change.result;
  const before = state.timelines[change.channel];
  const kept = change.older ? (before?.messages ?? []) : [];
  const ephemeral = change.older ? [] : (before?.messages ?? []).filter((message) => message.ephemeral);
  const merged = [...messages, ...kept, ...ephemeral].sort((a, b) =>
    a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0,
  );
  const firstUnread = change.older
    ? state.firstUnread
    : { ...state.firstUnread, [change.channel]: lastRead(state, conversation, messages) };
  return {
    ...state,
    firstUnread,
    conversations: { ...state.conversations, [conversation.id]: conversation },
    timelines: {
      ...state.timelines,
      [change.channel]: { messages: merged, hasMore, fresh: change.older ? (before?.fresh ?? true) : true },
    },
  };
}

/** The protocol counts unread messages, system lines left out; the line stands before the first of them. */
function lastRead(state: State, conversation: Conversation, messages: readonly Message[]): string {
  const others = messages.filter(
    ({ user, subtype, ephemeral }) => user !== state.me?.id && !ephemeral && !subtype?.startsWith('channel_'),
  );
  const firstNew = conversation.unread > 0 ? others.at(-conversation.unread) : undefined;
  return firstNew ? firstNew.ts : '';
}

function read(state: State, channel: string): State {
  const conversation = state.conversations[channel];
  if (!conversation || (conversation.unread === 0 && conversation.mentions === 0)) return state;
  return {
    ...state,
    conversations: { ...state.conversations, [channel]: { ...conversation, unread: 0, mentions: 0 } },
  };
}

function indexById<T extends { readonly id: string }>(
  before: { readonly [id: string]: T },
  added: readonly T[],
): { [id: string]: T } {
  const after: { [id: string]: T } = { ...before };
  for (const item of added) after[item.id] = item;
  return after;
}

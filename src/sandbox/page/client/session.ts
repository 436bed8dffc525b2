import type { Conversation, Message, Where } from '../../protocol.ts';
import type { Panel } from '../state/state.ts';
import type { Call } from './connection.ts';
import { connect } from './connection.ts';
import { peopleLoader } from './people.ts';
import { home, type Place, parsePlace, placeHash, windowUrl } from './place.ts';
import { createStore, type Store } from './store.ts';

/** One person's window on the sandbox: the store, the wire, and what the person can do. */
export type Session = {
  readonly user: string;
  readonly store: Store;
  readonly call: Call;
  readonly go: (place: Place, panel?: Panel) => void;
  readonly openMessages: (user: string) => Promise<void>;
  readonly loadOlder: (channel: string) => Promise<void>;
  /** Runs a request and shows a refusal, or the `notice` it answers, where the person acted. */
  readonly attempt: <T>(work: () => Promise<T>, where?: Where) => Promise<T | undefined>;
  readonly notify: (text: string, where?: Where) => void;
  /** Asks for people not known yet; many calls in one moment become one request. */
  readonly loadPeople: (ids: readonly string[]) => void;
  readonly close: () => void;
};

/** Opens the connection as `user` (empty: whoever the sandbox offers first) and follows the address' hash. */
export function startSession(user: string): Session {
  const store = createStore();
  const connection = connect(socketUrl(), {
    onOpen: (call) => void loadInitialState(call),
    onPush: (push) => store.change({ type: 'push', push }),
    onLost: () => store.change({ type: 'disconnected' }),
  });
  const { call } = connection;
  const people = peopleLoader(store, call);

  async function loadInitialState(hello: Call): Promise<void> {
    const result = await hello('hello', { user });
    store.change({ type: 'hello', result });
    remember(result.me.id);
    const wanted = store.get().place.at ? store.get().place : parsePlace(location.hash);
    await show(
      wanted.at ? wanted : { at: firstPlace(result.conversations) },
      store.get().panel === 'none' ? undefined : store.get().panel,
    );
  }

  function remember(id: string): void {
    localStorage.setItem('sandbox.as', id);
    if (new URLSearchParams(location.search).get('as') !== id)
      history.replaceState(null, '', `?as=${id}${location.hash}`);
  }

  async function show(place: Place, panel?: Panel): Promise<void> {
    store.change({ type: 'navigated', place, panel });
    if (placeHash(place) !== location.hash)
      history.pushState(null, '', windowUrl(store.get().me?.id ?? user, place));
    if (place.at === home) await session.attempt(loadHome);
    else if (place.at) await session.attempt(() => loadChannel(place));
  }

  async function loadHome(): Promise<void> {
    const { view } = await call('home.open', {});
    store.change({ type: 'home', view });
  }

  async function loadChannel({ at: channel, thread }: Place): Promise<void> {
    if (!store.get().timelines[channel]?.fresh) {
      const result = await call('conversation.history', { channel });
      store.change({ type: 'history', channel, older: false, result });
      people.loadAuthors(result.messages);
    }
    if (thread) await loadThread(channel, thread);
  }

  async function loadThread(channel: string, ts: string): Promise<void> {
    const { messages } = await call('thread.open', { channel, ts });
    store.change({ type: 'thread', channel, ts, messages });
    people.loadAuthors(messages);
  }

  const session: Session = {
    user,
    store,
    call,
    go: (place, panel) => void show(place, panel),
    openMessages: async (other) => {
      const { conversation } = await call('im.open', { user: other });
      store.change({ type: 'conversations', conversations: [conversation] });
      await show({ at: conversation.id });
    },
    loadOlder: async (channel) => {
      const before = store
        .get()
        .timelines[channel]?.messages.find((message: Message) => !message.ephemeral)?.ts;
      const result = await call('conversation.history', { channel, before });
      store.change({ type: 'history', channel, older: true, result });
      people.loadAuthors(result.messages);
    },
    attempt: async (work, where) => {
      store.change({ type: 'notices.clear', where });
      try {
        const result = await work();
        const notice = (result as { notice?: string } | undefined)?.notice;
        if (notice) session.notify(notice, where);
        return result;
      } catch (error) {
        session.notify(error instanceof Error ? error.message : String(error), where);
        return undefined;
      }
    },
    notify: (text, where) =>
      store.change({ type: 'notice', notice: { text, where, channel: store.get().place.at } }),
    loadPeople: people.load,
    close: () => {
      window.removeEventListener('popstate', onPop);
      connection.close();
    },
  };
  const onPop = (): void => void show(parsePlace(location.hash));
  window.addEventListener('popstate', onPop);
  return session;
}

function firstPlace(conversations: readonly Conversation[]): string {
  const channels = conversations.filter(
    ({ kind, isMember, isArchived }) => kind !== 'im' && isMember && !isArchived,
  );
  return (channels.find(({ name }) => name === 'general') ?? channels[0] ?? conversations[0])?.id ?? '';
}

function socketUrl(): string {
  const folder = location.pathname.replace(/\/$/, '');
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${folder}/client`;
}

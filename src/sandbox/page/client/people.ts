import type { Message } from '../../protocol.ts';
import type { Call } from './connection.ts';
import type { Store } from './store.ts';

/** Fetches people the page has met by id only; each id is asked for once, in one request per moment. */
export function peopleLoader(
  store: Store,
  call: Call,
): { load: (ids: readonly string[]) => void; loadAuthors: (messages: readonly Message[]) => void } {
  const requested = new Set<string>();
  let batch: string[] = [];

  async function flush(): Promise<void> {
    const ids = batch;
    batch = [];
    try {
      const { people } = await call('people.byId', { ids });
      store.change({ type: 'people', people });
    } catch {
      for (const id of ids) requested.delete(id);
    }
  }

  function load(ids: readonly string[]): void {
    for (const id of ids) {
      if (!id || requested.has(id) || store.get().people[id]) continue;
      requested.add(id);
      if (batch.push(id) === 1) setTimeout(flush, 0);
    }
  }

  return {
    load,
    loadAuthors: (messages) => load(messages.flatMap((message) => [message.user, ...message.replyUsers])),
  };
}

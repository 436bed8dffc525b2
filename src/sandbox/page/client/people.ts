import type { Message } from '../../protocol.ts';
import type { Call } from './connection.ts';
import type { Store } from './store.ts';

/** Fetches people the page has met by id only; each id is asked for once, in one request per moment. */
export function peopleLoader(
  store: Store,
  call: Call,
): { need: (ids: readonly string[]) => void; needAuthors: (messages: readonly Message[]) => void } {
  const asked = new Set<string>();
  let batch: string[] = [];

  async function flush(): Promise<void> {
    const ids = batch;
    batch = [];
    try {
      const { people } = await call('people.byId', { ids });
      store.change({ type: 'people', people });
    } catch {
      for (const id of ids) asked.delete(id);
    }
  }

  function need(ids: readonly string[]): void {
    for (const id of ids) {
      if (!id || asked.has(id) || store.get().people[id]) continue;
      asked.add(id);
      if (batch.push(id) === 1) setTimeout(flush, 0);
    }
  }

  return {
    need,
    needAuthors: (messages) => need(messages.flatMap((message) => [message.user, ...message.replyUsers])),
  };
}

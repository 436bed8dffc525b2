import type { Conversation, Json, Option, Person } from '../../protocol.ts';
import type { Session } from '../client/session.ts';
import { str, textOf } from '../state/json.ts';

/** One line of a list to choose from. `value` is what an element's value holds: an option, or an id. */
export type Choice = {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  readonly group?: string;
  readonly person?: Person;
  readonly value: unknown;
};

export function optionChoice(option: Option | Json, group?: string): Choice {
  return {
    key: str(option.value) || textOf(option.text),
    label: textOf(option.text),
    hint: textOf(option.description) || undefined,
    group,
    value: option,
  };
}

export function personChoice(person: Person): Choice {
  return {
    key: person.id,
    label: person.name,
    hint: person.title || `@${person.handle}`,
    person,
    value: person.id,
  };
}

export function channelChoice({ id, kind, name }: Conversation): Choice {
  return { key: id, label: `${kind === 'private' ? '🔒\u2009' : '#'}${name}`, value: id };
}

/** People who match, those of `channel` first; the deactivated are left out. */
export async function searchPeople(
  { call, store }: Session,
  query: string,
  channel?: string,
): Promise<Person[]> {
  const { people } = await call('people.search', { query, channel });
  store.change({ type: 'people', people });
  return people.filter(({ deleted }) => !deleted);
}

export async function searchConversations({ call, store }: Session, query: string): Promise<Conversation[]> {
  const { conversations } = await call('conversations.search', { query });
  const known = store.get().conversations;
  store.change({ type: 'conversations', conversations: conversations.filter(({ id }) => !known[id]) });
  return conversations;
}

import { useEffect, useState } from 'react';
import type { Conversation, Json, Option, Person, Where } from '../../protocol.ts';
import { useSurface } from '../blocks/use-field.ts';
import { useSelect, useSession } from '../client/context.tsx';
import type { Session } from '../client/session.ts';
import { list, num, obj, str, strings, textOf } from '../state/json.ts';
import type { Field } from './elements.ts';
import { holdsMany } from './elements.ts';
import { entryValue, optionsOf, withValue } from './values.ts';

/** One line of a select's list. `value` is what the element's value holds: an option, or an id. */
export type Choice = {
  readonly key: string;
  readonly label: string;
  readonly hint?: string;
  readonly group?: string;
  readonly person?: Person;
  readonly value: unknown;
};

export type Choices = { readonly choices: readonly Choice[]; readonly note: string };
type Kind = 'static' | 'external' | 'users' | 'conversations' | 'channels';

function kindOf(element: Json): Kind {
  return str(element.type)
    .replace(/^multi_/, '')
    .replace(/_select$/, '') as Kind;
}

/** What the list offers for the query typed so far; nothing is asked for while it is closed. */
export function useChoices(field: Field, query: string, open: boolean): Choices {
  const session = useSession();
  const { where } = useSurface();
  const [found, setFound] = useState<Choices & { query: string }>({ choices: [], note: '', query: '' });
  const kind = kindOf(field.element);
  const local = kind === 'static';

  useEffect(() => {
    if (!open || local) return;
    const least = num(field.element.min_query_length) ?? 3;
    if (kind === 'external' && query.length < least) {
      const note = `Type at least ${least} character${least === 1 ? '' : 's'} to search.`;
      setFound({ choices: [], note, query });
      return;
    }
    let current = true;
    setFound((before) => ({ ...before, note: before.choices.length > 0 ? '' : 'Loading…' }));
    const timer = setTimeout(
      async () => {
        const next = await search(session, field, kind, query, where).catch((error: Error) => ({
          choices: [],
          note: error.message,
        }));
        if (current) setFound({ ...next, query });
      },
      query === '' ? 0 : 150,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [open, local, kind, query, field, session, where]);

  if (!local)
    return found.query === query ? found : { ...found, choices: matchingChoices(found.choices, query) };
  const choices = optionsOf(field.element).map(({ option, group }) => optionChoice(option, group));
  const matching = matchingChoices(choices, query);
  return { choices: matching, note: matching.length > 0 ? '' : 'No matches.' };
}

/** What is already here and fits: right for static options, and until an answer comes for the others. */
export function matchingChoices<T extends Choice>(choices: readonly T[], query: string): T[] {
  return choices.filter(({ label }) => label.toLowerCase().includes(query.toLowerCase()));
}

async function search(
  session: Session,
  field: Field,
  kind: Kind,
  query: string,
  where: Where,
): Promise<Choices> {
  const choices = await {
    users: async () =>
      (await session.call('people.search', { query })).people
        .filter(({ deleted }) => !deleted)
        .map(personChoice),
    conversations: () => conversations(session, field, query),
    channels: () => conversations(session, field, query),
    external: () => external(session, field, query, where),
    static: async () => [],
  }[kind]();
  return { choices, note: choices.length > 0 ? '' : 'No matches.' };
}

async function external(
  session: Session,
  { blockId, actionId }: Field,
  query: string,
  where: Where,
): Promise<Choice[]> {
  const answer = await session.call('options', { where, blockId, actionId, query });
  if (answer.notice) throw new Error(answer.notice);
  return optionsOf({ options: answer.options, option_groups: answer.optionGroups }).map(({ option, group }) =>
    optionChoice(option, group),
  );
}

async function conversations(session: Session, { element }: Field, query: string): Promise<Choice[]> {
  const { conversations: found } = await session.call('conversations.search', { query });
  session.store.change({
    type: 'conversations',
    conversations: found.filter(({ id }) => !session.store.get().conversations[id]),
  });
  const wanted =
    element.type === 'channels_select' || element.type === 'multi_channels_select'
      ? ['public']
      : strings(obj(element.filter).include);
  session.needPeople(found.flatMap(({ kind, name }) => (kind === 'im' ? [name] : [])));
  return found
    .filter(({ kind, isArchived }) => !isArchived && (wanted.length === 0 || wanted.includes(kind)))
    .map((conversation) => conversationChoice(conversation, session.store.get().people));
}

function optionChoice(option: Option | Json, group?: string): Choice {
  return {
    key: str(option.value) || textOf(option.text),
    label: textOf(option.text),
    hint: textOf(option.description) || undefined,
    group,
    value: option,
  };
}

function personChoice(person: Person): Choice {
  return {
    key: person.id,
    label: person.name,
    hint: person.title || `@${person.handle}`,
    person,
    value: person.id,
  };
}

function conversationChoice(conversation: Conversation, people: { readonly [id: string]: Person }): Choice {
  const { id, kind, name } = conversation;
  if (kind === 'im') return { key: id, label: people[name]?.name ?? name, person: people[name], value: id };
  return { key: id, label: `${kind === 'private' ? '🔒\u2009' : '#'}${name}`, value: id };
}

/** What is chosen now, as lines; ids become names as soon as they are known. */
export function useChosen(entry: Json): Choice[] {
  const { needPeople } = useSession();
  const people = useSelect((state) => state.people);
  const known = useSelect((state) => state.conversations);
  const value = entryValue(entry);
  const ids = Array.isArray(value) ? strings(value) : strings([value]);
  const unknown = str(entry.type).includes('users') ? ids.filter((id) => !people[id]).join() : '';
  useEffect(() => {
    if (unknown) needPeople(unknown.split(','));
  }, [unknown, needPeople]);
  if (ids.length === 0)
    return list(Array.isArray(value) ? value : value ? [value] : []).map((option) => optionChoice(option));
  return ids.map((id) => {
    const person = people[id];
    const conversation = known[id];
    if (person) return personChoice(person);
    return conversation ? conversationChoice(conversation, people) : { key: id, label: id, value: id };
  });
}

/** The entry with these lines chosen: one value, or a list. */
export function chosenEntry(entry: Json, choices: readonly Choice[]): Json {
  const values = choices.map(({ value }) => value);
  return withValue(entry, holdsMany(str(entry.type)) ? values : (values[0] ?? null));
}

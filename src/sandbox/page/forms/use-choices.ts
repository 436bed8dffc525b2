import { useEffect } from 'react';
import { holdsMany } from '../../blocks/value-fields.ts';
import type { Conversation, Json, Person, Where } from '../../protocol.ts';
import { useSurface } from '../blocks/use-field.ts';
import { useSelect, useSession } from '../client/context.tsx';
import type { Session } from '../client/session.ts';
import { list, num, obj, str, strings } from '../state/json.ts';
import { matching, noted, useSearch } from '../ui/use-search.ts';
import {
  type Choice,
  channelChoice,
  optionChoice,
  personChoice,
  searchConversations,
  searchPeople,
} from './choice.ts';
import type { Field } from './elements.ts';
import { entryValue, optionsOf, withValue } from './values.ts';

type Kind = 'static' | 'external' | 'users' | 'conversations' | 'channels';

function kindOf(element: Json): Kind {
  return str(element.type)
    .replace(/^multi_/, '')
    .replace(/_select$/, '') as Kind;
}

/** What a select offers for the query typed so far; nothing is asked for while its list is closed. */
export function useChoices(
  field: Field,
  query: string,
  open: boolean,
): { readonly items: readonly Choice[]; readonly note: string } {
  const session = useSession();
  const { where } = useSurface();
  const kind = kindOf(field.element);
  const minimum = kind === 'external' ? (num(field.element.min_query_length) ?? 3) : 0;
  const asks = open && kind !== 'static' && query.length >= minimum;
  const found = useSearch(asks ? query : undefined, (typed) => search(session, field, typed, where));

  if (kind === 'static') return noted(matching(optionsOf(field.element).map(toChoice), query));
  if (query.length < minimum)
    return noted([], `Type at least ${minimum} character${minimum === 1 ? '' : 's'} to search.`);
  return found;
}

async function search(session: Session, field: Field, query: string, where: Where): Promise<Choice[]> {
  const kind = kindOf(field.element);
  if (kind === 'users') return (await searchPeople(session, query)).map(personChoice);
  if (kind !== 'external') return conversations(session, field, query);
  const { blockId, actionId } = field;
  const answer = await session.call('options', { where, blockId, actionId, query });
  if (answer.notice) throw new Error(answer.notice);
  return optionsOf({ options: answer.options, option_groups: answer.optionGroups }).map(toChoice);
}

async function conversations(session: Session, { element }: Field, query: string): Promise<Choice[]> {
  const found = await searchConversations(session, query);
  const included = kindOf(element) === 'channels' ? ['public'] : strings(obj(element.filter).include);
  session.loadPeople(found.flatMap(({ kind, name }) => (kind === 'im' ? [name] : [])));
  return found
    .filter(({ kind, isArchived }) => !isArchived && (included.length === 0 || included.includes(kind)))
    .map((conversation) => conversationChoice(conversation, session.store.get().people));
}

function toChoice({ option, group }: ReturnType<typeof optionsOf>[number]): Choice {
  return optionChoice(option, group);
}

function conversationChoice(conversation: Conversation, people: { readonly [id: string]: Person }): Choice {
  const { id, kind, name } = conversation;
  if (kind !== 'im') return channelChoice(conversation);
  return { key: id, label: people[name]?.name ?? name, person: people[name], value: id };
}

/** What is chosen now, as lines; ids become names as soon as they are known. */
export function useChosen(entry: Json): Choice[] {
  const { loadPeople } = useSession();
  const people = useSelect((state) => state.people);
  const known = useSelect((state) => state.conversations);
  const value = entryValue(entry);
  const values = Array.isArray(value) ? value : [value];
  const ids = strings(values);
  const unknown = str(entry.type).includes('users') ? ids.filter((id) => !people[id]).join() : '';
  useEffect(() => {
    if (unknown) loadPeople(unknown.split(','));
  }, [unknown, loadPeople]);
  if (ids.length === 0) return list(values.filter(Boolean)).map((option) => optionChoice(option));
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

import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { Conversation, Person } from '../../protocol.ts';
import { useSelect, useSession } from '../client/context.tsx';
import { home } from '../client/place.ts';
import { type Choice, matchingChoices } from '../forms/choices.ts';
import { Listbox } from '../forms/listbox.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** Ctrl+K: go to any channel one may see, any person, or the app. */
export function Switcher({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const choices = useDestinations(query.replace(/^[#@]/, ''));

  function choose(choice: Choice | undefined): void {
    if (!choice) return;
    onClose();
    if (choice.person) void session.attempt(() => session.openMessages(choice.key));
    else session.go({ at: choice.key });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((at + step + choices.length) % Math.max(1, choices.length));
    else if (event.key === 'Enter') choose(choices[at]);
    else return;
    event.preventDefault();
  }

  return (
    <Dialog title="Go to…" className="switcher" onClose={onClose}>
      <input
        className="text"
        role="combobox"
        aria-label="Channel or person"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={choices[at] ? `${listId}-${at}` : undefined}
        autoComplete="off"
        placeholder="Channel or person"
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <Listbox
        id={listId}
        label="Places"
        choices={choices}
        active={at}
        note={choices.length === 0 ? 'No matches.' : ''}
        onChoose={choose}
      />
    </Dialog>
  );
}

function useDestinations(query: string): Choice[] {
  const { call } = useSession();
  const me = useSelect((state) => state.me?.id);
  const app = useSelect((state) => state.app);
  const [found, setFound] = useState<{ query: string; conversations: Conversation[]; people: Person[] }>({
    query: '',
    conversations: [],
    people: [],
  });

  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      async () => {
        const [channels, others] = await Promise.all([
          call('conversations.search', { query }),
          call('people.search', { query }),
        ]).catch(() => [{ conversations: [] }, { people: [] }] as const);
        if (current)
          setFound({ query, conversations: [...channels.conversations], people: [...others.people] });
      },
      query ? 120 : 0,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [call, query]);

  const channels = found.conversations
    .filter(({ kind, isArchived }) => kind !== 'im' && !isArchived)
    .sort((a, b) => Number(b.isMember) - Number(a.isMember))
    .slice(0, 20)
    .map((conversation) => channelChoice(conversation));
  const people = found.people
    .filter(({ id, deleted, isBot }) => id !== me && !deleted && !isBot)
    .slice(0, 12)
    .map((person) => ({
      key: person.id,
      label: person.name,
      hint: person.title || `@${person.handle}`,
      person,
      value: person.id,
    }));
  const apps =
    app?.name.toLowerCase().includes(query.toLowerCase()) && app.hasHome
      ? [{ key: home, label: app.name, hint: 'App', value: home }]
      : [];
  const places = [...channels, ...people, ...apps];
  return found.query === query ? places : matchingChoices(places, query);
}

function channelChoice({ id, kind, name, isMember }: Conversation): Choice {
  return {
    key: id,
    label: `${kind === 'private' ? '🔒\u2009' : '#'}${name}`,
    hint: isMember ? undefined : 'not joined',
    value: id,
  };
}

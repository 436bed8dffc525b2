import { Autocomplete } from '@base-ui/react/autocomplete';
import { useState } from 'react';
import { useSelect, useSession } from '../client/context.tsx';
import { home } from '../client/place.ts';
import {
  type Choice,
  channelChoice,
  personChoice,
  searchConversations,
  searchPeople,
} from '../forms/choice.ts';
import { OptionList } from '../forms/option-list.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { grouped } from '../ui/grouped.ts';
import { useSearch } from '../ui/use-search.ts';

/** Ctrl+K: go to any channel one may see, any person, or the app. */
export function QuickSwitcher({ onClose }: { onClose: () => void }) {
  const session = useSession();
  const [query, setQuery] = useState('');
  const { items, note } = useDestinations(query.replace(/^[#@]/, ''));

  function choose(choice: Choice): void {
    onClose();
    if (choice.person) void session.attempt(() => session.openMessages(choice.key));
    else session.go({ at: choice.key });
  }

  return (
    <Dialog title="Go to…" className="switcher" onClose={onClose}>
      <Autocomplete.Root
        inline
        open
        items={grouped(items)}
        mode="none"
        autoHighlight="always"
        value={query}
        onValueChange={(text, { reason }) => reason === 'input-change' && setQuery(text)}
      >
        <Autocomplete.Input className="text" aria-label="Channel or person" placeholder="Channel or person" />
        <OptionList label="Places" note={note} onChoose={choose} />
      </Autocomplete.Root>
    </Dialog>
  );
}

function useDestinations(query: string): { readonly items: readonly Choice[]; readonly note: string } {
  const session = useSession();
  const me = useSelect((state) => state.me?.id);
  const app = useSelect((state) => state.app);

  return useSearch(query, async (typed) => {
    const [conversations, people] = await Promise.all([
      searchConversations(session, typed),
      searchPeople(session, typed),
    ]);
    const channels = conversations
      .filter(({ kind, isArchived }) => kind !== 'im' && !isArchived)
      .sort((a, b) => Number(b.isMember) - Number(a.isMember))
      .slice(0, 20)
      .map((channel) => ({ ...channelChoice(channel), hint: channel.isMember ? undefined : 'not joined' }));
    const others = people
      .filter(({ id, isBot }) => id !== me && !isBot)
      .slice(0, 12)
      .map(personChoice);
    const apps =
      app?.hasHome && app.name.toLowerCase().includes(typed.toLowerCase())
        ? [{ key: home, label: app.name, hint: 'App', value: home }]
        : [];
    return [...channels, ...others, ...apps];
  });
}

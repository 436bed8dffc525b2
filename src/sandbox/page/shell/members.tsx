import { Autocomplete } from '@base-ui/react/autocomplete';
import { useEffect, useId, useState } from 'react';
import type { Conversation, Person } from '../../protocol.ts';
import { useSession } from '../client/context.tsx';
import { type Choice, personChoice, searchPeople } from '../forms/choice.ts';
import { OptionList } from '../forms/option-list.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { grouped } from '../ui/grouped.ts';
import { useSearch } from '../ui/use-search.ts';

const shownAtMost = 200;

export function Members({ conversation }: { conversation: Conversation }) {
  const { call, attempt, openMessages } = useSession();
  const [members, setMembers] = useState<{ people: Person[]; total: number }>();
  const { id: channel, memberCount } = conversation;

  useEffect(() => {
    let current = true;
    void memberCount;
    void attempt(() => call('conversation.members', { channel, limit: shownAtMost })).then((found) => {
      if (current && found) setMembers(found);
    });
    return () => {
      current = false;
    };
  }, [channel, memberCount, call, attempt]);

  const rest = members ? members.total - members.people.length : 0;
  return (
    <div className="panel-body">
      {conversation.isMember && !conversation.isArchived && (
        <Invite channel={channel} known={members?.people ?? []} />
      )}
      <ul className="people">
        {members?.people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className="person"
              onClick={() => void attempt(() => openMessages(person.id))}
            >
              <Avatar person={person} size={32} />
              <span className="person-text">
                <strong>{person.name}</strong>
                {person.isBot && <span className="app-badge">APP</span>}
                <small>{person.title || `@${person.handle}`}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {!members && <p className="hint">Loading…</p>}
      {rest > 0 && <p className="hint">and {rest} more</p>}
    </div>
  );
}

/** Finds people by name and adds them to the channel one by one. */
function Invite({ channel, known }: { channel: string; known: readonly Person[] }) {
  const session = useSession();
  const [query, setQuery] = useState('');
  const id = useId();
  const found = useSearch(query.trim() || undefined, async (typed) =>
    (await searchPeople(session, typed)).map(personChoice),
  );
  const items = found.items.filter(({ key }) => !known.some((member) => member.id === key)).slice(0, 6);

  function add({ key }: Choice): void {
    setQuery('');
    void session.attempt(() => session.call('conversation.invite', { channel, users: [key] }));
  }

  return (
    <Autocomplete.Root
      items={grouped(items)}
      mode="none"
      autoHighlight
      value={query}
      onValueChange={(text, { reason }) => reason === 'input-change' && setQuery(text)}
    >
      <div className="invite">
        <label className="b-label" htmlFor={id}>
          Add people
        </label>
        <Autocomplete.Input id={id} className="text" placeholder="Name" />
      </div>
      <Autocomplete.Portal>
        <Autocomplete.Positioner align="start" sideOffset={4} collisionPadding={8}>
          <Autocomplete.Popup className="popup choices-popup">
            <OptionList label="People to add" note={found.note || 'No matches.'} onChoose={add} />
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

import { useEffect, useId, useState } from 'react';
import type { Conversation, Person } from '../../protocol.ts';
import { useSession } from '../client/context.tsx';
import { Avatar } from '../ui/avatar.tsx';

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
  const { call, attempt } = useSession();
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Person[]>([]);
  const id = useId();

  useEffect(() => {
    if (!query.trim()) return setFound([]);
    const timer = setTimeout(() => {
      void attempt(() => call('people.search', { query })).then((result) => setFound(result?.people ?? []));
    }, 150);
    return () => clearTimeout(timer);
  }, [query, call, attempt]);

  async function add(person: Person): Promise<void> {
    await attempt(() => call('conversation.invite', { channel, users: [person.id] }));
    setQuery('');
  }

  return (
    <div className="invite">
      <label className="b-label" htmlFor={id}>
        Add people
      </label>
      <input
        id={id}
        className="text"
        autoComplete="off"
        placeholder="Name"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className="people">
        {found
          .filter((person) => !person.deleted && !known.some((member) => member.id === person.id))
          .slice(0, 6)
          .map((person) => (
            <li key={person.id}>
              <button type="button" className="person" onClick={() => void add(person)}>
                <Avatar person={person} size={24} />
                <span className="person-text">
                  <strong>{person.name}</strong>
                  <small>{person.title}</small>
                </span>
                <span className="button small">Add</span>
              </button>
            </li>
          ))}
      </ul>
    </div>
  );
}

import { createContext, useContext, useEffect } from 'react';
import type { Conversation, Person } from '../../protocol.ts';
import type { State } from '../state/state.ts';
import type { Session } from './session.ts';
import { useStore } from './store.ts';

const Current = createContext<Session | null>(null);
export const SessionProvider = Current.Provider;

export function useSession(): Session {
  const session = useContext(Current);
  if (!session) throw new Error('No session above this component.');
  return session;
}

/** A part of the page's state; `select` must not build new objects. */
export function useSelect<T>(select: (state: State) => T): T {
  return useStore(useSession().store, select);
}

/** A person by id, fetched when unknown. */
export function usePerson(id: string): Person | undefined {
  const { loadPeople } = useSession();
  const person = useSelect((state) => state.people[id]);
  useEffect(() => {
    if (!person) loadPeople([id]);
  }, [person, id, loadPeople]);
  return person;
}

/** The zone times are shown in: the persona's own. */
export function useZone(): string {
  return useSelect((state) => state.me?.tz ?? '');
}

/** "#name" for a channel, the other person's name for a direct message. */
export function useTitle(conversation: Conversation | undefined): string {
  const other = usePerson(conversation?.kind === 'im' ? conversation.name : '');
  if (!conversation) return '';
  return conversation.kind === 'im' ? (other?.name ?? '…') : conversation.name;
}

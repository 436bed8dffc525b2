import type {
  ConversationRecord,
  MembershipRecord,
  MessageRecord,
  PersonRecord,
  ViewRecord,
} from './records.ts';
import { insertSorted, removeSorted } from './sorted.ts';
import type { Indexer } from './table.ts';

/** What makes every look-up independent of how many people, channels and messages there are. */
export type Indexes = {
  readonly personByHandle: Map<string, string>;
  readonly personByEmail: Map<string, string>;
  readonly personIds: string[];
  /** Pairs "word\u0000id" of every word of names and handles; sorted when first searched after a change. */
  readonly personWords: string[];
  personWordsSorted: boolean;
  readonly conversationByName: Map<string, string>;
  readonly conversationIds: string[];
  /** "U1:U2" (sorted) → the im of the two. */
  readonly imByPair: Map<string, string>;
  readonly membersOf: Map<string, Set<string>>;
  readonly conversationsOf: Map<string, Set<string>>;
  /** Channel → ts of its messages outside threads, oldest first. */
  readonly timeline: Map<string, string[]>;
  /** "channel:ts" of a thread's first message → ts of its replies, oldest first. */
  readonly threads: Map<string, string[]>;
  readonly pins: Map<string, Set<string>>;
  readonly viewByExternalId: Map<string, string>;
  /** Modals of each person, bottom first. */
  readonly stacks: Map<string, string[]>;
  lastTs: string;
};

export function createIndexes(): Indexes {
  return {
    personByHandle: new Map(),
    personByEmail: new Map(),
    personIds: [],
    personWords: [],
    personWordsSorted: true,
    conversationByName: new Map(),
    conversationIds: [],
    imByPair: new Map(),
    membersOf: new Map(),
    conversationsOf: new Map(),
    timeline: new Map(),
    threads: new Map(),
    pins: new Map(),
    viewByExternalId: new Map(),
    stacks: new Map(),
    lastTs: '0000000000.000000',
  };
}

export function pairKey(a: string, b: string): string {
  return a < b ? `${a}:${b}` : `${b}:${a}`;
}

export function wordsOf(person: PersonRecord): string[] {
  const words = `${person.name} ${person.handle}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return [...new Set(words)].filter((word) => word !== '');
}

export function indexPeople(indexes: Indexes): Indexer<PersonRecord> {
  return (before, after) => {
    const id = (before ?? after)?.id ?? '';
    if (before) {
      indexes.personByHandle.delete(before.handle);
      indexes.personByEmail.delete(before.email.toLowerCase());
    } else {
      indexes.personIds.push(id);
    }
    if (after) {
      indexes.personByHandle.set(after.handle, id);
      if (after.email !== '') indexes.personByEmail.set(after.email.toLowerCase(), id);
    }
    if (before && after && before.name === after.name && before.handle === after.handle) return;
    // A former name's words stay in the list; a search checks what it finds against the person as they are now.
    for (const word of after ? wordsOf(after) : []) indexes.personWords.push(`${word}\u0000${id}`);
    indexes.personWordsSorted = false;
  };
}

export function indexConversations(indexes: Indexes): Indexer<ConversationRecord> {
  return (before, after) => {
    if (before && before.name !== '') indexes.conversationByName.delete(before.name);
    if (!before && after) indexes.conversationIds.push(after.id);
    if (after?.pair) indexes.imByPair.set(pairKey(...after.pair), after.id);
    if (after && after.name !== '') indexes.conversationByName.set(after.name, after.id);
  };
}

export function indexMembers(indexes: Indexes): Indexer<MembershipRecord> {
  return (before, after) => {
    if (before) {
      indexes.membersOf.get(before.channel)?.delete(before.user);
      indexes.conversationsOf.get(before.user)?.delete(before.channel);
    }
    if (after) {
      ensure(indexes.membersOf, after.channel, () => new Set<string>()).add(after.user);
      ensure(indexes.conversationsOf, after.user, () => new Set<string>()).add(after.channel);
    }
  };
}

export function indexMessages(indexes: Indexes): Indexer<MessageRecord> {
  return (before, after) => {
    const message = after ?? before;
    if (!message) return;
    if (message.ts > indexes.lastTs) indexes.lastTs = message.ts;
    const lists = [];
    if (message.threadTs) {
      lists.push(ensure(indexes.threads, `${message.channel}:${message.threadTs}`, () => []));
    }
    if (!message.threadTs || message.broadcast) {
      lists.push(ensure(indexes.timeline, message.channel, () => []));
    }
    for (const list of lists) {
      if (!before) insertSorted(list, message.ts);
      else if (!after) removeSorted(list, message.ts);
    }
    const pins = ensure(indexes.pins, message.channel, () => new Set<string>());
    if (after?.pinned) pins.add(message.ts);
    else pins.delete(message.ts);
  };
}

export function indexViews(indexes: Indexes): Indexer<ViewRecord> {
  return (before, after) => {
    const former = before?.body.external_id;
    const external = after?.body.external_id;
    if (typeof former === 'string') indexes.viewByExternalId.delete(former);
    if (after && typeof external === 'string' && external !== '')
      indexes.viewByExternalId.set(external, after.id);
    const view = after ?? before;
    if (view?.body.type !== 'modal') return;
    const stack = indexes.stacks.get(view.user) ?? [];
    if (!before) indexes.stacks.set(view.user, [...stack, view.id]);
    else if (!after) {
      const rest = stack.filter((id) => id !== view.id);
      indexes.stacks.set(view.user, rest);
    }
  };
}

export function ensure<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

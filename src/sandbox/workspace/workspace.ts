import type { Manifest } from '../manifest.ts';
import { type ChangeFeed, createChangeFeed } from './changes.ts';
import { nextTs } from './ids.ts';
import {
  createIndexes,
  type Indexes,
  indexConversations,
  indexMembers,
  indexMessages,
  indexPeople,
  indexViews,
} from './indexes.ts';
import { type Entry, inMemoryJournal, type Journal, openJournal } from './journal.ts';
import type {
  BookmarkRecord,
  ConversationRecord,
  MembershipRecord,
  MessageRecord,
  PersonRecord,
  ReadRecord,
  ResponseUrlRecord,
  UsergroupRecord,
  ViewRecord,
} from './records.ts';
import { createTable, type Indexer, type LoadableTable, type Table } from './table.ts';

export type Identity = {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly emailDomain: string;
};

export type AppIdentity = { readonly appId: string; readonly botId: string; readonly botUserId: string };

/** Everything the sandbox knows, with its indexes and the feed of what changes. One app is installed in it. */
export type Workspace = {
  readonly identity: Identity;
  readonly app: AppIdentity;
  readonly manifest: Manifest;
  readonly scopes: ReadonlySet<string>;
  readonly now: () => number;
  readonly changes: ChangeFeed;
  readonly indexes: Indexes;
  readonly people: Table<PersonRecord>;
  readonly conversations: Table<ConversationRecord>;
  readonly members: Table<MembershipRecord>;
  readonly reads: Table<ReadRecord>;
  readonly messages: Table<MessageRecord>;
  /** Open modals, and the home each person was last given. */
  readonly views: Table<ViewRecord>;
  readonly usergroups: Table<UsergroupRecord>;
  readonly bookmarks: Table<BookmarkRecord>;
  readonly responseUrls: Table<ResponseUrlRecord>;
  /** Messages one person alone sees, by "user:channel:ts"; never written to disk. */
  readonly ephemerals: Map<string, MessageRecord>;
  nextTs(): string;
  /** Writes what is known as one snapshot and empties the journal. */
  compact(): void;
  close(): void;
};

export type WorkspaceOptions = {
  readonly identity: Identity;
  readonly app: AppIdentity;
  readonly manifest: Manifest;
  readonly now: () => number;
  readonly dataDir?: string | undefined;
};

/** Journal entries after which it is folded into the snapshot. */
const compactAfter = 50_000;

export function openWorkspace(options: WorkspaceOptions): Workspace {
  const indexes = createIndexes();
  let journal: Journal = inMemoryJournal();
  let compact = () => {};
  const write = (entry: Entry): void => {
    // Before the entry, not after it: its record is not in the table yet, and a snapshot would miss it.
    if (journal.length() > compactAfter) compact();
    journal.write(entry);
  };
  const tables: LoadableTable<never>[] = [];
  function table<T>(name: string, keyOf: (record: T) => string, indexers?: Indexer<T>[]): Table<T> {
    const made = createTable(name, keyOf, write, indexers);
    tables.push(made as LoadableTable<never>);
    return made;
  }

  const workspace: Workspace = {
    identity: options.identity,
    app: options.app,
    manifest: options.manifest,
    scopes: new Set(options.manifest.oauth_config.scopes.bot),
    now: options.now,
    changes: createChangeFeed(),
    indexes,
    people: table('people', (person: PersonRecord) => person.id, [indexPeople(indexes)]),
    conversations: table('conversations', (one: ConversationRecord) => one.id, [indexConversations(indexes)]),
    members: table('members', (one: MembershipRecord) => `${one.channel}:${one.user}`, [
      indexMembers(indexes),
    ]),
    reads: table('reads', (one: ReadRecord) => `${one.channel}:${one.user}`),
    messages: table('messages', (one: MessageRecord) => `${one.channel}:${one.ts}`, [indexMessages(indexes)]),
    views: table('views', (view: ViewRecord) => view.id, [indexViews(indexes)]),
    usergroups: table('usergroups', (group: UsergroupRecord) => group.id),
    bookmarks: table('bookmarks', (bookmark: BookmarkRecord) => bookmark.id),
    responseUrls: table('responseUrls', (url: ResponseUrlRecord) => url.id),
    ephemerals: new Map(),
    nextTs() {
      indexes.lastTs = nextTs(options.now(), indexes.lastTs);
      return indexes.lastTs;
    },
    compact: () => compact(),
    close() {
      compact();
      journal.close();
    },
  };

  if (options.dataDir !== undefined) {
    const byName = new Map(tables.map((one) => [one.name, one]));
    journal = openJournal(options.dataDir, ([name, key, value]) => byName.get(name)?.load(key, value));
    compact = () => journal.compact(allEntries(tables));
  }
  return workspace;
}

function* allEntries(tables: readonly LoadableTable<never>[]): Iterable<Entry> {
  for (const table of tables) yield* table.entries();
}

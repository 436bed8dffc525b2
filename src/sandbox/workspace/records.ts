import type { Block, Json, Message, Person, StateValues } from '../protocol.ts';

/** What the sandbox remembers. Records are never changed in place: a change puts a new record into its table. */

/** `updated` is in seconds since the epoch. */
export type PersonRecord = Person & {
  readonly updated: number;
  /** The workspace of another organisation that they belong to. */
  readonly team?: string;
  /** Of another organisation, and in no channel that the app sees. */
  readonly isStranger?: boolean;
  /** Slack tells the app nothing about them. */
  readonly isHidden?: boolean;
  readonly guest?: Guest;
};

/** In what they were brought into, and nothing else: several channels, or a single one. */
export type Guest = 'multi-channel' | 'single-channel';

type TopicRecord = { readonly value: string; readonly creator: string; readonly last_set: number };

export type ConversationRecord = {
  readonly id: string;
  readonly kind: 'public' | 'private' | 'im';
  /** Without "#"; "" for an im. */
  readonly name: string;
  readonly creator: string;
  /** Seconds since the epoch. */
  readonly created: number;
  readonly topic: TopicRecord;
  readonly purpose: TopicRecord;
  readonly archived: boolean;
  readonly general: boolean;
  /** Ids of other organisations that read it too. */
  readonly sharedWith?: readonly string[];
  /** Other organisations that have been asked to share it and have not answered. */
  readonly offeredTo?: readonly string[];
  /** Other workspaces of our own organisation that have it, too. */
  readonly sharedWithin?: readonly string[];
  readonly previousNames: readonly string[];
  /** The two people of an im. */
  readonly pair?: readonly [string, string];
  /** Group direct messages are private conversations to us. */
  readonly mpim?: boolean;
};

export type MembershipRecord = { readonly channel: string; readonly user: string };

export type ReadRecord = { readonly channel: string; readonly user: string; readonly ts: string };

export type Metadata = { readonly event_type: string; readonly event_payload: Json };

export type MessageRecord = Pick<
  Message,
  'channel' | 'ts' | 'user' | 'text' | 'attachments' | 'subtype' | 'reactions'
> & {
  readonly blocks?: readonly Block[];
  /** The ts of the thread's first message; absent on that message itself. */
  readonly threadTs?: string;
  /** A reply that is shown in the channel too. */
  readonly broadcast?: boolean;
  readonly edited?: { readonly user: string; readonly ts: string };
  readonly metadata?: Metadata;
  readonly pinned?: { readonly by: string; readonly at: number };
  /** Posted by the app, by token or by a response URL. */
  readonly byApp: boolean;
  /** `username`, `icon_emoji` and `icon_url` of a customised message, and the fields of a system message. */
  readonly extra?: Json;
};

export type ViewRecord = {
  readonly id: string;
  readonly user: string;
  /** The view as Slack would give it back, with every block_id and action_id filled in. */
  readonly body: Json & { readonly type: 'modal' | 'home'; readonly blocks: readonly Block[] };
  readonly hash: string;
  readonly rootViewId: string;
  readonly previousViewId: string | null;
  /** What the person sees in the inputs: initial values until they change them. */
  readonly state: StateValues;
  /** The conversation the interaction came from, for `default_to_current_conversation`. */
  readonly origin?: string;
};

export type UsergroupRecord = {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly description: string;
  readonly users: readonly string[];
  readonly created: number;
  readonly updated: number;
  readonly disabledAt: number;
};

export type BookmarkRecord = {
  readonly id: string;
  readonly channel: string;
  readonly title: string;
  readonly link: string;
  readonly emoji: string;
  readonly created: number;
  readonly updated: number;
  readonly by: string;
};

/** A response URL: five uses within 30 minutes. */
export type ResponseUrlRecord = {
  readonly id: string;
  readonly channel: string;
  readonly user: string;
  /** The message whose button was clicked, for `replace_original` and `delete_original`. */
  readonly message?: { readonly ts: string; readonly ephemeral: boolean };
  readonly threadTs?: string;
  readonly uses: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
};

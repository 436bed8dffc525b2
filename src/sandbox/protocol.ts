/**
 * What the sandbox's page and the sandbox say to each other over one WebSocket at /client.
 * The page sends numbered requests; the sandbox answers each and pushes what changes, for the one person the
 * connection speaks as. Nothing here is Slack's own protocol except the blocks, views and state values.
 */

import type { ArmedRule, FaultRule } from './faults/rules.ts';

/** A Block Kit block, element or view exactly as the app sent it. */
export type Json = { readonly [key: string]: unknown };
export type Block = Json & { readonly type: string; readonly block_id?: string };

export type Person = {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  /** What the person does, shown beside the name: "Support rep", "Payments lead". Empty for the crowd. */
  readonly title: string;
  readonly email: string;
  /** IANA zone, e.g. "Europe/Berlin". */
  readonly tz: string;
  /** CSS colour of the initials avatar. */
  readonly color: string;
  readonly isBot: boolean;
  readonly deleted: boolean;
  /** Set for the people that "You are …" offers. */
  readonly persona: boolean;
};

type ConversationKind = 'public' | 'private' | 'im';

export type Conversation = {
  readonly id: string;
  readonly kind: ConversationKind;
  /** Without "#"; for an im the other person's id. */
  readonly name: string;
  readonly topic: string;
  readonly purpose: string;
  readonly memberCount: number;
  readonly isMember: boolean;
  readonly isArchived: boolean;
  /** Unread messages of this person, and how many of those mention them (an im counts wholly). */
  readonly unread: number;
  readonly mentions: number;
  readonly pinCount: number;
  /** ts of the newest message, or "" in an empty conversation. */
  readonly latest: string;
};

export type Message = {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Older apps' coloured attachments, as sent; their `blocks` are Block Kit too. Absent when there are none. */
  readonly attachments?: readonly Json[];
  /** e.g. "channel_join", "channel_topic"; absent on an ordinary message. */
  readonly subtype?: string;
  readonly threadTs?: string;
  readonly replyCount: number;
  readonly replyUsers: readonly string[];
  readonly latestReply?: string;
  readonly editedTs?: string;
  /** Seen by this person alone, gone on reload. */
  readonly ephemeral: boolean;
  readonly pinned: boolean;
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[];
};

export type View = {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly hash: string;
  readonly rootViewId: string;
  readonly previousViewId: string | null;
  readonly title?: Json;
  readonly submit?: Json | null;
  readonly close?: Json | null;
  readonly notifyOnClose: boolean;
  /** Closing this view closes all that are open. */
  readonly clearOnClose: boolean;
  readonly callbackId: string;
  readonly blocks: readonly Block[];
  /**
   * What each input holds as the sandbox knows it. As in Slack, an input that keeps its block_id, action_id and type
   * through an update keeps its value, whatever initial value the update names.
   */
  readonly values: StateValues;
};

type SlashCommand = {
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
};
type Shortcut = {
  readonly callbackId: string;
  readonly name: string;
  readonly type: 'message' | 'global';
  readonly description: string;
};

export type AppInfo = {
  readonly appId: string;
  readonly botUserId: string;
  readonly name: string;
  readonly commands: readonly SlashCommand[];
  readonly shortcuts: readonly Shortcut[];
  readonly hasHome: boolean;
  /** Whether an app is connected right now (Socket Mode) or a request URL is known (HTTP). */
  readonly connected: boolean;
};

/** Slack's `view.state.values`: block_id → action_id → { type, value | selected_option | … }. */
export type StateValues = { readonly [blockId: string]: { readonly [actionId: string]: Json } };

/** One entry of a `block_actions` payload's `actions`, as Slack names its fields; the sandbox adds `action_ts`. */
export type Action = Json & { readonly type: string; readonly block_id: string; readonly action_id: string };

/** Where an interactive element stands. */
export type Where =
  | { readonly message: { readonly channel: string; readonly ts: string } }
  | { readonly view: { readonly id: string } };

export type Option = { readonly text: Json; readonly value: string; readonly description?: Json };
export type OptionGroup = { readonly label: Json; readonly options: readonly Option[] };

/** Request name → what it takes and what it answers. */
export type Requests = {
  /** First request on every connection: who speaks. Answered again after a reconnect. */
  hello: [
    { user: string },
    {
      me: Person;
      workspace: { id: string; name: string; domain: string };
      app: AppInfo;
      personas: Person[];
      /** Those the sidebar, and the messages in it, need; the rest come by `people.byId` and `people.search`. */
      people: Person[];
      /** Conversations this person is a member of (and every open im). */
      conversations: Conversation[];
      faults: ArmedRule[];
    },
  ];
  /** Up to 20 people whose name or handle starts with or contains the query, best first; [] members first when channel is set. */
  'people.search': [{ query: string; channel?: string }, { people: Person[] }];
  'people.byId': [{ ids: string[] }, { people: Person[] }];
  /** Up to 50 conversations this person may see (public ones, and private ones they are in). */
  'conversations.search': [{ query: string }, { conversations: Conversation[] }];
  /** Newest `limit` (default 50) top-level messages older than `before`, oldest first; opening marks nothing read. */
  'conversation.history': [
    { channel: string; before?: string; limit?: number },
    { conversation: Conversation; messages: Message[]; hasMore: boolean },
  ];
  'conversation.members': [{ channel: string; limit?: number }, { people: Person[]; total: number }];
  'conversation.pins': [{ channel: string }, { messages: Message[] }];
  'conversation.join': [{ channel: string }, { conversation: Conversation }];
  'conversation.leave': [{ channel: string }, Record<string, never>];
  'conversation.invite': [{ channel: string; users: string[] }, Record<string, never>];
  /** A new channel made by a person. Name rules are Slack's; a refusal is a plain sentence. */
  'conversation.create': [{ name: string; isPrivate: boolean }, { conversation: Conversation }];
  'conversation.topic': [{ channel: string; topic: string }, Record<string, never>];
  /** Mark everything up to ts as read. */
  'conversation.read': [{ channel: string; ts: string }, Record<string, never>];
  /** The direct message with that person (or the app's bot), opened when there is none. */
  'im.open': [{ user: string }, { conversation: Conversation }];
  'thread.open': [{ channel: string; ts: string }, { messages: Message[] }];
  /** Mentions are written `<@U…>` and `<#C…>` already; the page turns completions into them. */
  'message.post': [{ channel: string; text: string; threadTs?: string }, { message: Message }];
  'message.edit': [{ channel: string; ts: string; text: string }, Record<string, never>];
  'message.delete': [{ channel: string; ts: string }, Record<string, never>];
  'message.pin': [{ channel: string; ts: string; pinned: boolean }, Record<string, never>];
  'message.react': [{ channel: string; ts: string; name: string; on: boolean }, Record<string, never>];
  /** `notice` is what Slack would show the person when the app failed ("/escalate failed with the error …"). */
  command: [{ channel: string; command: string; text: string; threadTs?: string }, { notice?: string }];
  shortcut: [{ callbackId: string; message?: { channel: string; ts: string } }, { notice?: string }];
  /** A button, select, overflow, date picker … was used in a message, a modal or App Home. */
  action: [{ where: Where; action: Action; values?: StateValues }, { notice?: string }];
  /** Suggestions of an external select. */
  options: [
    { where: Where; blockId: string; actionId: string; query: string },
    { options?: Option[]; optionGroups?: OptionGroup[]; notice?: string },
  ];
  /** Errors are keyed by block_id. A closed, updated or pushed view also arrives as a push. */
  'view.submit': [
    { viewId: string; hash: string; values: StateValues },
    { errors?: Record<string, string>; notice?: string },
  ];
  /** `clear` closes the whole stack (Slack's cross with more than one view open). */
  'view.close': [{ viewId: string; clear?: boolean }, Record<string, never>];
  /** The person opened the app's Home tab; null until the app has published one. */
  'home.open': [Record<string, never>, { view: View | null }];
  /** What fault rules can name: methods, and kinds of delivery without their "deliver:". */
  'faults.subjects': [Record<string, never>, { calls: string[]; deliveries: string[] }];
  'faults.add': [FaultRule, Record<string, never>];
  /** One rule, or all of them. */
  'faults.clear': [{ id?: string }, Record<string, never>];
};

export type RequestName = keyof Requests;
export type Response<N extends RequestName = RequestName> =
  | { id: number; ok: true; result: Requests[N][1] }
  /** `message` is a sentence fit to be shown. */
  | { id: number; ok: false; message: string };

/** What the sandbox sends unasked, already filtered to what this person may see. */
export type Push =
  | { push: 'message'; message: Message }
  | { push: 'message.changed'; message: Message }
  | { push: 'message.deleted'; channel: string; ts: string }
  /** A conversation appeared, changed (topic, members, unread, archived …), or became visible to this person. */
  | { push: 'conversation'; conversation: Conversation }
  /** This person left or was removed; take it out of the sidebar. */
  | { push: 'conversation.gone'; channel: string }
  | { push: 'people'; people: Person[] }
  | { push: 'view.opened'; view: View }
  | { push: 'view.pushed'; view: View }
  | { push: 'view.updated'; view: View }
  /** The stack is now these views, bottom first; [] when all are closed. */
  | { push: 'view.stack'; views: View[] }
  | { push: 'home'; view: View }
  | { push: 'app'; app: AppInfo }
  /** All fault rules, whenever they came, went or struck: for every window. */
  | { push: 'faults'; faults: ArmedRule[] }
  /** Something went wrong that Slack would show as a small warning near where the person acted. */
  | { push: 'notice'; text: string; where?: Where };

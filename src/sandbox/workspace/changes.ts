import type { ConversationRecord, MessageRecord, PersonRecord, ViewRecord } from './records.ts';

/** What happened in the workspace: read by the app's events, by the pages and by waiting tests alike. */
export type Change =
  | { readonly type: 'message.posted'; readonly message: MessageRecord }
  | { readonly type: 'message.changed'; readonly message: MessageRecord; readonly previous: MessageRecord }
  | { readonly type: 'message.deleted'; readonly previous: MessageRecord }
  /** A reply, a reaction or a pin altered how a message looks, not what it says. */
  | { readonly type: 'message.touched'; readonly message: MessageRecord }
  | { readonly type: 'ephemeral.posted'; readonly message: MessageRecord; readonly to: string }
  | { readonly type: 'ephemeral.changed'; readonly message: MessageRecord; readonly to: string }
  | { readonly type: 'ephemeral.deleted'; readonly channel: string; readonly ts: string; readonly to: string }
  | { readonly type: 'conversation.created'; readonly conversation: ConversationRecord }
  | { readonly type: 'conversation.deleted'; readonly conversation: ConversationRecord; readonly by: string }
  | {
      readonly type: 'conversation.changed';
      readonly what: 'topic' | 'purpose' | 'rename' | 'archive' | 'unarchive' | 'convert';
      readonly conversation: ConversationRecord;
      readonly by: string;
    }
  | {
      readonly type: 'member.joined';
      readonly channel: string;
      readonly user: string;
      readonly inviter?: string;
    }
  | {
      readonly type: 'conversation.shared' | 'conversation.unshared';
      readonly conversation: ConversationRecord;
      /** The other organisation's workspace. */
      readonly team: string;
    }
  | { readonly type: 'member.left'; readonly channel: string; readonly user: string; readonly by: string }
  | { readonly type: 'pin.added' | 'pin.removed'; readonly message: MessageRecord; readonly by: string }
  | {
      readonly type: 'reaction.added' | 'reaction.removed';
      readonly message: MessageRecord;
      readonly name: string;
      readonly by: string;
    }
  | { readonly type: 'read'; readonly channel: string; readonly user: string }
  | { readonly type: 'person.joined' | 'person.changed'; readonly person: PersonRecord }
  | {
      readonly type: 'view.opened' | 'view.pushed' | 'view.updated' | 'home.published';
      readonly view: ViewRecord;
    }
  | { readonly type: 'view.stack'; readonly user: string }
  | { readonly type: 'app.uninstalled' }
  | { readonly type: 'app' }
  /** Fault rules came, went or struck. */
  | { readonly type: 'faults' }
  | { readonly type: 'notice'; readonly user: string; readonly text: string }
  /** An API call was answered or a delivery settled: nothing to show, but a waiting test may look again. */
  | { readonly type: 'tick' };

export type ChangeFeed = {
  emit(change: Change): void;
  /** Returns what ends the subscription. */
  subscribe(listener: (change: Change) => void): () => void;
};

export function createChangeFeed(): ChangeFeed {
  const listeners = new Set<(change: Change) => void>();
  return {
    emit(change) {
      for (const listener of [...listeners]) listener(change);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

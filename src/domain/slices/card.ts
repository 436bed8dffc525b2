import type { Command } from '../command.ts';
import type { Effect } from '../effect.ts';
import type { Decision } from '../kernel/decision.ts';
import type { Escalation, PersonId } from '../kernel/escalation.ts';
import { ASKS_NOBODY, always, none, type Slice } from '../kernel/slice.ts';

/** What always shows the present: the pinned card, the topic, and the line in the escalations channel. */
export type Card = {
  readonly command: {
    readonly type: 'RecordCardGone';
    readonly how: 'deleted' | 'frozen' | 'unpinned';
    /** Whether it is the card that people see now, and not one before it. */
    readonly isCurrent: boolean;
    readonly person: PersonId | null;
  };
  readonly event:
    | { readonly type: 'CardDeleted' }
    /** It cannot be edited any more. */
    | { readonly type: 'CardFrozen' }
    | { readonly type: 'CardUnpinned'; readonly person: PersonId | null };
  readonly refusal: never;
  readonly message: { readonly type: 'ShowCard' } | { readonly type: 'ShowLine' };
  readonly call: { readonly type: 'PinCard' } | { readonly type: 'ShowTopic' };
  readonly timer: never;
  readonly versioned: never;
  readonly state: {
    /** How often a person took the pin off the card. */
    readonly unpinned: number;
  };
};

export const card: Slice<Card> = {
  initialState: { unpinned: 0 },
  decide: { RecordCardGone: recordCardGone },
  evolve: {
    CardDeleted: () => ({ unpinned: 0 }),
    CardFrozen: () => ({ unpinned: 0 }),
    CardUnpinned: ({ unpinned }) => ({ unpinned: unpinned + 1 }),
  },
  subscriptions: { SwarmChannelCreated: () => ({ unpinned: 0 }) },
  react: {
    CardDeleted: showAnew,
    CardFrozen: showAnew,
    CardUnpinned: pinOnceMore,
  },
  explain: {},

  messages: {
    ShowCard: {
      key: () => 'card',
      audience: () => 'swarm',
      mode: 'show',
      lane: 'own',
      needs: 'channel',
      whenExposed: 'emptied',
      isStillWanted: always,
      failedStep: 'card',
      isUpkeep: true,
    },
    ShowLine: {
      key: () => 'line',
      audience: () => 'board',
      mode: 'show',
      lane: 'own',
      needs: 'channel',
      whenExposed: 'emptied',
      isStillWanted: always,
      failedStep: 'line',
      isUpkeep: true,
    },
  },
  calls: {
    PinCard: {
      key: () => 'pin',
      isInChannel: true,
      needs: 'card',
      whenExposed: 'withheld',
      isStillWanted: always,
      failedStep: () => 'pin',
      people: none,
      isFirst: false,
    },
    ShowTopic: {
      key: () => 'topic',
      isInChannel: true,
      needs: 'channel',
      whenExposed: 'emptied',
      isStillWanted: always,
      failedStep: () => 'topic',
      people: none,
      isFirst: false,
    },
  },
  timers: {},
  versions: {},
  ...ASKS_NOBODY,
};

function recordCardGone(_escalation: Escalation, command: Command<'RecordCardGone'>): Decision {
  if (!command.isCurrent) return [];
  switch (command.how) {
    case 'deleted':
      return [{ type: 'CardDeleted' }];
    case 'frozen':
      return [{ type: 'CardFrozen' }];
    case 'unpinned':
      return [{ type: 'CardUnpinned', person: command.person }];
  }
}

function showAnew(): Effect[] {
  return [{ type: 'ShowCard' }, { type: 'PinCard' }];
}

/** The first time may be a mistake, so the card is pinned again; the second time is on purpose, so it is not. */
export function pinOnceMore({ status, unpinned }: Escalation): Effect[] {
  return status !== 'open' || unpinned > 1 ? [] : [{ type: 'PinCard' }];
}

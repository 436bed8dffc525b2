import type { Loss, Medium, PersonId, PulledTeam, Role, Ticket, Trigger } from './escalation.ts';
import type { ContextChanges, FailedStep, NoteKind } from './event.ts';
import type { Severity } from './playbook.ts';
import type { Rival } from './refusal.ts';
import type { Instant } from './time.ts';

/** Who sends a command, with what the roster says of them at that moment. Muster itself is `MUSTER`. */
export type Actor = {
  readonly id: PersonId | null;
  /** Keys of the teams they lead. */
  readonly leads: readonly string[];
  readonly manages: boolean;
};

export const MUSTER: Actor = { id: null, leads: [], manages: false };

export type TimerKind = 'checkpoint-ahead' | 'checkpoint-due' | 'checkpoint-missed' | 'claim-overdue';

export type CommandBody =
  | {
      readonly type: 'OpenEscalation';
      readonly number: number;
      readonly isPrivate: boolean;
      readonly customer: string;
      readonly ticket: Ticket;
      readonly problem: string;
      readonly tried: string;
      readonly outcome: string;
      readonly trigger: Trigger;
      readonly severity: Severity;
      readonly promisedAt: Instant;
      readonly monitor: PersonId;
      readonly teams: readonly PulledTeam[];
      readonly people: readonly PersonId[];
      readonly channelName: string;
      /** The live escalation that already has this ticket, if there is one. */
      readonly rival: Rival | null;
    }
  | { readonly type: 'RecordChannel'; readonly channel: string; readonly name: string }
  | {
      readonly type: 'RecordFailure';
      readonly step: FailedStep;
      /** Whom it concerns: not invited, or not reached by a direct message. Empty for what goes to a channel. */
      readonly people: readonly PersonId[];
      readonly reason: string;
    }
  /** What Slack says became of the swarm's channel, or a call that failed there shows. `person` did it, as far as known. */
  | {
      readonly type: 'RecordChannelNews';
      readonly channel: string;
      readonly news: Loss | 'mended' | 'shared';
      readonly person: PersonId | null;
    }
  /** How Muster itself found the channel: what is wrong with it, or null when all is well. */
  | {
      readonly type: 'RecordChannelSeen';
      readonly channel: string;
      readonly lost: Loss | null;
      /** Who was found in it; empty unless all is well. */
      readonly members: readonly PersonId[];
    }
  /** `id` differs from `channel` when Slack gave the channel another one. */
  | {
      readonly type: 'RecordChannelName';
      readonly channel: string;
      readonly id: string;
      readonly name: string;
    }
  | {
      readonly type: 'RecordCardGone';
      readonly how: 'deleted' | 'unpinned';
      /** Whether it is the card that people see now, and not one before it. */
      readonly isCurrent: boolean;
      readonly person: PersonId | null;
    }
  | { readonly type: 'OpenNewChannel' }
  /** Somebody's account was deactivated. */
  | {
      readonly type: 'RecordDeparture';
      readonly person: PersonId;
      /** Who may watch in place of a monitor who has left. */
      readonly managers: readonly PersonId[];
    }
  | {
      readonly type: 'PullIn';
      readonly people: readonly PersonId[];
      readonly teams: readonly PulledTeam[];
      /** Slack tells that they are in the channel already. */
      readonly inChannel?: true;
    }
  /** `inChannel` as for `PullIn`. */
  | { readonly type: 'JoinSwarm'; readonly inChannel?: true }
  | { readonly type: 'LeaveSwarm' }
  | { readonly type: 'ClaimOwnership' }
  | { readonly type: 'OfferHandOver'; readonly to: PersonId; readonly note: string }
  | { readonly type: 'AcceptHandOver'; readonly offer: number }
  | { readonly type: 'DeclineHandOver'; readonly offer: number }
  | { readonly type: 'GiveRole'; readonly role: Exclude<Role, 'owner'>; readonly to: PersonId }
  | {
      readonly type: 'LogCustomerUpdate';
      readonly text: string;
      readonly over: Medium;
      readonly nextAt: Instant;
    }
  | { readonly type: 'MoveCheckpoint'; readonly to: Instant; readonly reason: string }
  | { readonly type: 'RingTimer'; readonly timer: TimerKind }
  | { readonly type: 'AddNote'; readonly kind: NoteKind; readonly text: string }
  | { readonly type: 'EditContext'; readonly changes: ContextChanges }
  | { readonly type: 'ChangeSeverity'; readonly to: Severity; readonly reason: string }
  | {
      readonly type: 'Resolve';
      readonly fix: string;
      readonly cause: string;
      readonly finalWord: string;
      readonly over: Medium;
    }
  | {
      readonly type: 'Reopen';
      readonly reason: string;
      readonly nextAt: Instant;
      readonly rival: Rival | null;
      /** Those with a role here who have left the workspace, and who may watch in place of a monitor among them. */
      readonly departed: readonly PersonId[];
      readonly managers: readonly PersonId[];
    };

export type CommandType = CommandBody['type'];

/** What somebody, the clock included, wants done. `at` is the only clock that rules know. */
export type Command<T extends CommandType = CommandType> = Extract<CommandBody, { type: T }> & {
  readonly at: Instant;
  readonly by: Actor;
};

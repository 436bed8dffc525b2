import type { Loss, Medium, PersonId, PulledTeam, Role, SwarmMember, Ticket, Trigger } from './escalation.ts';
import type { Severity } from './playbook.ts';
import type { Instant } from './time.ts';

/** What happened, in the past tense; the timeline is a list of these. */
export type EventBody =
  | {
      readonly type: 'EscalationOpened';
      readonly number: number;
      readonly isPrivate: boolean;
      readonly customer: string;
      readonly ticket: Ticket;
      readonly problem: string;
      readonly tried: string;
      readonly outcome: string;
      readonly trigger: Trigger;
      readonly severity: Severity;
      readonly rep: PersonId;
      readonly monitor: PersonId;
      readonly teams: readonly PulledTeam[];
      readonly swarm: readonly SwarmMember[];
      readonly channelName: string;
    }
  | { readonly type: 'SwarmChannelCreated'; readonly channel: string; readonly name: string }
  | { readonly type: 'SwarmChannelLost'; readonly why: Loss; readonly person: PersonId | null }
  /** A person undid what kept Muster out; Muster looks whether it can go on there. */
  | { readonly type: 'SwarmChannelMended'; readonly from: Loss; readonly person: PersonId | null }
  | { readonly type: 'SwarmChannelRestored' }
  | { readonly type: 'SwarmChannelRenamed'; readonly channel: string; readonly name: string }
  /** Another organisation reads it from now on. */
  | { readonly type: 'SwarmChannelShared' }
  | { readonly type: 'NewChannelWanted' }
  | { readonly type: 'CardDeleted' }
  | { readonly type: 'CardUnpinned'; readonly person: PersonId | null }
  | {
      readonly type: 'PeoplePulledIn';
      readonly people: readonly SwarmMember[];
      readonly teams: readonly PulledTeam[];
      /** They were in the channel before, so nobody invites them: who leaves at once is not brought back. */
      readonly inChannel?: true;
    }
  /** `inChannel` as for `PeoplePulledIn`. */
  | { readonly type: 'PersonJoined'; readonly person: PersonId; readonly inChannel?: true }
  | { readonly type: 'PersonLeft'; readonly person: PersonId }
  /** They left the channel but are needed, so Muster brought them back. */
  | { readonly type: 'PersonReturned'; readonly person: PersonId }
  /** Their account was deactivated. */
  | { readonly type: 'PersonDeparted'; readonly person: PersonId }
  | { readonly type: 'OwnershipClaimed'; readonly owner: PersonId }
  | { readonly type: 'ClaimOverdue' }
  | { readonly type: 'HandOverOffered'; readonly to: PersonId; readonly note: string }
  | {
      readonly type: 'HandOverAccepted';
      readonly from: PersonId;
      readonly to: PersonId;
      readonly offer: number;
    }
  | {
      readonly type: 'HandOverDeclined';
      readonly from: PersonId;
      readonly to: PersonId;
      readonly offer: number;
    }
  /** The owner has left the workspace, so somebody who is there answers for it. */
  | {
      readonly type: 'OwnershipPassed';
      readonly from: PersonId;
      readonly to: PersonId;
      /** seq of the open offer to them, which this answers. */
      readonly offer: number | null;
    }
  | {
      readonly type: 'RoleGiven';
      readonly role: Exclude<Role, 'owner'>;
      readonly from: PersonId;
      readonly to: PersonId;
    }
  | { readonly type: 'CheckpointPromised'; readonly number: number; readonly dueAt: Instant }
  | {
      readonly type: 'CheckpointMoved';
      readonly number: number;
      readonly from: Instant;
      readonly to: Instant;
      readonly reason: string;
    }
  | {
      readonly type: 'CheckpointAsked';
      readonly number: number;
      readonly when: 'ahead' | 'due';
      readonly communicator: PersonId;
    }
  | {
      readonly type: 'CheckpointMissed';
      readonly number: number;
      readonly dueAt: Instant;
      readonly communicator: PersonId;
      readonly monitor: PersonId;
    }
  /** The only thing that meets a checkpoint. */
  | { readonly type: 'CustomerUpdated'; readonly text: string; readonly over: Medium; readonly met: number }
  | { readonly type: 'NoteAdded'; readonly kind: NoteKind; readonly text: string }
  | { readonly type: 'ContextEdited'; readonly changes: ContextChanges }
  | {
      readonly type: 'SeverityChanged';
      readonly from: Severity;
      readonly to: Severity;
      readonly reason: string;
    }
  | {
      readonly type: 'EscalationResolved';
      readonly fix: string;
      readonly cause: string;
      readonly finalWord: string;
    }
  | { readonly type: 'EscalationReopened'; readonly reason: string }
  /** Something Muster was to do in Slack could not be done; the swarm is told and goes on. */
  | {
      readonly type: 'StepFailed';
      readonly step: FailedStep;
      readonly people: readonly PersonId[];
      readonly reason: string;
    };

export const NOTE_KINDS = ['tried', 'next', 'note'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

export const FAILED_STEPS = [
  'channel',
  'new-channel',
  'invite',
  'card',
  'pin',
  'topic',
  'line',
  'message',
] as const;
export type FailedStep = (typeof FAILED_STEPS)[number];

/** Only what changed; `tried` and `nextActions` are the whole new text, a line each. */
export type ContextChanges = {
  readonly customer?: string;
  readonly problem?: string;
  readonly tried?: string;
  readonly outcome?: string;
  readonly nextActions?: string;
};

export type EventType = EventBody['type'];

/** An event where it stands on the timeline. `by` is null when Muster itself (its clock, its work in Slack) caused it. */
export type Event<T extends EventType = EventType> = Extract<EventBody, { type: T }> & {
  readonly escalation: string;
  readonly workspace: string;
  readonly seq: number;
  readonly at: Instant;
  readonly by: PersonId | null;
};

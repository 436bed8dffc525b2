import type { Command } from '../command.ts';
import type { Effect } from '../effect.ts';
import type { Event } from '../event.ts';
import { refuseEmpty } from '../kernel/access.ts';
import { everywhere, inAllPlaces, NOBODY, say } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import type { Escalation, PersonId } from '../kernel/escalation.ts';
import { MOST_ASKS } from '../kernel/limits.ts';
import { none, type Slice } from '../kernel/slice.ts';
import { refuseUnlessOpen } from '../kernel/status.ts';
import { DAY, type Duration, type Instant, MINUTE } from '../kernel/time.ts';
import type { Refusal } from '../refusal.ts';

/** The numbered promises to the customer: meeting, moving and missing them. */
export type Checkpoints = {
  readonly command:
    | {
        readonly type: 'LogCustomerUpdate';
        readonly text: string;
        readonly over: Medium;
        readonly nextAt: Instant;
      }
    | { readonly type: 'MoveCheckpoint'; readonly to: Instant; readonly reason: string };
  readonly event:
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
    | {
        readonly type: 'CustomerUpdated';
        readonly text: string;
        readonly over: Medium;
        readonly met: number;
      };
  readonly refusal:
    | { readonly code: 'NotInFuture' }
    | { readonly code: 'TooFarAhead' }
    | { readonly code: 'SameTime' };
  readonly message: /**
   * Asks the communicator for the customer update, as of the event at `seq`; shows what became of it afterwards. With
   * `to` it is a direct message, since the channel is lost.
   */
  {
    readonly type: 'ShowCheckpoint';
    readonly number: number;
    readonly when: 'ahead' | 'due';
    readonly seq: number;
    readonly to?: PersonId;
  };
  readonly call: never;
  readonly timer: 'checkpoint-ahead' | 'checkpoint-due' | 'checkpoint-missed';
  readonly versioned: 'promise';
  readonly state: {
    /** Exactly one while open, none once it is over. */
    readonly checkpoint: Checkpoint | null;
    /** How many checkpoints there have been. */
    readonly checkpoints: number;
    /** The times that the communicator was asked for the latest checkpoint, moved or not; the latest, if there were many. */
    readonly asks: readonly Ask[];
    readonly lastUpdate: CustomerUpdate | null;
    /** Numbers of those that were open when it was withdrawn: neither met nor missed. */
    readonly dropped: readonly number[];
  };
};

/** The means by which the customer was told. */
export const MEDIA = ['ticket', 'email', 'phone', 'chat', 'meeting'] as const;
export type Medium = (typeof MEDIA)[number];

/** A numbered promise: the customer hears from us by this time. */
export type Checkpoint = {
  readonly number: number;
  readonly dueAt: Instant;
  /** When this time was promised; the time left is judged against it. */
  readonly setAt: Instant;
  /** How far the communicator has been asked for it. */
  readonly asked: 'no' | 'ahead' | 'due';
  readonly missed: boolean;
};

/** The communicator was asked for the checkpoint by the event at `seq`. */
export type Ask = { readonly when: 'ahead' | 'due'; readonly seq: number };

export type CustomerUpdate = {
  readonly text: string;
  readonly over: Medium;
  readonly by: PersonId;
  readonly at: Instant;
};

export const checkpoint: Slice<Checkpoints> = {
  initialState: { checkpoint: null, checkpoints: 0, asks: [], lastUpdate: null, dropped: [] },

  decide: { LogCustomerUpdate: logCustomerUpdate, MoveCheckpoint: moveCheckpoint },

  evolve: {
    CheckpointPromised: (_, { number, dueAt, at }) => ({
      checkpoint: promised(number, dueAt, at),
      checkpoints: number,
      asks: [],
    }),
    CheckpointMoved: (_, { number, to, at }) => ({ checkpoint: promised(number, to, at) }),
    CheckpointAsked: ({ checkpoint, asks }, { when, seq }) => ({
      checkpoint: checkpoint && { ...checkpoint, asked: when },
      asks: [...asks, { when, seq }].slice(-MOST_ASKS),
    }),
    CheckpointMissed: ({ checkpoint }) => ({ checkpoint: checkpoint && { ...checkpoint, missed: true } }),
    CustomerUpdated: ({ rep }, { text, over, by, at }) => ({
      checkpoint: null,
      lastUpdate: { text, over, by: by ?? rep, at },
    }),
  },

  subscriptions: {
    EscalationResolved: () => ({ checkpoint: null }),
    EscalationWithdrawn: ({ checkpoint, dropped }) => ({
      checkpoint: null,
      dropped: checkpoint === null ? dropped : [...dropped, checkpoint.number],
    }),
    // Without its channel nothing was opened, so no promise is open.
    StepFailed: ({ channel }, { step }) =>
      step === 'channel' && channel === null ? { checkpoint: null } : {},
  },

  react: {
    CheckpointPromised: everywhere,
    CheckpointMoved: (escalation, event) => [
      ...everywhere(),
      ...asksOf(escalation, event.number),
      say(event, NOBODY),
    ],
    CheckpointAsked: (escalation, event) => [{ type: 'ShowCard' }, ...asksOf(escalation, event.number)],
    CheckpointMissed: (_, { monitor, seq }) => [...everywhere(), { type: 'Tell', person: monitor, seq }],
    CustomerUpdated: (escalation, event) => [
      ...everywhere(),
      ...asksOf(escalation, event.met),
      say(event, NOBODY),
    ],
  },

  explain: {
    NotInFuture: () => 'This time has passed. Pick a time still to come.',
    TooFarAhead: () => 'That is more than 90 days away. Pick an earlier time.',
    SameTime: () =>
      'The next update is promised for this very time already. Pick another time, or close this.',
  },

  messages: {
    ShowCheckpoint: {
      key: ({ number, when, seq, to }) =>
        `checkpoint-${number}-${when}-${seq}${to === undefined ? '' : `-to-${to}`}`,
      audience: ({ to }) => (to === undefined ? 'swarm' : { person: to }),
      mode: 'show',
      lane: 'lines',
      needs: 'nothing',
      whenExposed: 'withheld',
      isStillWanted: ({ checkpoint, asks }, { number, seq }) =>
        checkpoint?.number === number && checkpoint.asked !== 'no' && asks.at(-1)?.seq === seq,
      failedStep: 'message',
      isUpkeep: false,
    },
  },
  calls: {},

  timers: {
    'checkpoint-ahead': {
      armed: ({ checkpoint }) => (checkpoint?.asked === 'no' ? [{ dueAt: aheadAt(checkpoint) }] : []),
      fire: asks,
    },
    'checkpoint-due': {
      armed: ({ checkpoint }) =>
        checkpoint !== null && checkpoint.asked !== 'due' ? [{ dueAt: checkpoint.dueAt }] : [],
      fire: asks,
    },
    'checkpoint-missed': {
      armed: ({ checkpoint }) => (checkpoint?.missed === false ? [{ dueAt: missedAt(checkpoint) }] : []),
      fire: ({ checkpoint, communicator, monitor }) =>
        checkpoint === null
          ? []
          : [
              {
                type: 'CheckpointMissed',
                number: checkpoint.number,
                dueAt: checkpoint.dueAt,
                communicator,
                monitor,
              },
            ],
    },
  },

  versions: {
    promise: {
      version: ({ checkpoint, checkpoints }) => `${checkpoints} ${checkpoint?.dueAt ?? ''}`,
      called: 'The next customer update',
    },
  },

  openQuestions: (escalation) =>
    escalation.checkpoint === null ? [] : asksOf(escalation, escalation.checkpoint.number),
  unanswered: ({ asks, checkpoint, communicator }) => {
    const ask = checkpoint === null || checkpoint.asked === 'no' ? undefined : asks.at(-1);
    return ask === undefined ? [] : [{ seq: ask.seq, to: communicator }];
  },
  // Resolving logs a customer update, which updates the messages that asked for it.
  requests: none,
  whenLeaving: none,
};

/** The furthest a promise may reach. */
const FURTHEST: Duration = 90 * DAY;
/** The communicator is asked this long ahead, or a quarter of the time promised when that is shorter. */
const AHEAD: Duration = 15 * MINUTE;
/** A promise counts as missed this long after it was due, or half the time promised when that is shorter. */
const GRACE: Duration = 5 * MINUTE;

/** Logging meets the open checkpoint and promises the next one. */
function logCustomerUpdate(escalation: Escalation, command: Command<'LogCustomerUpdate'>): Decision {
  const refused =
    refuseUnlessOpen(escalation) ??
    refuseEmpty({ text: [command.text, 'what the customer was told'] }) ??
    refuseTime(command.nextAt, command.at);
  if (refused) return refused;
  return [
    { type: 'CustomerUpdated', text: command.text.trim(), over: command.over, met: escalation.checkpoints },
    { type: 'CheckpointPromised', number: escalation.checkpoints + 1, dueAt: command.nextAt },
  ];
}

function moveCheckpoint(escalation: Escalation, command: Command<'MoveCheckpoint'>): Decision {
  const refused =
    refuseUnlessOpen(escalation) ??
    refuseEmpty({ reason: [command.reason, 'the reason'] }) ??
    refuseTime(command.to, command.at);
  if (refused) return refused;
  const { checkpoint } = escalation;
  if (checkpoint === null || command.to === checkpoint.dueAt) return { code: 'SameTime' };
  const { number, dueAt } = checkpoint;
  return [{ type: 'CheckpointMoved', number, from: dueAt, to: command.to, reason: command.reason.trim() }];
}

/** A timer that fires late does what is due at the time when it fires, not what was due when it was armed. */
function asks({ checkpoint, communicator }: Escalation, at: Instant) {
  if (checkpoint === null) return [];
  const when = at >= checkpoint.dueAt ? 'due' : 'ahead';
  return [{ type: 'CheckpointAsked', number: checkpoint.number, when, communicator } as const];
}

/** A time that can be promised: still to come, and not further than 90 days. */
export function refuseTime(time: Instant, now: Instant): Refusal | null {
  if (!(time > now)) return { code: 'NotInFuture' };
  return time > now + FURTHEST ? { code: 'TooFarAhead' } : null;
}

/** The messages that ask, or asked, for this checkpoint: the latest asks, the others show what became of it. */
function asksOf(escalation: Escalation, number: number): Effect[] {
  return escalation.asks.flatMap((ask) =>
    inAllPlaces(escalation, { type: 'ShowCheckpoint', number, ...ask }),
  );
}

/** An open question for the customer update names its new communicator. */
export function asksAgain(escalation: Escalation, { role }: Event<'RoleGiven'>): Effect[] {
  const { asks, checkpoint } = escalation;
  const latest = role === 'communicator' && checkpoint !== null ? asks.at(-1) : undefined;
  return checkpoint === null || latest === undefined
    ? []
    : inAllPlaces(escalation, { type: 'ShowCheckpoint', number: checkpoint.number, ...latest });
}

function promised(number: number, dueAt: Instant, setAt: Instant): Checkpoint {
  return { number, dueAt, setAt, asked: 'no', missed: false };
}

function aheadAt({ dueAt, setAt }: Checkpoint): Instant {
  return dueAt - Math.min(AHEAD, Math.floor((dueAt - setAt) / 4));
}

function missedAt({ dueAt, setAt }: Checkpoint): Instant {
  return dueAt + Math.min(GRACE, Math.floor((dueAt - setAt) / 2));
}

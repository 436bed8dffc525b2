import type { Command } from '../command.ts';
import type { Event } from '../event.ts';
import { say, tell } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import { contactOf, type Escalation, type PersonId } from '../kernel/escalation.ts';
import { MOST_FAILURES } from '../kernel/limits.ts';
import { type AllSlices, ASKS_NOBODY, type Consequence, type Slice } from '../kernel/slice.ts';

/** What Muster was to do in Slack and could not. */
export type Failures = {
  readonly command: {
    readonly type: 'RecordFailure';
    readonly step: FailedStep;
    /** Whom it concerns: not invited, or not reached by a direct message. Empty for what goes to a channel. */
    readonly people: readonly PersonId[];
    readonly reason: string;
  };
  /** The swarm is told and goes on. */
  readonly event: {
    readonly type: 'StepFailed';
    readonly step: FailedStep;
    readonly people: readonly PersonId[];
    readonly reason: string;
  };
  readonly refusal: never;
  readonly message: never;
  readonly call: never;
  readonly timer: never;
  readonly versioned: never;
  readonly state: {
    /** Steps that failed for everybody, each with its reason: told once. */
    readonly failures: readonly string[];
  };
};

export const FAILED_STEPS = [
  'channel',
  'new-channel',
  'invite',
  'remove',
  'card',
  'pin',
  'topic',
  'line',
  'message',
] as const;
export type FailedStep = (typeof FAILED_STEPS)[number];

/** Steps that are repeated with every change of the escalation. */
const RECURRING: readonly FailedStep[] = ['card', 'topic', 'line'];

export const failures: Slice<Failures> = {
  initialState: { failures: [] },
  decide: { RecordFailure: recordFailure },
  evolve: {
    StepFailed: ({ failures }, { step, people, reason }) =>
      people.length === 0 && RECURRING.includes(step)
        ? { failures: [...failures, failureOf(step, reason)].slice(-MOST_FAILURES) }
        : {},
  },
  subscriptions: {},
  react: { StepFailed: tellFailure },
  explain: {},
  messages: {},
  calls: {},
  timers: {},
  versions: {},
  ...ASKS_NOBODY,
};

function recordFailure(escalation: Escalation, command: Command<'RecordFailure'>): Decision {
  const { step, people, reason } = command;
  // A step repeated with every change would fail, and be told, every time: the same reason is told once.
  const isTold = people.length === 0 && escalation.failures.includes(failureOf(step, reason));
  return isTold ? [] : [{ type: 'StepFailed', step, people, reason }];
}

/** A line that could not be posted is not followed by a line about it, which would fail the same way. */
function tellFailure(escalation: Escalation, event: Event<'StepFailed'>, all: AllSlices): Consequence[] {
  const told = tell(event, [contactOf(escalation)]);
  // While it had to wait, people were asked and told already.
  if (event.step === 'channel')
    return [...(escalation.delay === null ? [] : all.requests(escalation)), ...told];
  if (event.step === 'new-channel') return told;
  return event.step === 'message' && event.people.length === 0 ? [] : [say(event, [contactOf(escalation)])];
}

/** Why a step failed, where that is told once and not for every try. */
function failureOf(step: FailedStep, reason: string): string {
  return `${step}: ${reason}`;
}

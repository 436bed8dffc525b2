import type { PersonId } from './kernel/escalation.ts';
import type { Kinds, PersonKind } from './kernel/people.ts';
import type { Instant } from './kernel/time.ts';
import type { Types } from './slices.ts';

/** Who sends a command, with what the roster says of them at that moment. Muster itself is `MUSTER`. */
export type Actor = {
  readonly id: PersonId | null;
  readonly kind: PersonKind | 'muster';
  /** Keys of the teams they lead. */
  readonly leads: readonly string[];
  readonly manages: boolean;
};

export const MUSTER: Actor = { id: null, kind: 'muster', leads: [], manages: false };

export type TimerKind = Types['timer'];
/** What a form may be based on. */
export type Versioned = Types['versioned'];

export type CommandBody =
  | Types['command']
  | {
      readonly type: 'FireTimer';
      readonly timer: TimerKind;
      /** Which of several timers of this kind. */
      readonly subject?: string;
    };

export type CommandType = CommandBody['type'];

/** What somebody, or a timer, wants done. `at` is the time by which it is decided: rules read no clock. */
export type Command<T extends CommandType = CommandType> = Extract<CommandBody, { type: T }> & {
  readonly at: Instant;
  readonly by: Actor;
  /** What those are whom it names. */
  readonly kinds?: Kinds | undefined;
  /** What it is based on: refused when one of them has another version by now. */
  readonly expectedVersions?: ExpectedVersions | undefined;
};

export type ExpectedVersions = { readonly [V in Versioned]?: string };

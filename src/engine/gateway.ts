import type { Effect } from '../domain/effect.ts';
import type { Event } from '../domain/event.ts';
import type { Escalation, PersonId } from '../domain/kernel/escalation.ts';
import type { PersonKind } from '../domain/kernel/people.ts';
import type { Outsiders, Readers } from '../domain/kernel/readers.ts';
import type { Instant } from '../domain/kernel/time.ts';
import type { Loss } from '../domain/slices/channel.ts';

/** Where a message of ours stands in Slack. */
export type Post = { readonly channel: string; readonly ts: string };

/** One effect, ready to be done: all it needs to know, read when it runs. */
export type Job = {
  readonly workspace: string;
  readonly escalation: Escalation;
  readonly effect: Effect;
  /** The event that the effect names by `seq`, else null. */
  readonly event: Event | null;
  /** Unique name of what this effect makes; goes into the message's metadata, so that it can be found again. */
  readonly op: string;
  /** The message this effect showed before, to be edited; null when there is none yet. */
  readonly post: Post | null;
  readonly card: Post | null;
  /** Slack id of the escalations channel; null when there is none (yet). */
  readonly linesChannel: string | null;
  /** Who reads what it shows. */
  readonly readers: Readers;
  /** What it showed in another channel, before that was the escalations channel no longer; null when there is none. */
  readonly former: Post | null;
  /**
   * Asked right before something new is made: false when this process was suspended for so long that another may have
   * taken the job over. Judged by a clock that runs on while the process is suspended.
   */
  readonly isHeld: () => boolean;
};

/**
 * What came of a call. Only `unsure` needs a look-up before another try. `isShutOut`: refused because Slack, or whatever
 * answers in its place, may take nothing from Muster at all.
 */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly post?: Post;
      readonly channel?: { readonly id: string; readonly name: string };
      readonly left?: readonly LeftOut[];
      /** How the swarm's channel was found: what is wrong with it, or null when all is well. */
      readonly seen?: Loss | null;
      /** Who was found in it. */
      readonly members?: readonly PersonId[];
      readonly departed?: readonly PersonId[];
    }
  /** Definitely not done: the swarm's channel is lost. */
  | { readonly kind: 'lost'; readonly why: Loss }
  /**
   * Definitely not done: the message that was to be edited or pinned is deleted or, when `isFrozen`, stands there but
   * cannot be edited any more.
   */
  | { readonly kind: 'gone'; readonly post: Post; readonly isFrozen?: true }
  /** Definitely not done; try again no sooner than after this many ms. `method` is Slack's, when a rate limit holds it. */
  | {
      readonly kind: 'later';
      readonly afterMs: number;
      readonly method?: string;
      readonly reason: string;
      readonly isShutOut?: true;
    }
  /** A time-out, reset or 5xx: it may or may not have happened. */
  | { readonly kind: 'unsure'; readonly reason: string; readonly isShutOut?: true }
  /** Definitely not done, and trying again will not help. `reason` is a sentence's part fit for people. */
  | {
      readonly kind: 'failed';
      readonly reason: string;
      /** Those it was for whose account is deactivated. */
      readonly departed?: readonly PersonId[];
    };

/** Somebody who could not be brought in, and why. */
export type LeftOut = { readonly person: PersonId; readonly reason: string };

/** When Slack took nothing from Muster, and why. */
export type PastOutage = {
  readonly since: Instant;
  readonly until: Instant;
  /** Slack's code, or in words. */
  readonly reason: string;
};

/** What the engine needs of Slack. Wired in `boot/application.ts`; never called inside a transaction. */
export type Gateway = {
  /** One call to Slack (for an invite that is refused for some, as few as it takes). */
  readonly perform: (job: Job) => Promise<Outcome>;
  /** Whether an earlier try of this job took effect. Rejects or answers `unsure` when that cannot be told now. */
  readonly find: (job: Job) => Promise<Outcome | null>;
  /** Takes away a message of ours; where it has to stay, at least its pin. */
  readonly retract: (workspace: string, post: Post) => Promise<Outcome>;
  /** Whether Slack takes anything from Muster now. */
  readonly probe: (workspace: string) => Promise<Outcome>;
  /** Tells a manager that Slack takes calls again. */
  readonly tellRegained: (workspace: string, manager: PersonId, outage: PastOutage) => Promise<Outcome>;
  /** Tells a manager that others read the escalations channel. */
  readonly tellExposed: (workspace: string, manager: PersonId, exposure: Exposure) => Promise<Outcome>;
  /** What somebody is to the workspace; `unasked` when Slack does not say now. Never rejects. */
  readonly kindOf: (workspace: string, person: PersonId) => Promise<PersonKind>;
};

/** Who reads the escalations channel whom its lines are not meant for. */
export type Exposure = {
  /** Slack id. */
  readonly channel: string;
  readonly readers: Outsiders;
  /** Some of them. */
  readonly outsiders: readonly PersonId[];
};

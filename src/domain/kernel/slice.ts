import type { Actor } from '../command.ts';
import type { Effect } from '../effect.ts';
import type { Event, EventBody, EventType, Placed } from '../event.ts';
import type { DirectAsk } from '../slices/channel.ts';
import type { FailedStep } from '../slices/failures.ts';
import type { Decision } from './decision.ts';
import type { Escalation, PersonId } from './escalation.ts';
import type { Instant } from './time.ts';

/** What a slice adds to the domain's language: unions, and `never` where it adds nothing. */
export type SliceTypes = {
  readonly command: { readonly type: string };
  readonly event: { readonly type: string };
  readonly refusal: { readonly code: string };
  /** Effects that show or say something to people. */
  readonly message: { readonly type: string };
  /** Effects that are any other call to Slack. */
  readonly call: { readonly type: string };
  readonly timer: string;
  /** Names of what a form may be based on; see `versions`. */
  readonly versioned: string;
  /** The fields of an escalation that this slice has, and alone may change. */
  readonly state: object;
};

/**
 * One feature of the domain: what can be asked, what happens, what is remembered of it and what follows. Every table has
 * a row for every name, so what is forgotten does not compile. A slice never imports the registry; what it needs of all
 * slices it is given.
 */
export type Slice<T extends SliceTypes> = {
  /** Undefined at run time: by its type the registry knows the slice's unions. */
  readonly types?: T;
  readonly initialState: T['state'];
  /** Opening is decided before there is an escalation: see `decide`. */
  readonly decide: {
    readonly [C in Exclude<T['command'], { type: 'OpenEscalation' }> as C['type']]: Rule<C>;
  };
  readonly evolve: {
    readonly [E in T['event'] as E['type']]: (
      escalation: Escalation,
      event: Placed<E>,
      all: AllSlices,
    ) => StateChange<T['state']>;
  };
  /** What events of other slices change here. */
  readonly subscriptions: {
    readonly [N in Exclude<EventType, T['event']['type']>]?: (
      escalation: Escalation,
      event: Event<N>,
      all: AllSlices,
    ) => StateChange<T['state']>;
  };
  readonly react: {
    readonly [E in T['event'] as E['type']]: (
      escalation: Escalation,
      event: Placed<E>,
      all: AllSlices,
    ) => readonly Consequence[];
  };
  readonly explain: {
    readonly [R in T['refusal'] as R['code']]: (refusal: R, name: (person: PersonId) => string) => string;
  };
  readonly messages: { readonly [M in T['message'] as M['type']]: MessageSpec<M> };
  readonly calls: { readonly [C in T['call'] as C['type']]: CallSpec<C> };
  readonly timers: { readonly [N in T['timer']]: TimerSpec };
  readonly versions: { readonly [N in T['versioned']]: VersionSpec };
} & Questions;

/** What a slice asks of people. */
type Questions = {
  /** Asked in the channel and not answered yet: asked again in the next one. */
  readonly openQuestions: (escalation: Escalation) => readonly Effect[];
  /** Who has been asked there and owes an answer. */
  readonly unanswered: (escalation: Escalation) => readonly DirectAsk[];
  /** Messages that ask somebody for something: updated when the escalation is resolved or reopened. */
  readonly requests: (escalation: Escalation) => readonly Effect[];
  /** What is decided for somebody who leaves, before they do. */
  readonly whenLeaving: (escalation: Escalation, person: PersonId) => readonly EventBody[];
};

type Rule<C> = (
  escalation: Escalation,
  command: C & { readonly at: Instant; readonly by: Actor },
  all: AllSlices,
) => Decision;

/** Some of the slice's own fields, and none of another slice's. */
export type StateChange<S> = Partial<S> & { readonly [K in Exclude<keyof Escalation, keyof S>]?: never };

/** What the slices answer together, handed in so that none has to know the others. */
export type AllSlices = {
  readonly openQuestions: (escalation: Escalation) => Effect[];
  /** Those of them that were sent to people directly. */
  readonly directQuestions: (escalation: Escalation) => Effect[];
  readonly unanswered: (escalation: Escalation) => DirectAsk[];
  readonly requests: (escalation: Escalation) => Effect[];
  readonly whenLeaving: (escalation: Escalation, person: PersonId) => EventBody[];
};

/** An effect; a line that wants something of people goes to them directly while there is no channel to say it in. */
export type Consequence = Effect | Said;
export type Said = {
  readonly type: 'Said';
  readonly seq: number;
  readonly wants: readonly (PersonId | null)[];
};

/** Who reads a message: those in the swarm's channel, all who read the escalations channel, or one person. */
export type Audience = 'swarm' | 'board' | { readonly person: PersonId };

export type MessageSpec<M> = {
  /** What it is about, unique within its escalation. Two pending effects with the same key are one. */
  readonly key: (message: M) => string;
  readonly audience: (message: M) => Audience;
  /** Posted once, or posted and edited ever after, so that it always shows the present. */
  readonly mode: 'say' | 'show';
  /** Effects of one lane run in order: the lines in the channel share one, so that they read in order. */
  readonly lane: 'lines' | 'own';
  /** What it waits for outside the channel; in the channel, that is the channel. */
  readonly needs: 'nothing' | 'channel';
  /** Where outsiders can read it, or may: withheld, or shown without the details. */
  readonly whenExposed: 'withheld' | 'emptied';
  /** Whether it should still be posted; one that stands already is edited in any case. */
  readonly isStillWanted: (escalation: Escalation, message: M) => boolean;
  readonly failedStep: FailedStep;
  /** Only keeps something up to date, and leaves Slack's limits to what asks and answers people. */
  readonly isUpkeep: boolean;
};

export type CallSpec<C> = {
  readonly key: (call: C) => string;
  /** Takes effect in the swarm's channel, so nothing comes of it while that is lost. */
  readonly isInChannel: boolean;
  readonly needs: 'nothing' | 'channel' | 'card';
  readonly whenExposed: 'withheld' | 'emptied';
  readonly isStillWanted: (escalation: Escalation, call: C) => boolean;
  readonly failedStep: (escalation: Escalation) => FailedStep;
  /** Whom it is for. */
  readonly people: (call: C) => readonly PersonId[];
  /** Brings people together, which comes before all else. */
  readonly isFirst: boolean;
};

/** A timer that is to be armed: one for each `subject`, where several of a kind run at a time. */
export type Alarm = { readonly dueAt: Instant; readonly subject?: string };

export type TimerSpec = {
  /** While the escalation is open. */
  readonly armed: (escalation: Escalation) => readonly Alarm[];
  /** What happens when one that is armed and due fires. It is called for no other. */
  readonly fire: (escalation: Escalation, at: Instant, subject: string) => readonly EventBody[];
};

/** A part of an escalation that a form is based on. */
export type VersionSpec = {
  /** A token that differs whenever the part has changed. */
  readonly version: (escalation: Escalation) => string;
  /** The name of the part, as the subject of "… has changed since you opened this." */
  readonly called: string;
};

export const always = (): true => true;
export const none = (): readonly never[] => [];
export const unchanged = (): Record<never, never> => ({});

/** For a slice that asks nobody for anything. */
export const ASKS_NOBODY: Questions = {
  openQuestions: none,
  unanswered: none,
  requests: none,
  whenLeaving: none,
};

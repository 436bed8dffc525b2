import type { Button as BlockButton } from '@slack/types';
import type { Event, Placed } from '../../domain/event.ts';
import type { Escalation, PersonId } from '../../domain/kernel/escalation.ts';
import type { Readers } from '../../domain/kernel/readers.ts';
import type { SliceTypes } from '../../domain/kernel/slice.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import type { Message } from './blocks.ts';
import type { Button } from './button.ts';
import type { Form } from './form.ts';
import type { Names, Write } from './text.ts';

/** How a slice of the domain looks in Slack. As there, every table has a row for every name. */
export type SlackSlice<T extends SliceTypes> = {
  readonly events: { readonly [E in T['event'] as E['type']]: EventView<E> };
  readonly messages: { readonly [M in T['message'] as M['type']]: MessageView<M> };
  /** How a call is spoken of while it is under way. */
  readonly calls: { readonly [C in T['call'] as C['type']]: string };
  /** What sends each command, so that none is left without: a form, a button, or a listener of its own. */
  readonly commands: {
    readonly [C in T['command'] as C['type']]: Form<C['type']> | Button<C['type']> | 'listener';
  };
};

/** What a form is filled in with. */
export type FormData = {
  readonly escalation: Escalation;
  readonly now: Instant;
  /** Of the roster; empty for a form that offers none. */
  readonly teams: readonly TeamChoice[];
  /** By field, in place of what usually stands there. */
  readonly prefill?: Readonly<Record<string, unknown>>;
};

/** A team as it is offered. */
export type TeamChoice = { readonly key: string; readonly name: string };

export type EventView<E> = {
  /** In one sentence of mrkdwn, at most 3000 characters without its time. */
  readonly sentence: (event: Placed<E>, write: Write, by: string) => string;
  /** What is wanted by now after it, once it is open; null when nothing is. */
  readonly ask: (escalation: Escalation, event: Placed<E>) => AskLine | null;
  /** As a direct message to somebody who has to act on it. */
  readonly tell: (told: Told<Placed<E>>) => Message;
};

/** What is wanted after an event, in words that follow its sentence, and from whom: they alone are mentioned. */
export type AskLine = {
  readonly text: string;
  readonly from: readonly PersonId[];
  readonly buttons?: readonly BlockButton[];
};

export type Told<E> = {
  readonly escalation: Escalation;
  readonly event: E;
  readonly person: PersonId;
  readonly names: Names;
  readonly sentence: string;
  readonly ask: AskLine | null;
};

export type MessageView<M> = {
  /** How it is spoken of while it is under way. */
  readonly called: string;
  readonly render: (shown: Shown<M>) => Message;
};

export type Shown<M> = {
  readonly escalation: Escalation;
  readonly effect: M;
  /** That the effect names by `seq`. */
  readonly event: Event | null;
  /** Who reads it. */
  readonly readers: Readers;
  readonly now: Instant;
  readonly names: Names;
  readonly all: AllSlackSlices;
};

/** What the slices make together, handed in so that none has to know the others. */
export type AllSlackSlices = {
  /** A line about an event, whichever it is. */
  readonly say: (escalation: Escalation, event: Event, names: Names) => Message;
  readonly tell: (escalation: Escalation, event: Event, person: PersonId, names: Names) => Message;
  /** The lines of the card's menu, and the action of the form that each opens. */
  readonly menu: readonly MenuLine[];
};

/** Of an effect that names it: events are never deleted. */
export function eventOf({ event }: { readonly event: Event | null }): Event {
  if (event === null) throw new Error('an effect names an event that is not there');
  return event;
}

export const asksNothing = (): null => null;

export type MenuLine = {
  readonly line: string;
  readonly action: string;
  /** Slack shows up to five at a time. */
  readonly isOffered: (escalation: Escalation) => boolean;
};

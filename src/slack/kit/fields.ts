import type { InputBlock, KnownBlock } from '@slack/types';
import type { PersonId } from '../../domain/kernel/escalation.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import { explain } from '../../domain/refusal.ts';
import { type Choice, dateTimeInput, selectInput, textInput, userInput, usersInput } from './inputs.ts';
import type { FormData } from './slice.ts';
import { dateTime, oneOf, select, text, user, users, type Values } from './values.ts';

/** One input of a form: how it is shown, and what it holds. */
export type Field<V> = {
  /** `null` where there is nothing to choose from. */
  readonly block: (id: string, initial: V | undefined, data: FormData) => InputBlock | KnownBlock | null;
  /** null when nothing usable stands there. */
  readonly read: (values: Values, id: string) => V | null;
  /** What is said then; null when it may be left empty. */
  readonly missing: ((id: string) => string) | null;
};

// biome-ignore lint/suspicious/noExplicitAny: a field of whatever it holds; what that is, is inferred.
export type Fields = { readonly [id: string]: Field<any> };
export type ValuesOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer V> ? V : never;
};

type Base = { readonly label: string; readonly hint?: string };

/** @param field `called` is how the field is known in "Please fill in …"; with null, it may be left empty. */
export function textField(
  field: Base & { readonly lines: 'one' | 'many'; readonly max?: number; readonly called: string | null },
): Field<string> {
  const { called } = field;
  return {
    block: (id, initial) => textInput({ id, ...field, initial, optional: called === null }),
    read: (values, id) => text(values, id) || (called === null ? '' : null),
    missing: called === null ? null : (id) => explain({ code: 'Empty', field: id, called }, () => ''),
  };
}

export function personField(field: Base & { readonly missing: string }): Field<PersonId> {
  return {
    block: (id, initial) => userInput({ id, ...field, initial }),
    read: user,
    missing: () => field.missing,
  };
}

/** Null for nobody. */
export function optionalPersonField(field: Base): Field<PersonId | null> {
  return {
    block: (id, initial) => userInput({ id, ...field, initial: initial ?? undefined, optional: true }),
    read: user,
    missing: null,
  };
}

/** Any number of people, none included. */
export function peopleField(field: Base): Field<readonly PersonId[]> {
  return {
    block: (id, initial) => usersInput({ id, ...field, initial, optional: true }),
    read: users,
    missing: null,
  };
}

/** @param field `values` are all that may be chosen, in this order, each with the text it is offered by. */
export function choiceField<T extends string>(
  field: Base & {
    readonly values: readonly T[];
    readonly text: (value: T) => string;
    readonly placeholder: string;
    readonly missing: string;
  },
): Field<T> {
  const { values: allowed, text, missing, ...input } = field;
  const choices = allowed.map((value): Choice => ({ value, text: text(value) }));
  return {
    block: (id, initial) => selectInput({ id, ...input, choices, initial }),
    read: (values, id) => oneOf(allowed, select(values, id)),
    missing: () => missing,
  };
}

export function timeField(field: Base & { readonly missing: string }): Field<Instant> {
  return {
    block: (id, initial) => dateTimeInput({ id, ...field, initial }),
    read: dateTime,
    missing: () => field.missing,
  };
}

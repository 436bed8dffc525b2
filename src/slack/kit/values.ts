import type { Instant } from '../../domain/kernel/time.ts';
import { explain } from '../../domain/refusal.ts';

/** One input's state, as far as the modals use it. */
type Field = {
  readonly type?: string;
  readonly value?: string | null;
  readonly selected_option?: { readonly value?: string } | null;
  readonly selected_options?: readonly { readonly value?: string }[] | null;
  readonly selected_user?: string | null;
  readonly selected_users?: readonly string[] | null;
  /** Seconds since 1970. */
  readonly selected_date_time?: number | null;
};

/** Slack's `view.state.values`: block id → action id → the input's state. */
export type Values = { readonly [blockId: string]: { readonly [actionId: string]: Field } };

/** Block id → what is wrong there, for `response_action: "errors"`. */
export type Errors = Record<string, string>;

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: Errors };

/** What a modal carries along in `private_metadata`. */
export type Metadata = {
  /** Id of the escalation it is about. */
  readonly escalation?: string;
  readonly [key: string]: string | undefined;
};

export function writeMetadata(metadata: Metadata): string {
  return JSON.stringify(metadata);
}

/** Whatever is no string is dropped; unreadable metadata reads as empty. */
export function readMetadata(json: string | undefined): Metadata {
  try {
    const read: unknown = JSON.parse(json || '{}');
    if (typeof read !== 'object' || read === null) return {};
    return Object.fromEntries(Object.entries(read).filter(([, value]) => typeof value === 'string'));
  } catch {
    return {};
  }
}

/** The block of this name: its id is the name, or the name, a hyphen and what varies. */
export function blockOf(values: Values, name: string): string | null {
  if (Object.hasOwn(values, name)) return name;
  return Object.keys(values).find((id) => id.startsWith(`${name}-`)) ?? null;
}

/** Trimmed; empty when nothing was typed. */
export function text(values: Values, name: string): string {
  return field(values, name)?.value?.trim() ?? '';
}

export function select(values: Values, name: string): string | null {
  return field(values, name)?.selected_option?.value ?? null;
}

export function selects(values: Values, name: string): string[] {
  const chosen = field(values, name)?.selected_options ?? [];
  return chosen.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

export function user(values: Values, name: string): string | null {
  return field(values, name)?.selected_user ?? null;
}

export function users(values: Values, name: string): string[] {
  return [...(field(values, name)?.selected_users ?? [])];
}

export function dateTime(values: Values, name: string): Instant | null {
  const seconds = field(values, name)?.selected_date_time;
  return typeof seconds === 'number' ? seconds * 1000 : null;
}

/** Whether a lone checkbox is ticked. */
export function checked(values: Values, name: string): boolean {
  return selects(values, name).length > 0;
}

/** Text fields that must not be empty: the block's name and what the domain calls the field in its refusal. */
export type Required = Readonly<Record<string, string>>;

/** An error for each of these that is empty. */
export function emptyErrors(values: Values, required: Required): Errors {
  const errors: Errors = {};
  for (const [name, called] of Object.entries(required)) {
    if (text(values, name) === '') {
      errors[blockOf(values, name) ?? name] = explain({ code: 'Empty', field: name, called }, () => '');
    }
  }
  return errors;
}

export function hasErrors(errors: Errors): boolean {
  return Object.keys(errors).length > 0;
}

/** The chosen one if it is among those allowed. */
export function oneOf<T extends string>(allowed: readonly T[], chosen: string | null): T | null {
  return allowed.find((one) => one === chosen) ?? null;
}

function field(values: Values, name: string): Field | undefined {
  const block = blockOf(values, name);
  return block === null ? undefined : Object.values(values[block] ?? {})[0];
}

import type { Command } from '../command.ts';
import type { Event } from '../event.ts';
import { refuseEmpty } from '../kernel/access.ts';
import { everywhere, NOBODY, say } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import { listIn, listText, oneEntry, triedAtFirst } from '../kernel/entries.ts';
import type { Escalation, PersonId } from '../kernel/escalation.ts';
import { MOST_ENTRIES } from '../kernel/limits.ts';
import type { Severity } from '../kernel/playbook.ts';
import { ASKS_NOBODY, type Slice, type StateChange, type VersionSpec } from '../kernel/slice.ts';
import { refuseUnlessOpen } from '../kernel/status.ts';
import type { Instant } from '../kernel/time.ts';
import { visible } from '../kernel/visible.ts';

/** What it is about: the facts on the card, notes to them, and the severity. */
export type Context = {
  readonly command:
    | { readonly type: 'AddNote'; readonly kind: NoteKind; readonly text: string }
    | { readonly type: 'EditContext'; readonly changes: ContextChanges }
    | { readonly type: 'ChangeSeverity'; readonly to: Severity; readonly reason: string };
  readonly event:
    | { readonly type: 'NoteAdded'; readonly kind: NoteKind; readonly text: string }
    | { readonly type: 'ContextEdited'; readonly changes: ContextChanges }
    | {
        readonly type: 'SeverityChanged';
        readonly from: Severity;
        readonly to: Severity;
        readonly reason: string;
      };
  readonly refusal: { readonly code: 'SameSeverity' } | { readonly code: 'NothingChanged' };
  readonly message: never;
  readonly call: never;
  readonly timer: never;
  readonly versioned: ContextField | 'severity';
  readonly state: {
    readonly customer: string;
    readonly problem: string;
    readonly tried: readonly Entry[];
    readonly outcome: string;
    readonly nextActions: readonly Entry[];
    readonly severity: Severity;
  };
};

/** One thing that was tried, or is next; what was pasted, such as a log, is one too, of many lines. */
export type Entry = { readonly text: string; readonly by: PersonId; readonly at: Instant };

export const NOTE_KINDS = ['tried', 'next', 'note'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

export const CONTEXT_FIELDS = ['customer', 'problem', 'tried', 'outcome', 'nextActions'] as const;
export type ContextField = (typeof CONTEXT_FIELDS)[number];

/** Only what changed; `tried` and `nextActions` are the whole new text, as `listText` writes it. */
export type ContextChanges = { readonly [F in ContextField]?: string };

export const context: Slice<Context> = {
  initialState: { customer: '', problem: '', tried: [], outcome: '', nextActions: [], severity: 'SEV4' },

  decide: { AddNote: addNote, EditContext: editContext, ChangeSeverity: changeSeverity },

  evolve: {
    NoteAdded: (escalation, event) => noted(escalation, event, event.by ?? escalation.rep),
    ContextEdited: (escalation, event) => edited(escalation, event, event.by ?? escalation.rep),
    SeverityChanged: (_, { to }) => ({ severity: to }),
  },
  subscriptions: {
    EscalationOpened: (_, { customer, problem, tried, outcome, severity, rep, at }) => ({
      customer,
      problem,
      tried: triedAtFirst(tried).map((text) => ({ text, by: rep, at })),
      outcome,
      severity,
    }),
  },

  react: {
    NoteAdded: (_, event) => [{ type: 'ShowCard' }, say(event, NOBODY)],
    ContextEdited: (_, event) => [{ type: 'ShowCard' }, { type: 'ShowLine' }, say(event, NOBODY)],
    SeverityChanged: (_, event) => [...everywhere(), say(event, NOBODY)],
  },

  explain: {
    SameSeverity: () => 'It has this severity already. Pick another one, or close this.',
    NothingChanged: () => 'Nothing is different yet. Change something, or close this.',
  },

  messages: {},
  calls: {},
  timers: {},
  versions: {
    customer: versionOf('customer', 'The customer'),
    problem: versionOf('problem', 'What is happening'),
    tried: versionOf('tried', 'What has been tried'),
    outcome: versionOf('outcome', 'The outcome the customer needs'),
    nextActions: versionOf('nextActions', 'What is next'),
    severity: { version: ({ severity }) => severity, called: 'The severity' },
  },
  ...ASKS_NOBODY,
};

function versionOf(field: ContextField, called: string): VersionSpec {
  return { version: (escalation) => versionOfText(field, contextText(escalation)[field]), called };
}

/** The version that this field has with this text. Short, since it travels with the form, which takes 3000 characters. */
export function versionOfText(field: ContextField, text: string): string {
  return hashOf(tidy(field, text));
}

function addNote(escalation: Escalation, command: Command<'AddNote'>): Decision {
  const refused = refuseUnlessOpen(escalation) ?? refuseEmpty({ text: [command.text, 'the note'] });
  if (refused) return refused;
  const { kind, text } = command;
  const list = { tried: escalation.tried, next: escalation.nextActions, note: [] }[kind];
  if (list.length >= MOST_ENTRIES) return { code: 'TooManyEntries', most: MOST_ENTRIES };
  return [{ type: 'NoteAdded', kind, text: text.trim() }];
}

/** Records only what is different; customer, problem and outcome cannot be emptied. */
function editContext(escalation: Escalation, command: Command<'EditContext'>): Decision {
  const refused = refuseUnlessOpen(escalation);
  if (refused) return refused;
  const before = contextText(escalation);
  const changes: Edits = {};
  for (const field of CONTEXT_FIELDS) {
    const text = tidy(field, command.changes[field] ?? before[field]);
    if (text === tidy(field, before[field])) continue;
    const called = REQUIRED[field];
    if (text === '' && called !== undefined) return { code: 'Empty', field, called };
    if (isList(field) && listIn(text).length > Math.max(MOST_ENTRIES, listIn(before[field]).length)) {
      return { code: 'TooManyEntries', most: MOST_ENTRIES };
    }
    changes[field] = text;
  }
  return Object.keys(changes).length === 0
    ? { code: 'NothingChanged' }
    : [{ type: 'ContextEdited', changes }];
}

/** Severity sets the rhythm of promises to come; the one already made to the customer stands. */
function changeSeverity(escalation: Escalation, command: Command<'ChangeSeverity'>): Decision {
  const refused = refuseUnlessOpen(escalation);
  if (refused) return refused;
  if (command.to === escalation.severity) return { code: 'SameSeverity' };
  const empty = refuseEmpty({ reason: [command.reason, 'the reason'] });
  if (empty) return empty;
  const { severity } = escalation;
  return [{ type: 'SeverityChanged', from: severity, to: command.to, reason: command.reason.trim() }];
}

/** The context as somebody edits it: lists as text. */
export function contextText(escalation: Escalation): Required<ContextChanges> {
  const { customer, problem, outcome } = escalation;
  return {
    customer,
    problem,
    tried: listText(escalation.tried.map(({ text }) => text)),
    outcome,
    nextActions: listText(escalation.nextActions.map(({ text }) => text)),
  };
}

/** What must not be emptied, and how people know it. */
export const REQUIRED: { readonly [F in ContextField]?: string } = {
  customer: 'the customer',
  problem: 'what is happening',
  outcome: 'the outcome the customer needs',
};

type Edits = { -readonly [F in keyof ContextChanges]: ContextChanges[F] };

function tidy(field: ContextField, text: string): string {
  return isList(field) ? listText(listIn(text)) : visible(text).trim();
}

function isList(field: ContextField): boolean {
  return field === 'tried' || field === 'nextActions';
}

function noted(
  escalation: Escalation,
  event: Event<'NoteAdded'>,
  by: PersonId,
): StateChange<Context['state']> {
  const added = { text: oneEntry(event.text), by, at: event.at };
  switch (event.kind) {
    case 'tried':
      return { tried: [...escalation.tried, added] };
    case 'next':
      return { nextActions: [...escalation.nextActions, added] };
    case 'note':
      return {};
  }
}

function edited(
  escalation: Escalation,
  event: Event<'ContextEdited'>,
  by: PersonId,
): StateChange<Context['state']> {
  const { tried, nextActions, ...texts } = event.changes;
  const list = (before: readonly Entry[], text: string) => kept(before, listIn(text), by, event.at);
  return {
    ...texts,
    ...(tried === undefined ? {} : { tried: list(escalation.tried, tried) }),
    ...(nextActions === undefined ? {} : { nextActions: list(escalation.nextActions, nextActions) }),
  };
}

/** What was there before keeps who wrote it and when. */
function kept(before: readonly Entry[], after: readonly string[], by: PersonId, at: Instant): Entry[] {
  return after.map((text) => before.find((one) => one.text === text) ?? { text, by, at });
}

/** A hash of 53 bits (cyrb53): two different texts have the same one practically never. */
function hashOf(text: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2654435761);
    other = Math.imul(other ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(other ^ (other >>> 13), 3266489909);
  other = Math.imul(other ^ (other >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (4294967296 * (2097151 & other) + (one >>> 0)).toString(36);
}

import type { Command } from '../command.ts';
import type { Event } from '../event.ts';
import { refuseEmpty, refuseUnlessWorking } from '../kernel/access.ts';
import { everywhere, NOBODY, say } from '../kernel/consequence.ts';
import type { Decision } from '../kernel/decision.ts';
import type { Escalation, PersonId } from '../kernel/escalation.ts';
import type { Severity } from '../kernel/playbook.ts';
import { ASKS_NOBODY, type Slice, type StateChange, type VersionSpec } from '../kernel/slice.ts';
import type { Instant } from '../kernel/time.ts';

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

/** A line of what was tried, or of what is next. */
export type Entry = { readonly text: string; readonly by: PersonId; readonly at: Instant };

export const NOTE_KINDS = ['tried', 'next', 'note'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

export const CONTEXT_FIELDS = ['customer', 'problem', 'tried', 'outcome', 'nextActions'] as const;
export type ContextField = (typeof CONTEXT_FIELDS)[number];

/** Only what changed; `tried` and `nextActions` are the whole new text, a line each. */
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
      tried: entries(tried, rep, at),
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
  const refused =
    refuseUnlessWorking(escalation, command.by) ?? refuseEmpty({ text: [command.text, 'the note'] });
  if (refused) return refused;
  return [{ type: 'NoteAdded', kind: command.kind, text: command.text.trim() }];
}

/** Records only what is different; customer, problem and outcome cannot be emptied. */
function editContext(escalation: Escalation, command: Command<'EditContext'>): Decision {
  const refused = refuseUnlessWorking(escalation, command.by);
  if (refused) return refused;
  const before = contextText(escalation);
  const changes: Edits = {};
  for (const field of CONTEXT_FIELDS) {
    const text = tidy(field, command.changes[field] ?? before[field]);
    if (text === tidy(field, before[field])) continue;
    const called = REQUIRED[field];
    if (text === '' && called !== undefined) return { code: 'Empty', field, called };
    changes[field] = text;
  }
  return Object.keys(changes).length === 0
    ? { code: 'NothingChanged' }
    : [{ type: 'ContextEdited', changes }];
}

/** Severity sets the rhythm of promises to come; the one already made to the customer stands. */
function changeSeverity(escalation: Escalation, command: Command<'ChangeSeverity'>): Decision {
  const refused = refuseUnlessWorking(escalation, command.by);
  if (refused) return refused;
  if (command.to === escalation.severity) return { code: 'SameSeverity' };
  const empty = refuseEmpty({ reason: [command.reason, 'the reason'] });
  if (empty) return empty;
  const { severity } = escalation;
  return [{ type: 'SeverityChanged', from: severity, to: command.to, reason: command.reason.trim() }];
}

/** The context as somebody edits it: lists as text, a line each. */
export function contextText(escalation: Escalation): Required<ContextChanges> {
  const { customer, problem, outcome } = escalation;
  return {
    customer,
    problem,
    tried: lines(escalation.tried),
    outcome,
    nextActions: lines(escalation.nextActions),
  };
}

/** What must not be emptied, and how people know it. */
export const REQUIRED: { readonly [F in ContextField]?: string } = {
  customer: 'the customer',
  problem: 'what is happening',
  outcome: 'the outcome the customer needs',
};

type Edits = { -readonly [F in keyof ContextChanges]: ContextChanges[F] };

function tidy(field: keyof ContextChanges, text: string): string {
  if (field !== 'tried' && field !== 'nextActions') return text.trim();
  const entries = text.split('\n').map((line) => line.trim());
  return entries.filter((line) => line !== '').join('\n');
}

function lines(entries: readonly Entry[]): string {
  return entries.map((entry) => entry.text).join('\n');
}

function noted(
  escalation: Escalation,
  event: Event<'NoteAdded'>,
  by: PersonId,
): StateChange<Context['state']> {
  const added = entries(event.text, by, event.at);
  switch (event.kind) {
    case 'tried':
      return { tried: [...escalation.tried, ...added] };
    case 'next':
      return { nextActions: [...escalation.nextActions, ...added] };
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
  return {
    ...texts,
    ...(tried === undefined ? {} : { tried: kept(escalation.tried, entries(tried, by, event.at)) }),
    ...(nextActions === undefined
      ? {}
      : { nextActions: kept(escalation.nextActions, entries(nextActions, by, event.at)) }),
  };
}

/** A line that was there before keeps who wrote it and when. */
function kept(before: readonly Entry[], after: readonly Entry[]): Entry[] {
  return after.map((entry) => before.find((one) => one.text === entry.text) ?? entry);
}

function entries(text: string, by: PersonId, at: Instant): Entry[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map((line) => ({ text: line, by, at }));
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

import { refuseEmpty, refuseUnlessWorking } from './access.ts';
import type { Command } from './command.ts';
import type { Decision } from './decision.ts';
import type { Entry, Escalation } from './escalation.ts';
import type { ContextChanges } from './event.ts';

export function addNote(escalation: Escalation, command: Command<'AddNote'>): Decision {
  const refused = refuseUnlessWorking(escalation, command.by) ?? refuseEmpty({ 'the note': command.text });
  if (refused) return refused;
  return [{ type: 'NoteAdded', kind: command.kind, text: command.text.trim() }];
}

/** Records only what is different; customer, problem and outcome cannot be emptied. */
export function editContext(escalation: Escalation, command: Command<'EditContext'>): Decision {
  const refused = refuseUnlessWorking(escalation, command.by);
  if (refused) return refused;
  const before = contextText(escalation);
  const changes: Changes = {};
  for (const field of FIELDS) {
    const text = tidy(field, command.changes[field] ?? before[field]);
    if (text === tidy(field, before[field])) continue;
    if (text === '' && field in REQUIRED) return { code: 'Empty', field: REQUIRED[field as RequiredField] };
    changes[field] = text;
  }
  return Object.keys(changes).length === 0
    ? { code: 'NothingChanged' }
    : [{ type: 'ContextEdited', changes }];
}

/** Severity sets the rhythm of promises to come; the one already made to the customer stands. */
export function changeSeverity(escalation: Escalation, command: Command<'ChangeSeverity'>): Decision {
  const refused = refuseUnlessWorking(escalation, command.by);
  if (refused) return refused;
  if (command.to === escalation.severity) return { code: 'SameSeverity' };
  const empty = refuseEmpty({ 'the reason': command.reason });
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

const FIELDS = ['customer', 'problem', 'tried', 'outcome', 'nextActions'] as const;
const REQUIRED = {
  customer: 'the customer',
  problem: 'what is happening',
  outcome: 'the outcome the customer needs',
} as const;

type RequiredField = keyof typeof REQUIRED;
type Changes = { -readonly [F in keyof ContextChanges]: ContextChanges[F] };

function tidy(field: keyof ContextChanges, text: string): string {
  if (field !== 'tried' && field !== 'nextActions') return text.trim();
  const entries = text.split('\n').map((line) => line.trim());
  return entries.filter((line) => line !== '').join('\n');
}

function lines(entries: readonly Entry[]): string {
  return entries.map((entry) => entry.text).join('\n');
}

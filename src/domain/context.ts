import { refuseUnlessWorking } from './access.ts';
import type { Command } from './command.ts';
import type { Decision } from './decide.ts';
import type { Entry, Escalation } from './escalation.ts';
import type { ContextChanges } from './event.ts';

export function addNote(escalation: Escalation, command: Command<'AddNote'>): Decision {
  const refused = refuseUnlessWorking(escalation, command.by);
  if (refused) return refused;
  if (command.text.trim() === '') return { code: 'Empty', field: 'the note' };
  return [{ type: 'NoteAdded', kind: command.kind, text: command.text.trim() }];
}

/** Records only what is different; customer, problem and outcome cannot be emptied. */
export function editContext(escalation: Escalation, command: Command<'EditContext'>): Decision {
  const refused = refuseUnlessWorking(escalation, command.by);
  if (refused) return refused;
  const before = contextText(escalation);
  const entries = Object.entries(command.changes).map(([field, text]) => [field, text.trim()] as const);
  const changed = entries.filter(([field, text]) => text !== before[field as keyof ContextChanges]);
  const emptied = changed.find(([field, text]) => text === '' && field in REQUIRED);
  if (emptied) return { code: 'Empty', field: REQUIRED[emptied[0] as keyof typeof REQUIRED] };
  if (changed.length === 0) return { code: 'NothingChanged' };
  return [{ type: 'ContextEdited', changes: Object.fromEntries(changed) }];
}

/** Severity sets the rhythm of promises to come; the one already made to the customer stands. */
export function changeSeverity(escalation: Escalation, command: Command<'ChangeSeverity'>): Decision {
  const refused = refuseUnlessWorking(escalation, command.by);
  if (refused) return refused;
  if (command.to === escalation.severity) return { code: 'SameSeverity' };
  if (command.reason.trim() === '') return { code: 'Empty', field: 'the reason' };
  return [{ type: 'SeverityChanged', from: escalation.severity, to: command.to, reason: command.reason }];
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

const REQUIRED = {
  customer: 'the customer',
  problem: 'what is happening',
  outcome: 'the outcome the customer needs',
} as const;

function lines(entries: readonly Entry[]): string {
  return entries.map((entry) => entry.text).join('\n');
}

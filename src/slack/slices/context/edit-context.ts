import { refuseUnlessOpen } from '../../../domain/kernel/status.ts';
import { explain } from '../../../domain/refusal.ts';
import {
  CONTEXT_FIELDS,
  type ContextField,
  contextText,
  REQUIRED,
  versionOfText,
} from '../../../domain/slices/context.ts';
import { contextBlock } from '../../kit/blocks.ts';
import type { Field } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { LONGEST, textInput } from '../../kit/inputs.ts';
import { blockOf, text } from '../../kit/values.ts';
import { heading } from '../../kit/words.ts';

export const editContext = defineForm({
  id: 'edit-context',
  menu: { line: 'Edit context', place: 2 },
  title: 'Edit context',
  submit: 'Save',
  command: 'EditContext',
  refuse: refuseUnlessOpen,
  basedOn: CONTEXT_FIELDS,
  versionOfField: versionOfText,
  intro: ({ escalation }) => contextBlock(`*${heading(escalation)}* · The card shows this to everybody.`),
  fields: {
    customer: contextField('customer', 'Customer'),
    problem: contextField('problem', 'What is happening?'),
    tried: contextField('tried', 'What has been tried?'),
    outcome: contextField('outcome', 'What outcome does the customer need?'),
    nextActions: contextField('nextActions', 'Next actions'),
  },
  initial: ({ escalation }) => contextText(escalation),
  refusals: {},
  request: (changes) => ({ type: 'EditContext', changes }),
});

/** A text that no input can hold is left alone: what was cut off to fit would be lost on saving. */
function contextField(field: ContextField, label: string): Field<string | undefined> {
  const called = REQUIRED[field];
  return {
    block: (id, initial = '') =>
      initial.length > LONGEST
        ? contextBlock(`*${label}* This is too long to edit here. Add note adds to it.`)
        : textInput({
            id,
            label,
            lines: field === 'customer' ? 'one' : 'many',
            initial,
            optional: called === undefined,
            ...(field === 'tried' || field === 'nextActions'
              ? { hint: 'A line each. What begins with | goes on with the line above it.' }
              : {}),
            ...(field === 'customer' ? { max: 80 } : {}),
          }),
    read: (values, id) => {
      if (blockOf(values, id) === null) return undefined;
      return text(values, id) || (called === undefined ? '' : null);
    },
    missing: called === undefined ? null : (id) => explain({ code: 'Empty', field: id, called }, () => ''),
  };
}

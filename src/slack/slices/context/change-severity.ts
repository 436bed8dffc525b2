import { SEVERITIES } from '../../../domain/kernel/playbook.ts';
import { refuseUnlessOpen } from '../../../domain/kernel/status.ts';
import { contextBlock } from '../../kit/blocks.ts';
import { choiceField, textField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { heading, severityMark } from '../../kit/words.ts';

export const changeSeverity = defineForm({
  id: 'change-severity',
  menu: { line: 'Change severity', place: 1 },
  title: 'Change severity',
  submit: 'Change',
  command: 'ChangeSeverity',
  refuse: refuseUnlessOpen,
  basedOn: ['severity'],
  intro: ({ escalation }) =>
    contextBlock(
      `*${heading(escalation)}* · Now ${severityMark(escalation.severity)}. The promise already made to the customer stands.`,
    ),
  fields: {
    to: choiceField({
      label: 'Severity',
      placeholder: 'Pick a severity',
      values: SEVERITIES,
      text: severityMark,
      missing: 'Please pick a severity.',
    }),
    reason: textField({ label: 'Why?', lines: 'many', called: 'the reason' }),
  },
  initial: ({ escalation }) => ({ to: escalation.severity }),
  refusals: { SameSeverity: 'to' },
  request: ({ to, reason }) => ({ type: 'ChangeSeverity', to, reason }),
});

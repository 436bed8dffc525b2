import { refuseUnlessOpen } from '../../../domain/kernel/status.ts';
import { contextBlock } from '../../kit/blocks.ts';
import { textField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { heading } from '../../kit/words.ts';
import { overField } from '../checkpoint/over.ts';

export const resolve = defineForm({
  id: 'resolve',
  menu: null,
  title: 'Resolve',
  submit: 'Resolve',
  command: 'Resolve',
  refuse: refuseUnlessOpen,
  basedOn: [],
  intro: ({ escalation }) =>
    contextBlock(
      `*${heading(escalation)}* · It can be reopened if there is more to do. Was it opened by mistake? \`/swarm withdraw\` takes it back instead, without a final word to the customer.`,
    ),
  fields: {
    fix: textField({ label: 'What fixed it?', lines: 'many', called: 'what fixed it' }),
    cause: textField({ label: 'What was the cause?', lines: 'many', called: 'the cause' }),
    finalWord: textField({
      label: 'Final word to the customer',
      hint: 'What you told them. It meets the last promise.',
      lines: 'many',
      called: 'the final word to the customer',
    }),
    over: overField,
  },
  initial: () => ({ over: 'ticket' as const }),
  refusals: {},
  request: (values) => ({ type: 'Resolve', ...values }),
});

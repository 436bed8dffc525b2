import { refuseUnlessOpen } from '../../../domain/kernel/status.ts';
import { contextBlock } from '../../kit/blocks.ts';
import { textField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { heading } from '../../kit/words.ts';

export const withdraw = defineForm({
  id: 'withdraw',
  menu: { line: 'Withdraw', place: 6, when: ({ owner }) => owner === null },
  word: 'withdraw',
  title: 'Withdraw',
  submit: 'Withdraw',
  command: 'Withdraw',
  refuse: refuseUnlessOpen,
  basedOn: [],
  intro: ({ escalation }) =>
    contextBlock(
      `*${heading(escalation)}* · For what was opened by mistake: it does not count as resolved, and the promise to the customer ends. It can be reopened.`,
    ),
  fields: {
    reason: textField({
      label: 'Why?',
      hint: 'Everybody in the swarm reads it.',
      lines: 'many',
      called: 'the reason',
    }),
  },
  initial: () => ({}),
  refusals: {},
  request: ({ reason }) => ({ type: 'Withdraw', reason }),
});

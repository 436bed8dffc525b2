import { refuseToTakeOut } from '../../../domain/slices/removal.ts';
import { contextBlock } from '../../kit/blocks.ts';
import { optionalPersonField, personField, textField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { heading } from '../../kit/words.ts';

export const takeOut = defineForm({
  id: 'take-out',
  menu: null,
  word: 'remove',
  title: 'Take somebody out',
  submit: 'Take out',
  command: 'TakeOut',
  refuse: refuseToTakeOut,
  basedOn: [],
  intro: ({ escalation }) =>
    contextBlock(
      `*${heading(escalation)}* · They are removed from its channel and see nothing of it any more. What they have read there they know.`,
    ),
  fields: {
    person: personField({ label: 'Who?', missing: 'Please pick who is to be taken out.' }),
    successor: optionalPersonField({
      label: 'Who takes over?',
      hint: 'Needed when they are the rep, the owner, the communicator or the monitor.',
    }),
    reason: textField({
      label: 'Why?',
      hint: 'Everybody in the swarm reads it, and it stays on the timeline.',
      lines: 'many',
      called: 'the reason',
    }),
  },
  initial: () => ({}),
  refusals: { NotThere: 'person', NeedsSuccessor: 'successor' },
  request: (values) => ({ type: 'TakeOut', ...values }),
});

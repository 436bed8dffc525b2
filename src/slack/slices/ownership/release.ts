import { refuseToOffer } from '../../../domain/slices/ownership.ts';
import { contextBlock } from '../../kit/blocks.ts';
import { textField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { heading } from '../../kit/words.ts';

export const release = defineForm({
  id: 'release-ownership',
  menu: { line: 'Release ownership', place: 5, when: ({ owner }) => owner !== null },
  title: 'Release ownership',
  submit: 'Release',
  command: 'ReleaseOwnership',
  refuse: refuseToOffer,
  basedOn: ['owner'],
  intro: ({ escalation }) =>
    contextBlock(
      `*${heading(escalation)}* · For when it was claimed by mistake: its leads are asked to claim it again. To have somebody go on with it, use Hand over.`,
    ),
  fields: {
    reason: textField({
      label: 'Why?',
      hint: 'It shows on the timeline.',
      lines: 'many',
      called: 'the reason',
    }),
  },
  initial: () => ({}),
  refusals: {},
  request: ({ reason }) => ({ type: 'ReleaseOwnership', reason }),
});

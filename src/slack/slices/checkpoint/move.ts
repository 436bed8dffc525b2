import { refuseUnlessOpen } from '../../../domain/kernel/status.ts';
import { section } from '../../kit/blocks.ts';
import { textField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { heading, nextUpdate } from '../../kit/words.ts';
import { promiseField, usualPromise } from './promise.ts';

export const moveCheckpoint = defineForm({
  id: 'move-checkpoint',
  menu: { line: 'Move next update', place: 4 },
  title: 'Move next update',
  submit: 'Move',
  command: 'MoveCheckpoint',
  refuse: refuseUnlessOpen,
  basedOn: ['promise'],
  intro: ({ escalation, now }) =>
    section(
      `*${heading(escalation)}*\nNext customer update: ${nextUpdate(escalation, now)}\nThe customer counts on this time, so tell them before you move it.`,
    ),
  fields: {
    to: promiseField('New time'),
    reason: textField({
      label: 'Why?',
      hint: 'It shows on the timeline.',
      lines: 'many',
      called: 'the reason',
    }),
  },
  initial: ({ escalation, now }) => {
    const present = escalation.checkpoint?.dueAt ?? now;
    const { cadence } = escalation.trigger;
    return { to: present > now ? present : usualPromise(now, cadence, escalation.severity) };
  },
  refusals: { NotInFuture: 'to', TooFarAhead: 'to', SameTime: 'to' },
  request: ({ to, reason }) => ({ type: 'MoveCheckpoint', to, reason }),
});

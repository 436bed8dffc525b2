import { refuseToReopen } from '../../../domain/slices/resolution.ts';
import { contextBlock } from '../../kit/blocks.ts';
import { textField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { heading } from '../../kit/words.ts';
import { promiseField, usualPromise } from '../checkpoint/promise.ts';

export const reopen = defineForm({
  id: 'reopen',
  menu: null,
  title: 'Reopen',
  submit: 'Reopen',
  command: 'Reopen',
  refuse: refuseToReopen,
  basedOn: [],
  intro: ({ escalation }) =>
    contextBlock(
      `*${heading(escalation)}* · Everything comes back as it was, with a new promise to the customer.`,
    ),
  fields: {
    reason: textField({ label: 'Why is it reopened?', lines: 'many', called: 'the reason' }),
    next: promiseField('Next update promised to the customer'),
  },
  initial: ({ escalation: { severity, trigger }, now }) => ({
    next: usualPromise(now, trigger.cadence, severity),
  }),
  refusals: { NotInFuture: 'next', TooFarAhead: 'next' },
  request: ({ reason, next }) => ({ type: 'Reopen', reason, nextAt: next }),
});

import { refuseUnlessOpen } from '../../../domain/kernel/status.ts';
import { contextBlock } from '../../kit/blocks.ts';
import { textField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { heading, nextUpdate } from '../../kit/words.ts';
import { overField } from './over.ts';
import { promiseField, usualPromise } from './promise.ts';

export const logUpdate = defineForm({
  id: 'log-customer-update',
  menu: null,
  title: 'Log customer update',
  submit: 'Log',
  command: 'LogCustomerUpdate',
  refuse: refuseUnlessOpen,
  // Whatever became of the promise meanwhile, the customer was told.
  basedOn: [],
  intro: ({ escalation, now }) =>
    contextBlock(`*${heading(escalation)}* · Promised: ${nextUpdate(escalation, now)}`),
  fields: {
    text: textField({
      label: 'What did you tell the customer?',
      lines: 'many',
      called: 'what the customer was told',
    }),
    over: overField,
    next: promiseField('When do they hear from us next?'),
  },
  initial: ({ escalation: { severity, trigger }, now }) => ({
    over: 'ticket' as const,
    next: usualPromise(now, trigger.cadence, severity),
  }),
  refusals: { NotInFuture: 'next', TooFarAhead: 'next' },
  request: ({ text, over, next }) => ({ type: 'LogCustomerUpdate', text, over, nextAt: next }),
});

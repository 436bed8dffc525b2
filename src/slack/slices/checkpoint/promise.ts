import type { InputBlock } from '@slack/types';
import type { Cadence, Severity } from '../../../domain/kernel/playbook.ts';
import { type Instant, MINUTE } from '../../../domain/kernel/time.ts';
import { type Field, timeField } from '../../kit/fields.ts';
import { dateTimeInput } from '../../kit/inputs.ts';

/** Asks when the customer hears from us next. */
export function promiseInput(id: string, label: string, initial?: Instant): InputBlock {
  return dateTimeInput({
    id,
    label,
    hint: PROMISE_HINT,
    ...(initial === undefined ? {} : { initial }),
  });
}

const PROMISE_HINT = 'In your own time zone. The communicator is asked ahead of it.';

export function promiseField(label: string): Field<Instant> {
  return timeField({ label, hint: PROMISE_HINT, missing: PICK_TIME });
}

/** When the playbook wants the customer to hear from us again, on the next five minutes. */
export function usualPromise(now: Instant, cadence: Cadence, severity: Severity): Instant {
  const step = 5 * MINUTE;
  return Math.ceil((now + cadence[severity]) / step) * step;
}

export const PICK_TIME = 'Please pick when the customer hears from us next.';

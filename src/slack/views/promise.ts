import type { InputBlock } from '@slack/types';
import type { Cadence, Severity } from '../../domain/playbook.ts';
import { type Instant, MINUTE } from '../../domain/time.ts';
import { dateTimeInput } from './inputs.ts';

/** Asks when the customer hears from us next. */
export function promiseInput(id: string, label: string, initial?: Instant): InputBlock {
  return dateTimeInput({
    id,
    label,
    hint: 'In your own time zone. The communicator is asked ahead of it.',
    ...(initial === undefined ? {} : { initial }),
  });
}

/** When the playbook wants the customer to hear from us again, on the next five minutes. */
export function usualPromise(now: Instant, cadence: Cadence, severity: Severity): Instant {
  const step = 5 * MINUTE;
  return Math.ceil((now + cadence[severity]) / step) * step;
}

export const PICK_TIME = 'Please pick when the customer hears from us next.';

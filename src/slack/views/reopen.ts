import type { ModalView } from '@slack/types';
import type { Escalation } from '../../domain/escalation.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Instant } from '../../domain/time.ts';
import { MODALS } from '../ids.ts';
import { context } from './blocks.ts';
import {
  dateTime,
  emptyErrors,
  emptyField,
  hasErrors,
  isAboutTime,
  type Parsed,
  text,
  type Values,
} from './form.ts';
import { modal, textInput } from './inputs.ts';
import { PICK_TIME, promiseInput, usualPromise } from './promise.ts';
import { heading } from './words.ts';

const REQUIRED = { reason: 'the reason' };

export type ReopenData = { readonly escalation: Escalation; readonly now: Instant };

export type ReopenValue = { readonly reason: string; readonly nextAt: Instant };

export function reopenModal({ escalation, now }: ReopenData): ModalView {
  const { id, severity, trigger } = escalation;
  return modal({
    id: MODALS.reopen,
    title: 'Reopen',
    submit: 'Reopen',
    metadata: { escalation: id },
    blocks: [
      context(
        `*${heading(escalation)}* · Everything comes back as it was, with a new promise to the customer.`,
      ),
      textInput({ id: 'reason', label: 'Why is it reopened?', lines: 'many' }),
      promiseInput(
        'next',
        'Next update promised to the customer',
        usualPromise(now, trigger.cadence, severity),
      ),
    ],
  });
}

export function parseReopen(values: Values): Parsed<ReopenValue> {
  const errors = emptyErrors(values, REQUIRED);
  const nextAt = dateTime(values, 'next');
  if (nextAt === null) errors.next = PICK_TIME;
  if (nextAt === null || hasErrors(errors)) return { ok: false, errors };
  return { ok: true, value: { reason: text(values, 'reason'), nextAt } };
}

export function fieldOf(refusal: Refusal): string | null {
  return isAboutTime(refusal) ? 'next' : emptyField(refusal, REQUIRED);
}

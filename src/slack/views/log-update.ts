import type { ModalView } from '@slack/types';
import type { Escalation, Medium } from '../../domain/escalation.ts';
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
import { overInput, PICK_OVER, readOver } from './over.ts';
import { PICK_TIME, promiseInput, usualPromise } from './promise.ts';
import { heading, nextUpdate } from './words.ts';

const REQUIRED = { text: 'what the customer was told' };

export type LogUpdateData = { readonly escalation: Escalation; readonly now: Instant };

export type LogUpdateValue = { readonly text: string; readonly over: Medium; readonly nextAt: Instant };

export function logUpdateModal({ escalation, now }: LogUpdateData): ModalView {
  const { id, severity, trigger } = escalation;
  return modal({
    id: MODALS.logUpdate,
    title: 'Log customer update',
    submit: 'Log',
    metadata: { escalation: id },
    blocks: [
      context(`*${heading(escalation)}* · Promised: ${nextUpdate(escalation, now)}`),
      textInput({ id: 'text', label: 'What did you tell the customer?', lines: 'many' }),
      overInput(),
      promiseInput('next', 'When do they hear from us next?', usualPromise(now, trigger.cadence, severity)),
    ],
  });
}

export function parseLogUpdate(values: Values): Parsed<LogUpdateValue> {
  const errors = emptyErrors(values, REQUIRED);
  const over = readOver(values);
  const nextAt = dateTime(values, 'next');
  if (over === null) errors.over = PICK_OVER;
  if (nextAt === null) errors.next = PICK_TIME;
  if (over === null || nextAt === null || hasErrors(errors)) return { ok: false, errors };
  return { ok: true, value: { text: text(values, 'text'), over, nextAt } };
}

export function fieldOf(refusal: Refusal): string | null {
  return isAboutTime(refusal) ? 'next' : emptyField(refusal, REQUIRED);
}

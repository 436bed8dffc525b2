import type { ModalView } from '@slack/types';
import type { Escalation } from '../../domain/escalation.ts';
import { SEVERITIES, type Severity } from '../../domain/playbook.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { MODALS } from '../ids.ts';
import { context } from './blocks.ts';
import { emptyErrors, emptyField, hasErrors, oneOf, type Parsed, select, text, type Values } from './form.ts';
import { modal, textInput } from './inputs.ts';
import { severityInput } from './severity.ts';
import { heading, severityMark } from './words.ts';

const REQUIRED = { reason: 'the reason' };

export type ChangeSeverityData = { readonly escalation: Escalation };

export type ChangeSeverityValue = { readonly to: Severity; readonly reason: string };

export function changeSeverityModal({ escalation }: ChangeSeverityData): ModalView {
  return modal({
    id: MODALS.changeSeverity,
    title: 'Change severity',
    submit: 'Change',
    metadata: { escalation: escalation.id },
    blocks: [
      context(
        `*${heading(escalation)}* · Now ${severityMark(escalation.severity)}. The promise already made to the customer stands.`,
      ),
      severityInput('to', escalation.severity),
      textInput({ id: 'reason', label: 'Why?', lines: 'many' }),
    ],
  });
}

export function parseChangeSeverity(values: Values): Parsed<ChangeSeverityValue> {
  const errors = emptyErrors(values, REQUIRED);
  const to = oneOf(SEVERITIES, select(values, 'to'));
  if (to === null) errors.to = 'Please pick a severity.';
  if (to === null || hasErrors(errors)) return { ok: false, errors };
  return { ok: true, value: { to, reason: text(values, 'reason') } };
}

export function fieldOf(refusal: Refusal): string | null {
  return refusal.code === 'SameSeverity' ? 'to' : emptyField(refusal, REQUIRED);
}

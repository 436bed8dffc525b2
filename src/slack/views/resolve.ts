import type { ModalView } from '@slack/types';
import type { Escalation, Medium } from '../../domain/escalation.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { MODALS } from '../ids.ts';
import { context } from './blocks.ts';
import { emptyErrors, emptyField, hasErrors, type Parsed, text, type Values } from './form.ts';
import { modal, textInput } from './inputs.ts';
import { overInput, PICK_OVER, readOver } from './over.ts';
import { heading } from './words.ts';

const REQUIRED = {
  fix: 'what fixed it',
  cause: 'the cause',
  final: 'the final word to the customer',
};

export type ResolveData = { readonly escalation: Escalation };

export type ResolveValue = {
  readonly fix: string;
  readonly cause: string;
  readonly finalWord: string;
  readonly over: Medium;
};

export function resolveModal({ escalation }: ResolveData): ModalView {
  return modal({
    id: MODALS.resolve,
    title: 'Resolve',
    submit: 'Resolve',
    metadata: { escalation: escalation.id },
    blocks: [
      context(`*${heading(escalation)}* · It can be reopened if there is more to do.`),
      textInput({ id: 'fix', label: 'What fixed it?', lines: 'many' }),
      textInput({ id: 'cause', label: 'What was the cause?', lines: 'many' }),
      textInput({
        id: 'final',
        label: 'Final word to the customer',
        hint: 'What you told them. It meets the last promise.',
        lines: 'many',
      }),
      overInput(),
    ],
  });
}

export function parseResolve(values: Values): Parsed<ResolveValue> {
  const errors = emptyErrors(values, REQUIRED);
  const over = readOver(values);
  if (over === null) errors.over = PICK_OVER;
  if (over === null || hasErrors(errors)) return { ok: false, errors };
  return {
    ok: true,
    value: {
      fix: text(values, 'fix'),
      cause: text(values, 'cause'),
      finalWord: text(values, 'final'),
      over,
    },
  };
}

export function fieldOf(refusal: Refusal): string | null {
  return emptyField(refusal, REQUIRED);
}

import type { KnownBlock, ModalView } from '@slack/types';
import { contextText } from '../../domain/context.ts';
import type { Escalation } from '../../domain/escalation.ts';
import type { ContextChanges } from '../../domain/event.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { MODALS } from '../ids.ts';
import { context } from './blocks.ts';
import { blockOf, emptyErrors, emptyField, hasErrors, type Parsed, text, type Values } from './form.ts';
import { LONGEST, modal, textInput } from './inputs.ts';
import { heading } from './words.ts';

const REQUIRED = {
  customer: 'the customer',
  problem: 'what is happening',
  outcome: 'the outcome the customer needs',
};

type Field = keyof ContextChanges;

const LABELS: Readonly<Record<Field, string>> = {
  customer: 'Customer',
  problem: 'What is happening?',
  tried: 'What has been tried?',
  outcome: 'What outcome does the customer need?',
  nextActions: 'Next actions',
};

const FIELDS = Object.keys(LABELS) as Field[];

export type EditContextData = { readonly escalation: Escalation };

export type EditContextValue = { readonly changes: ContextChanges };

export function editContextModal({ escalation }: EditContextData): ModalView {
  const texts = contextText(escalation);
  return modal({
    id: MODALS.editContext,
    title: 'Edit context',
    submit: 'Save',
    metadata: { escalation: escalation.id },
    blocks: [
      context(`*${heading(escalation)}* · The card shows this to everybody.`),
      ...FIELDS.map((field) => fieldBlock(field, texts[field])),
    ],
  });
}

/** A text that no input can hold is left alone: what was cut off to fit would be lost on saving. */
function fieldBlock(field: Field, initial: string): KnownBlock {
  if (initial.length > LONGEST) {
    return context(`*${LABELS[field]}* This is too long to edit here. Add note adds to it.`);
  }
  const isList = field === 'tried' || field === 'nextActions';
  return textInput({
    id: field,
    label: LABELS[field],
    lines: field === 'customer' ? 'one' : 'many',
    initial,
    optional: isList,
    ...(isList ? { hint: 'A line each.' } : {}),
    ...(field === 'customer' ? { max: 80 } : {}),
  });
}

/** Every field that was shown, changed or not: the domain keeps what is different. */
export function parseEditContext(values: Values): Parsed<EditContextValue> {
  const shown = FIELDS.filter((field) => blockOf(values, field) !== null);
  const required = Object.entries(REQUIRED).filter(([field]) => shown.includes(field as Field));
  const errors = emptyErrors(values, Object.fromEntries(required));
  if (hasErrors(errors)) return { ok: false, errors };
  return {
    ok: true,
    value: { changes: Object.fromEntries(shown.map((field) => [field, text(values, field)])) },
  };
}

export function fieldOf(refusal: Refusal): string | null {
  return emptyField(refusal, REQUIRED);
}

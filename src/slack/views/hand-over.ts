import type { ModalView } from '@slack/types';
import type { Escalation, PersonId } from '../../domain/escalation.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { MODALS } from '../ids.ts';
import { context } from './blocks.ts';
import { emptyErrors, emptyField, hasErrors, type Parsed, text, user, type Values } from './form.ts';
import { modal, textInput, userInput } from './inputs.ts';
import { mention } from './text.ts';
import { heading } from './words.ts';

const REQUIRED = { note: 'what is next' };

export type HandOverData = { readonly escalation: Escalation };

export type HandOverValue = { readonly to: PersonId; readonly note: string };

export function handOverModal({ escalation }: HandOverData): ModalView {
  const { owner, offer } = escalation;
  const open = offer === null ? '' : ` The open offer to ${mention(offer.to)} is replaced.`;
  const stays = owner === null ? '' : ` ${mention(owner)} stays the owner until they accept.`;
  return modal({
    id: MODALS.handOver,
    title: 'Hand over',
    submit: 'Offer',
    metadata: { escalation: escalation.id },
    blocks: [
      context(`*${heading(escalation)}* ·${stays}${open}`),
      userInput({ id: 'to', label: 'Who takes over?' }),
      textInput({
        id: 'note',
        label: 'What is next?',
        hint: 'What they need to go on: what to do first, and what to watch.',
        lines: 'many',
      }),
    ],
  });
}

export function parseHandOver(values: Values): Parsed<HandOverValue> {
  const errors = emptyErrors(values, REQUIRED);
  const to = user(values, 'to');
  if (to === null) errors.to = 'Please pick who takes over.';
  if (to === null || hasErrors(errors)) return { ok: false, errors };
  return { ok: true, value: { to, note: text(values, 'note') } };
}

export function fieldOf(refusal: Refusal): string | null {
  return refusal.code === 'OfferToSelf' ? 'to' : emptyField(refusal, REQUIRED);
}

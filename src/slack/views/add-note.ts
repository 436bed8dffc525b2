import type { ModalView } from '@slack/types';
import type { Escalation } from '../../domain/escalation.ts';
import { NOTE_KINDS, type NoteKind } from '../../domain/event.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { MODALS } from '../ids.ts';
import { context } from './blocks.ts';
import { emptyErrors, emptyField, hasErrors, oneOf, type Parsed, select, text, type Values } from './form.ts';
import { modal, selectInput, textInput } from './inputs.ts';
import { heading } from './words.ts';

const REQUIRED = { text: 'the note' };

const KIND_CHOICES: Readonly<Record<NoteKind, string>> = {
  tried: 'Something that was tried',
  next: 'A next action',
  note: 'A note for the timeline',
};

export type AddNoteData = {
  readonly escalation: Escalation;
  /** To begin with, such as a message's text. */
  readonly text?: string;
};

export type AddNoteValue = { readonly kind: NoteKind; readonly text: string };

export function addNoteModal({ escalation, text: initial }: AddNoteData): ModalView {
  return modal({
    id: MODALS.addNote,
    title: 'Add note',
    submit: 'Add',
    metadata: { escalation: escalation.id },
    blocks: [
      context(`*${heading(escalation)}*`),
      selectInput({
        id: 'kind',
        label: 'What is it?',
        hint: 'What was tried and what is next also show on the card.',
        placeholder: 'Pick one',
        choices: NOTE_KINDS.map((kind) => ({ value: kind, text: KIND_CHOICES[kind] })),
        initial: initial === undefined ? 'tried' : 'note',
      }),
      textInput({ id: 'text', label: 'Note', lines: 'many', ...(initial === undefined ? {} : { initial }) }),
    ],
  });
}

export function parseAddNote(values: Values): Parsed<AddNoteValue> {
  const errors = emptyErrors(values, REQUIRED);
  const kind = oneOf(NOTE_KINDS, select(values, 'kind'));
  if (kind === null) errors.kind = 'Please pick what kind of note it is.';
  if (kind === null || hasErrors(errors)) return { ok: false, errors };
  return { ok: true, value: { kind, text: text(values, 'text') } };
}

export function fieldOf(refusal: Refusal): string | null {
  return emptyField(refusal, REQUIRED);
}

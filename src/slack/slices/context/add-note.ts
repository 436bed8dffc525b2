import { refuseUnlessOpen } from '../../../domain/kernel/status.ts';
import { NOTE_KINDS, type NoteKind } from '../../../domain/slices/context.ts';
import { contextBlock } from '../../kit/blocks.ts';
import { choiceField, textField } from '../../kit/fields.ts';
import { defineForm } from '../../kit/form.ts';
import { heading } from '../../kit/words.ts';

const KIND_CHOICES: Readonly<Record<NoteKind, string>> = {
  tried: 'Something that was tried',
  next: 'A next action',
  note: 'A note for the timeline',
};

export const addNote = defineForm({
  id: 'add-note',
  menu: null,
  title: 'Add note',
  submit: 'Add',
  command: 'AddNote',
  refuse: refuseUnlessOpen,
  basedOn: [],
  intro: ({ escalation }) => contextBlock(`*${heading(escalation)}*`),
  fields: {
    kind: choiceField({
      label: 'What is it?',
      hint: 'What was tried and what is next also show on the card.',
      placeholder: 'Pick one',
      values: NOTE_KINDS,
      text: (kind) => KIND_CHOICES[kind],
      missing: 'Please pick what kind of note it is.',
    }),
    text: textField({ label: 'Note', lines: 'many', called: 'the note' }),
  },
  initial: () => ({ kind: 'tried' as const }),
  refusals: {},
  request: ({ kind, text }) => ({ type: 'AddNote', kind, text }),
});

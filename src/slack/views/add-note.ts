import type { ModalView } from '@slack/types';
import type { Escalation } from '../../domain/escalation.ts';
import type { NoteKind } from '../../domain/event.ts';
import { MODALS } from '../ids.ts';
import { type Parsed, type Values, writeMetadata } from './form.ts';

export type AddNoteData = { readonly escalation: Escalation; readonly text?: string };

export type AddNoteValue = { readonly kind: NoteKind; readonly text: string };

export function addNoteModal({ escalation }: AddNoteData): ModalView {
  return {
    type: 'modal',
    callback_id: MODALS.addNote,
    private_metadata: writeMetadata({ escalation: escalation.id }),
    title: { type: 'plain_text', text: 'AddNote' },
    blocks: [],
  };
}

export function parseAddNote(_values: Values): Parsed<AddNoteValue> {
  return { ok: false, errors: {} };
}

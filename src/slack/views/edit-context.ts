import type { ModalView } from '@slack/types';
import type { Escalation } from '../../domain/escalation.ts';
import type { ContextChanges } from '../../domain/event.ts';
import { MODALS } from '../ids.ts';
import { type Parsed, type Values, writeMetadata } from './form.ts';

export type EditContextData = { readonly escalation: Escalation };

export type EditContextValue = { readonly changes: ContextChanges };

export function editContextModal({ escalation }: EditContextData): ModalView {
  return {
    type: 'modal',
    callback_id: MODALS.editContext,
    private_metadata: writeMetadata({ escalation: escalation.id }),
    title: { type: 'plain_text', text: 'EditContext' },
    blocks: [],
  };
}

export function parseEditContext(_values: Values): Parsed<EditContextValue> {
  return { ok: false, errors: {} };
}

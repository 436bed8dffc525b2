import type { ModalView } from '@slack/types';
import type { Escalation } from '../../domain/escalation.ts';
import type { Severity } from '../../domain/playbook.ts';
import { MODALS } from '../ids.ts';
import { type Parsed, type Values, writeMetadata } from './form.ts';

export type ChangeSeverityData = { readonly escalation: Escalation };

export type ChangeSeverityValue = { readonly to: Severity; readonly reason: string };

export function changeSeverityModal({ escalation }: ChangeSeverityData): ModalView {
  return {
    type: 'modal',
    callback_id: MODALS.changeSeverity,
    private_metadata: writeMetadata({ escalation: escalation.id }),
    title: { type: 'plain_text', text: 'ChangeSeverity' },
    blocks: [],
  };
}

export function parseChangeSeverity(_values: Values): Parsed<ChangeSeverityValue> {
  return { ok: false, errors: {} };
}

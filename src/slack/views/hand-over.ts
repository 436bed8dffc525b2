import type { ModalView } from '@slack/types';
import type { Escalation, PersonId } from '../../domain/escalation.ts';
import { MODALS } from '../ids.ts';
import { type Parsed, type Values, writeMetadata } from './form.ts';

export type HandOverData = { readonly escalation: Escalation };

export type HandOverValue = { readonly to: PersonId; readonly note: string };

export function handOverModal({ escalation }: HandOverData): ModalView {
  return {
    type: 'modal',
    callback_id: MODALS.handOver,
    private_metadata: writeMetadata({ escalation: escalation.id }),
    title: { type: 'plain_text', text: 'HandOver' },
    blocks: [],
  };
}

export function parseHandOver(_values: Values): Parsed<HandOverValue> {
  return { ok: false, errors: {} };
}

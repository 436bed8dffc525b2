import type { ModalView } from '@slack/types';
import type { Escalation, Medium } from '../../domain/escalation.ts';
import type { Instant } from '../../domain/time.ts';
import { MODALS } from '../ids.ts';
import { type Parsed, type Values, writeMetadata } from './form.ts';

export type LogUpdateData = { readonly escalation: Escalation; readonly now: Instant };

export type LogUpdateValue = { readonly text: string; readonly over: Medium; readonly nextAt: Instant };

export function logUpdateModal({ escalation }: LogUpdateData): ModalView {
  return {
    type: 'modal',
    callback_id: MODALS.logUpdate,
    private_metadata: writeMetadata({ escalation: escalation.id }),
    title: { type: 'plain_text', text: 'LogUpdate' },
    blocks: [],
  };
}

export function parseLogUpdate(_values: Values): Parsed<LogUpdateValue> {
  return { ok: false, errors: {} };
}

import type { ModalView } from '@slack/types';
import type { Escalation } from '../../domain/escalation.ts';
import type { Instant } from '../../domain/time.ts';
import { MODALS } from '../ids.ts';
import { type Parsed, type Values, writeMetadata } from './form.ts';

export type ReopenData = { readonly escalation: Escalation; readonly now: Instant };

export type ReopenValue = { readonly reason: string; readonly nextAt: Instant };

export function reopenModal({ escalation }: ReopenData): ModalView {
  return {
    type: 'modal',
    callback_id: MODALS.reopen,
    private_metadata: writeMetadata({ escalation: escalation.id }),
    title: { type: 'plain_text', text: 'Reopen' },
    blocks: [],
  };
}

export function parseReopen(_values: Values): Parsed<ReopenValue> {
  return { ok: false, errors: {} };
}

import type { ModalView } from '@slack/types';
import type { Escalation } from '../../domain/escalation.ts';
import type { Instant } from '../../domain/time.ts';
import { MODALS } from '../ids.ts';
import { type Parsed, type Values, writeMetadata } from './form.ts';

export type MoveCheckpointData = { readonly escalation: Escalation; readonly now: Instant };

export type MoveCheckpointValue = { readonly to: Instant; readonly reason: string };

export function moveCheckpointModal({ escalation }: MoveCheckpointData): ModalView {
  return {
    type: 'modal',
    callback_id: MODALS.moveCheckpoint,
    private_metadata: writeMetadata({ escalation: escalation.id }),
    title: { type: 'plain_text', text: 'MoveCheckpoint' },
    blocks: [],
  };
}

export function parseMoveCheckpoint(_values: Values): Parsed<MoveCheckpointValue> {
  return { ok: false, errors: {} };
}

import type { ModalView } from '@slack/types';
import type { Escalation, Medium } from '../../domain/escalation.ts';
import { MODALS } from '../ids.ts';
import { type Parsed, type Values, writeMetadata } from './form.ts';

export type ResolveData = { readonly escalation: Escalation };

export type ResolveValue = {
  readonly fix: string;
  readonly cause: string;
  readonly finalWord: string;
  readonly over: Medium;
};

export function resolveModal({ escalation }: ResolveData): ModalView {
  return {
    type: 'modal',
    callback_id: MODALS.resolve,
    private_metadata: writeMetadata({ escalation: escalation.id }),
    title: { type: 'plain_text', text: 'Resolve' },
    blocks: [],
  };
}

export function parseResolve(_values: Values): Parsed<ResolveValue> {
  return { ok: false, errors: {} };
}

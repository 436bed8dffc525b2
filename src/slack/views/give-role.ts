import type { ModalView } from '@slack/types';
import type { Escalation, PersonId, Role } from '../../domain/escalation.ts';
import { MODALS } from '../ids.ts';
import { type Parsed, type Values, writeMetadata } from './form.ts';

export type GiveRoleData = { readonly escalation: Escalation; readonly role?: Exclude<Role, 'owner'> };

export type GiveRoleValue = { readonly role: Exclude<Role, 'owner'>; readonly to: PersonId };

export function giveRoleModal({ escalation }: GiveRoleData): ModalView {
  return {
    type: 'modal',
    callback_id: MODALS.giveRole,
    private_metadata: writeMetadata({ escalation: escalation.id }),
    title: { type: 'plain_text', text: 'GiveRole' },
    blocks: [],
  };
}

export function parseGiveRole(_values: Values): Parsed<GiveRoleValue> {
  return { ok: false, errors: {} };
}

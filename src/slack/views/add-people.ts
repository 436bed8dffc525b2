import type { ModalView } from '@slack/types';
import type { Escalation, PersonId } from '../../domain/escalation.ts';
import { MODALS } from '../ids.ts';
import type { TeamChoice } from './escalate.ts';
import { type Parsed, type Values, writeMetadata } from './form.ts';

export type AddPeopleData = { readonly escalation: Escalation; readonly teams: readonly TeamChoice[] };

export type AddPeopleValue = { readonly people: readonly PersonId[]; readonly teams: readonly string[] };

export function addPeopleModal({ escalation }: AddPeopleData): ModalView {
  return {
    type: 'modal',
    callback_id: MODALS.addPeople,
    private_metadata: writeMetadata({ escalation: escalation.id }),
    title: { type: 'plain_text', text: 'AddPeople' },
    blocks: [],
  };
}

export function parseAddPeople(_values: Values): Parsed<AddPeopleValue> {
  return { ok: false, errors: {} };
}

import type { ModalView } from '@slack/types';
import type { PersonId } from '../../domain/escalation.ts';
import type { Playbook, Severity } from '../../domain/playbook.ts';
import type { Instant } from '../../domain/time.ts';
import { MODALS } from '../ids.ts';
import { type Metadata, type Parsed, type Values, writeMetadata } from './form.ts';

export type TeamChoice = { readonly key: string; readonly name: string };

export type EscalateData = {
  readonly playbooks: readonly Playbook[];
  readonly teams: readonly TeamChoice[];
  readonly now: Instant;
  readonly metadata: Metadata;
  readonly prefill?: {
    readonly customer?: string;
    readonly ticket?: string;
    readonly problem?: string;
    readonly tried?: string;
    readonly outcome?: string;
  };
  /** Key of the playbook whose trigger is chosen. */
  readonly playbook?: string;
  /** The live escalation that has this ticket already. */
  readonly taken?: { readonly number: number; readonly id: string; readonly channel: string | null };
};

/** What an `OpenRequest` needs of the form. */
export type EscalateValue = {
  readonly customer: string;
  readonly ticket: string;
  readonly problem: string;
  readonly tried: string;
  readonly outcome: string;
  readonly playbook: string;
  readonly severity: Severity;
  readonly teams: readonly string[];
  readonly people: readonly PersonId[];
  readonly promisedAt: Instant;
  readonly isPrivate: boolean;
};

export function escalateModal({ metadata }: EscalateData): ModalView {
  return {
    type: 'modal',
    callback_id: MODALS.escalate,
    private_metadata: writeMetadata(metadata),
    title: { type: 'plain_text', text: 'Escalate' },
    blocks: [],
  };
}

export function parseEscalate(_values: Values): Parsed<EscalateValue> {
  return { ok: false, errors: {} };
}

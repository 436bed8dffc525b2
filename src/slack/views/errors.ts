import { explain, type Refusal } from '../../domain/refusal.ts';
import { MODALS, type ModalId } from '../ids.ts';
import { fieldOf as addNote } from './add-note.ts';
import { fieldOf as changeSeverity } from './change-severity.ts';
import { fieldOf as editContext } from './edit-context.ts';
import { fieldOf as escalate } from './escalate.ts';
import { blockOf, type Errors, type Values } from './form.ts';
import { fieldOf as giveRole } from './give-role.ts';
import { fieldOf as handOver } from './hand-over.ts';
import { fieldOf as logUpdate } from './log-update.ts';
import { fieldOf as moveCheckpoint } from './move-checkpoint.ts';
import { fieldOf as reopen } from './reopen.ts';
import { fieldOf as resolve } from './resolve.ts';
import type { Names } from './text.ts';

/** By modal: the field a refusal is about, if it is about one, and the first field, where the others go. */
const FIELDS: Readonly<
  Record<ModalId, { readonly of: (refusal: Refusal) => string | null; readonly first: string }>
> = {
  [MODALS.escalate]: { of: escalate, first: 'customer' },
  [MODALS.logUpdate]: { of: logUpdate, first: 'text' },
  [MODALS.addPeople]: { of: () => null, first: 'people' },
  [MODALS.addNote]: { of: addNote, first: 'kind' },
  [MODALS.handOver]: { of: handOver, first: 'to' },
  [MODALS.resolve]: { of: resolve, first: 'fix' },
  [MODALS.reopen]: { of: reopen, first: 'reason' },
  [MODALS.moveCheckpoint]: { of: moveCheckpoint, first: 'to' },
  [MODALS.changeSeverity]: { of: changeSeverity, first: 'to' },
  [MODALS.editContext]: { of: editContext, first: 'customer' },
  [MODALS.giveRole]: { of: giveRole, first: 'role' },
};

/**
 * A refusal as inline errors of this modal: on the field it is about, else on the first one, since Slack shows errors
 * on input blocks only.
 */
export function refusalErrors(modal: ModalId, refusal: Refusal, values: Values, names: Names): Errors {
  return { [blockFor(modal, refusal, values)]: explain(refusal, names) };
}

function blockFor(modal: ModalId, refusal: Refusal, values: Values): string {
  const { of, first } = FIELDS[modal];
  const about = of(refusal);
  const block = about === null ? null : blockOf(values, about);
  return block ?? blockOf(values, first) ?? Object.keys(values)[0] ?? first;
}

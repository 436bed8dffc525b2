import type { ModalView } from '@slack/types';
import type { Escalation } from '../../domain/escalation.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Instant } from '../../domain/time.ts';
import { MODALS } from '../ids.ts';
import { section } from './blocks.ts';
import {
  dateTime,
  emptyErrors,
  emptyField,
  hasErrors,
  isAboutTime,
  type Parsed,
  text,
  type Values,
} from './form.ts';
import { modal, textInput } from './inputs.ts';
import { PICK_TIME, promiseInput, usualPromise } from './promise.ts';
import { heading, nextUpdate } from './words.ts';

const REQUIRED = { reason: 'the reason' };

export type MoveCheckpointData = { readonly escalation: Escalation; readonly now: Instant };

export type MoveCheckpointValue = { readonly to: Instant; readonly reason: string };

export function moveCheckpointModal({ escalation, now }: MoveCheckpointData): ModalView {
  const { id, checkpoint, severity, trigger } = escalation;
  const present = checkpoint?.dueAt ?? now;
  const initial = present > now ? present : usualPromise(now, trigger.cadence, severity);
  return modal({
    id: MODALS.moveCheckpoint,
    title: 'Move next update',
    submit: 'Move',
    metadata: { escalation: id },
    blocks: [
      section(
        `*${heading(escalation)}*\nNext customer update: ${nextUpdate(escalation, now)}\nThe customer counts on this time, so tell them before you move it.`,
      ),
      promiseInput('to', 'New time', initial),
      textInput({ id: 'reason', label: 'Why?', hint: 'It shows on the timeline.', lines: 'many' }),
    ],
  });
}

export function parseMoveCheckpoint(values: Values): Parsed<MoveCheckpointValue> {
  const errors = emptyErrors(values, REQUIRED);
  const to = dateTime(values, 'to');
  if (to === null) errors.to = PICK_TIME;
  if (to === null || hasErrors(errors)) return { ok: false, errors };
  return { ok: true, value: { to, reason: text(values, 'reason') } };
}

export function fieldOf(refusal: Refusal): string | null {
  return isAboutTime(refusal) ? 'to' : emptyField(refusal, REQUIRED);
}

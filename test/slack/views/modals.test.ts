import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import type { Escalation } from '../../../src/domain/kernel/escalation.ts';
import { HOUR, MINUTE } from '../../../src/domain/kernel/time.ts';
import { isViewTooLarge, validateView } from '../../../src/sandbox/block-kit/validate.ts';
import { readMetadata, type Values, writeMetadata } from '../../../src/slack/kit/values.ts';
import { logUpdate } from '../../../src/slack/slices/checkpoint/log-update.ts';
import { moveCheckpoint } from '../../../src/slack/slices/checkpoint/move.ts';
import { addNote } from '../../../src/slack/slices/context/add-note.ts';
import { editContext } from '../../../src/slack/slices/context/edit-context.ts';
import { handOver } from '../../../src/slack/slices/ownership/hand-over.ts';
import { MODAL_CASES, rendered } from './modal-cases.ts';
import {
  CLAIMED,
  escalationAfter,
  filled,
  NOW,
  OFFERED,
  openedBody,
  RESOLVED,
  SAM,
  shown,
  stateAfter,
  story,
  TOLD,
} from './samples.ts';
import { HUGE, worstStory } from './worst.ts';

const EMPTY = {
  value: null,
  selected_option: null,
  selected_options: [],
  selected_user: null,
  selected_users: [],
  selected_date_time: null,
};

function emptied(view: ModalView): Values {
  const blocks = (view.blocks as { block_id?: string }[]).flatMap(({ block_id }) => block_id ?? []);
  return filled(view, Object.fromEntries(blocks.map((id) => [id, EMPTY])));
}

describe.each(MODAL_CASES)('the modal $id', ({ id, form, typed, wish, needed }) => {
  const modal = (escalation: Escalation) => rendered(form, escalation);
  const read = (view: ModalView, values: Values) => form.read(values, view.private_metadata ?? '');
  const open = escalationAfter(CLAIMED);

  test('says which escalation it is about, to people and to us', () => {
    const view = modal(open);
    expect(view.callback_id).toBe(id);
    expect(readMetadata(view.private_metadata)).toMatchObject({ escalation: 'esc_1' });
    expect(shown(view.blocks)).toContain('ESC-7 · Acme');
  });

  test('gives back what was filled in', () => {
    const view = modal(open);
    expect(read(view, filled(view, typed))).toMatchObject({ ok: true, value: { wish } });
  });

  test('names each field that is missing, kindly and on that field', () => {
    const view = modal(open);
    const result = read(view, emptied(view));
    if (result.ok) throw new Error('nothing was filled in');
    expect(Object.keys(result.errors).sort()).toEqual([...needed].sort());
    for (const sentence of Object.values(result.errors)) expect(sentence).toMatch(/^Please .*\.$/);
  });

  test.each([
    ['as it opens', open],
    ['once resolved', escalationAfter(CLAIMED, TOLD, RESOLVED)],
    ['while a hand-over is offered', escalationAfter(CLAIMED, OFFERED)],
    ['at its worst', stateAfter(worstStory())],
    ['at its worst while open', stateAfter(worstStory().slice(0, -2))],
  ])('is within Slack’s limits %s', (_, escalation) => {
    const view = modal(escalation);
    expect(validateView(view)).toEqual([]);
    expect(isViewTooLarge(view)).toBe(false);
  });
});

describe('what a modal starts from', () => {
  test('the next update is the playbook’s rhythm for the severity there is now', () => {
    const milder = escalationAfter({ type: 'SeverityChanged', from: 'SEV1', to: 'SEV2', reason: 'Better' });
    const values = filled(rendered(logUpdate, milder), { text: { value: 'Told' } });
    expect(logUpdate.parse(values)).toMatchObject({ value: { next: NOW + 2 * HOUR } });
  });

  test('moving shows the present time and begins with it', () => {
    const view = rendered(moveCheckpoint, escalationAfter());
    expect(shown(view.blocks)).toContain(`<!date^${(NOW + 30 * MINUTE) / 1000}^`);
    const values = filled(view, { reason: { value: 'Later' } });
    expect(moveCheckpoint.parse(values)).toMatchObject({ value: { to: NOW + 30 * MINUTE } });
  });

  test('moving what is overdue begins with a time still to come', () => {
    const now = NOW + HOUR;
    const values = filled(moveCheckpoint.render({ escalation: escalationAfter(), now, teams: [] }), {
      reason: { value: 'Later' },
    });
    expect(moveCheckpoint.parse(values)).toMatchObject({ value: { to: now + 30 * MINUTE } });
  });

  test('a note made from a message begins with its text', () => {
    const prefill = { kind: 'note', text: 'It fails on card X' };
    const view = addNote.render({ escalation: escalationAfter(), now: NOW, teams: [], prefill });
    expect(addNote.parse(filled(view))).toEqual({
      ok: true,
      value: { kind: 'note', text: 'It fails on card X' },
    });
  });

  test('a hand-over tells that it replaces the open offer', () => {
    expect(shown(rendered(handOver, escalationAfter(CLAIMED, OFFERED)).blocks)).toContain(
      `The open offer to <@${SAM}> is replaced.`,
    );
  });

  test('a text too long for an input is not offered for editing, and so not cut by saving', () => {
    const tried = Array.from({ length: 100 }, (_, index) => `Attempt ${index} ${'x'.repeat(50)}`).join('\n');
    const long = stateAfter(story(openedBody({ tried })));
    const view = rendered(editContext, long);
    expect(shown(view.blocks)).toContain('This is too long to edit here.');
    const values = filled(view, { customer: { value: 'Acme Ltd' } });
    const result = editContext.read(values, view.private_metadata ?? '');
    if (!result.ok) throw new Error('all is filled in');
    expect(result.value.wish).toEqual({ type: 'EditContext', changes: { customer: 'Acme Ltd' } });
  });
});

describe('metadata', () => {
  test('comes back as it went out', () => {
    const metadata = { escalation: 'esc_1', channel: 'C7' };
    expect(readMetadata(writeMetadata(metadata))).toEqual(metadata);
  });

  test.each([[undefined], [''], ['{'], ['null'], ['[1]'], ['{"escalation":7}']])(
    'reads %j as empty',
    (json) => {
      expect(readMetadata(json)).toEqual({});
    },
  );
});

test('a customer longer than the field allows can be kept as it is', () => {
  const long = stateAfter(story(openedBody({ customer: HUGE.slice(0, 120) })));
  expect(validateView(rendered(editContext, long))).toEqual([]);
});

import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/domain/time.ts';
import { isViewTooLarge, validateView } from '../../../src/sandbox/block-kit/validate.ts';
import { addNoteModal, parseAddNote } from '../../../src/slack/views/add-note.ts';
import { editContextModal, parseEditContext } from '../../../src/slack/views/edit-context.ts';
import { readMetadata, type Values, writeMetadata } from '../../../src/slack/views/form.ts';
import { handOverModal } from '../../../src/slack/views/hand-over.ts';
import { logUpdateModal, parseLogUpdate } from '../../../src/slack/views/log-update.ts';
import { moveCheckpointModal, parseMoveCheckpoint } from '../../../src/slack/views/move-checkpoint.ts';
import { MODAL_CASES } from './modal-cases.ts';
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

describe.each(MODAL_CASES)('the modal $id', ({ id, modal, parse, typed, value, needed }) => {
  const open = escalationAfter(CLAIMED);

  test('says which escalation it is about, to people and to us', () => {
    const view = modal(open);
    expect(view.callback_id).toBe(id);
    expect(readMetadata(view.private_metadata)).toEqual({ escalation: 'esc_1' });
    expect(shown(view.blocks)).toContain('ESC-7 · Acme');
  });

  test('gives back what was filled in', () => {
    expect(parse(filled(modal(open), typed))).toEqual({ ok: true, value });
  });

  test('names each field that is missing, kindly and on that field', () => {
    const result = parse(emptied(modal(open)));
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
    const values = filled(logUpdateModal({ escalation: milder, now: NOW }), { text: { value: 'Told' } });
    expect(parseLogUpdate(values)).toMatchObject({ value: { nextAt: NOW + 2 * HOUR } });
  });

  test('moving shows the present time and begins with it', () => {
    const view = moveCheckpointModal({ escalation: escalationAfter(), now: NOW });
    expect(shown(view.blocks)).toContain(`<!date^${(NOW + 30 * MINUTE) / 1000}^`);
    const values = filled(view, { reason: { value: 'Later' } });
    expect(parseMoveCheckpoint(values)).toMatchObject({ value: { to: NOW + 30 * MINUTE } });
  });

  test('moving what is overdue begins with a time still to come', () => {
    const now = NOW + HOUR;
    const values = filled(moveCheckpointModal({ escalation: escalationAfter(), now }), {
      reason: { value: 'Later' },
    });
    expect(parseMoveCheckpoint(values)).toMatchObject({ value: { to: now + 30 * MINUTE } });
  });

  test('a note made from a message begins with its text', () => {
    const view = addNoteModal({ escalation: escalationAfter(), text: 'It fails on card X' });
    expect(parseAddNote(filled(view))).toEqual({
      ok: true,
      value: { kind: 'note', text: 'It fails on card X' },
    });
  });

  test('a hand-over tells that it replaces the open offer', () => {
    expect(shown(handOverModal({ escalation: escalationAfter(CLAIMED, OFFERED) }).blocks)).toContain(
      `The open offer to <@${SAM}> is replaced.`,
    );
  });

  test('a text too long for an input is not offered for editing, and so not cut by saving', () => {
    const tried = Array.from({ length: 100 }, (_, index) => `Attempt ${index} ${'x'.repeat(50)}`).join('\n');
    const long = stateAfter(story(openedBody({ tried })));
    const view = editContextModal({ escalation: long });
    expect(shown(view.blocks)).toContain('This is too long to edit here.');
    const result = parseEditContext(filled(view, { customer: { value: 'Acme Ltd' } }));
    if (!result.ok) throw new Error('all is filled in');
    expect(result.value.changes).not.toHaveProperty('tried');
    expect(result.value.changes.customer).toBe('Acme Ltd');
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
  expect(validateView(editContextModal({ escalation: long }))).toEqual([]);
});

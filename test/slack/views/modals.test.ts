import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import type { Escalation } from '../../../src/domain/escalation.ts';
import { explain, type Refusal } from '../../../src/domain/refusal.ts';
import { HOUR, MINUTE } from '../../../src/domain/time.ts';
import { isViewTooLarge, validateView } from '../../../src/sandbox/block-kit/validate.ts';
import { MODALS, type ModalId } from '../../../src/slack/ids.ts';
import { addNoteModal, parseAddNote } from '../../../src/slack/views/add-note.ts';
import { addPeopleModal, parseAddPeople } from '../../../src/slack/views/add-people.ts';
import { changeSeverityModal, parseChangeSeverity } from '../../../src/slack/views/change-severity.ts';
import { editContextModal, parseEditContext } from '../../../src/slack/views/edit-context.ts';
import { refusalErrors } from '../../../src/slack/views/errors.ts';
import { escalateModal } from '../../../src/slack/views/escalate.ts';
import { type Parsed, readMetadata, type Values, writeMetadata } from '../../../src/slack/views/form.ts';
import { giveRoleModal, parseGiveRole } from '../../../src/slack/views/give-role.ts';
import { handOverModal, parseHandOver } from '../../../src/slack/views/hand-over.ts';
import { logUpdateModal, parseLogUpdate } from '../../../src/slack/views/log-update.ts';
import { moveCheckpointModal, parseMoveCheckpoint } from '../../../src/slack/views/move-checkpoint.ts';
import { parseReopen, reopenModal } from '../../../src/slack/views/reopen.ts';
import { parseResolve, resolveModal } from '../../../src/slack/views/resolve.ts';
import {
  CLAIMED,
  DANA,
  escalationAfter,
  filled,
  HUGE,
  NOW,
  names,
  OFFERED,
  OUTAGE,
  openedBody,
  RESOLVED,
  SAM,
  shown,
  stateAfter,
  story,
  TOLD,
  worstStory,
} from './samples.ts';

const TEAMS = [{ key: 'payments', name: 'Payments' }];
const AT = (NOW + HOUR) / 1000;

type Case = {
  readonly id: ModalId;
  readonly modal: (escalation: Escalation) => ModalView;
  readonly parse: (values: Values) => Parsed<unknown>;
  /** How somebody fills it in, and what that means. */
  readonly typed: Record<string, object>;
  readonly value: object;
  /** Blocks that complain when all is emptied. */
  readonly needed: readonly string[];
};

const CASES: readonly Case[] = [
  {
    id: MODALS.logUpdate,
    modal: (escalation) => logUpdateModal({ escalation, now: NOW }),
    parse: parseLogUpdate,
    typed: { text: { value: ' We are on it ' }, over: { selected_option: { value: 'phone' } } },
    value: { text: 'We are on it', over: 'phone', nextAt: NOW + 30 * MINUTE },
    needed: ['text', 'over', 'next'],
  },
  {
    id: MODALS.addPeople,
    modal: (escalation) => addPeopleModal({ escalation, teams: TEAMS }),
    parse: parseAddPeople,
    typed: { people: { selected_users: [SAM] }, teams: { selected_options: [{ value: 'payments' }] } },
    value: { people: [SAM], teams: ['payments'] },
    needed: ['people'],
  },
  {
    id: MODALS.addNote,
    modal: (escalation) => addNoteModal({ escalation }),
    parse: parseAddNote,
    typed: { kind: { selected_option: { value: 'next' } }, text: { value: 'Roll back' } },
    value: { kind: 'next', text: 'Roll back' },
    needed: ['kind', 'text'],
  },
  {
    id: MODALS.handOver,
    modal: (escalation) => handOverModal({ escalation }),
    parse: parseHandOver,
    typed: { to: { selected_user: SAM }, note: { value: 'Watch the queue' } },
    value: { to: SAM, note: 'Watch the queue' },
    needed: ['to', 'note'],
  },
  {
    id: MODALS.resolve,
    modal: (escalation) => resolveModal({ escalation }),
    parse: parseResolve,
    typed: { fix: { value: 'Rolled back' }, cause: { value: 'Release' }, final: { value: 'Sorry' } },
    value: { fix: 'Rolled back', cause: 'Release', finalWord: 'Sorry', over: 'ticket' },
    needed: ['fix', 'cause', 'final', 'over'],
  },
  {
    id: MODALS.reopen,
    modal: (escalation) => reopenModal({ escalation, now: NOW }),
    parse: parseReopen,
    typed: { reason: { value: 'It is back' }, next: { selected_date_time: AT } },
    value: { reason: 'It is back', nextAt: NOW + HOUR },
    needed: ['reason', 'next'],
  },
  {
    id: MODALS.moveCheckpoint,
    modal: (escalation) => moveCheckpointModal({ escalation, now: NOW }),
    parse: parseMoveCheckpoint,
    typed: { to: { selected_date_time: AT }, reason: { value: 'More time' } },
    value: { to: NOW + HOUR, reason: 'More time' },
    needed: ['to', 'reason'],
  },
  {
    id: MODALS.changeSeverity,
    modal: (escalation) => changeSeverityModal({ escalation }),
    parse: parseChangeSeverity,
    typed: { to: { selected_option: { value: 'SEV3' } }, reason: { value: 'Few are left' } },
    value: { to: 'SEV3', reason: 'Few are left' },
    needed: ['to', 'reason'],
  },
  {
    id: MODALS.editContext,
    modal: (escalation) => editContextModal({ escalation }),
    parse: parseEditContext,
    typed: { customer: { value: 'Acme Ltd' }, nextActions: { value: 'Roll back' } },
    value: {
      changes: {
        customer: 'Acme Ltd',
        problem: 'Card payments fail since nine',
        tried: 'Restarted the gateway\nCleared the cache',
        outcome: 'Payments go through again',
        nextActions: 'Roll back',
      },
    },
    needed: ['customer', 'problem', 'outcome'],
  },
  {
    id: MODALS.giveRole,
    modal: (escalation) => giveRoleModal({ escalation }),
    parse: parseGiveRole,
    typed: { role: { selected_option: { value: 'monitor' } }, to: { selected_user: DANA } },
    value: { role: 'monitor', to: DANA },
    needed: ['role', 'to'],
  },
];

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

describe.each(CASES)('the modal $id', ({ id, modal, parse, typed, value, needed }) => {
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

describe('a refusal becomes an inline error', () => {
  const escalation = escalationAfter(CLAIMED);
  const cases: [ModalId, ModalView, Refusal, string][] = [
    [MODALS.logUpdate, logUpdateModal({ escalation, now: NOW }), { code: 'NotInFuture' }, 'next'],
    [MODALS.reopen, reopenModal({ escalation, now: NOW }), { code: 'TooFarAhead' }, 'next'],
    [MODALS.moveCheckpoint, moveCheckpointModal({ escalation, now: NOW }), { code: 'SameTime' }, 'to'],
    [MODALS.changeSeverity, changeSeverityModal({ escalation }), { code: 'SameSeverity' }, 'to'],
    [
      MODALS.changeSeverity,
      changeSeverityModal({ escalation }),
      { code: 'Empty', field: 'the reason' },
      'reason',
    ],
    [MODALS.handOver, handOverModal({ escalation }), { code: 'OfferToSelf' }, 'to'],
    [MODALS.handOver, handOverModal({ escalation }), { code: 'Empty', field: 'what is next' }, 'note'],
    [MODALS.giveRole, giveRoleModal({ escalation }), { code: 'RoleAlreadyTheirs', person: DANA }, 'to'],
    [MODALS.resolve, resolveModal({ escalation }), { code: 'Empty', field: 'the cause' }, 'cause'],
    [
      MODALS.editContext,
      editContextModal({ escalation }),
      { code: 'Empty', field: 'what is happening' },
      'problem',
    ],
    [MODALS.addPeople, addPeopleModal({ escalation, teams: TEAMS }), { code: 'NobodyNew' }, 'people'],
    [MODALS.addNote, addNoteModal({ escalation }), { code: 'AlreadyResolved' }, 'kind'],
    [
      MODALS.escalate,
      escalateModal({ playbooks: [OUTAGE], teams: TEAMS, now: NOW, metadata: {}, playbook: 'outage' }),
      { code: 'NotInFuture' },
      'promise-outage',
    ],
  ];

  test.each(cases)('%s: on the field it is about (%#)', (id, view, refusal, block) => {
    const errors = refusalErrors(id, refusal, filled(view), names);
    expect(errors).toEqual({ [block]: explain(refusal, names) });
  });

  test.each(CASES)('$id: on a field that is there, when it is about none', ({ id, modal }) => {
    const values = filled(modal(stateAfter(worstStory())));
    const [block = ''] = Object.keys(refusalErrors(id, { code: 'AlreadyResolved' }, values, names));
    expect(Object.keys(values)).toContain(block);
  });

  test('names people plainly, since a modal’s errors know no mentions', () => {
    const view = handOverModal({ escalation });
    const refusal = { code: 'NotTheOwner', owner: DANA } as const;
    expect(Object.values(refusalErrors(MODALS.handOver, refusal, filled(view), names))[0]).toContain(
      'Only Dana',
    );
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

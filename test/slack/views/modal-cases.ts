import type { ModalView } from '@slack/types';
import type { Escalation } from '../../../src/domain/escalation.ts';
import { HOUR, MINUTE } from '../../../src/domain/time.ts';
import { MODALS, type ModalId } from '../../../src/slack/ids.ts';
import { addNoteModal, parseAddNote } from '../../../src/slack/views/add-note.ts';
import { addPeopleModal, parseAddPeople } from '../../../src/slack/views/add-people.ts';
import { changeSeverityModal, parseChangeSeverity } from '../../../src/slack/views/change-severity.ts';
import { editContextModal, parseEditContext } from '../../../src/slack/views/edit-context.ts';
import type { Parsed, Values } from '../../../src/slack/views/form.ts';
import { giveRoleModal, parseGiveRole } from '../../../src/slack/views/give-role.ts';
import { handOverModal, parseHandOver } from '../../../src/slack/views/hand-over.ts';
import { logUpdateModal, parseLogUpdate } from '../../../src/slack/views/log-update.ts';
import { moveCheckpointModal, parseMoveCheckpoint } from '../../../src/slack/views/move-checkpoint.ts';
import { parseReopen, reopenModal } from '../../../src/slack/views/reopen.ts';
import { parseResolve, resolveModal } from '../../../src/slack/views/resolve.ts';
import { DANA, NOW, SAM } from './samples.ts';

export const TEAMS = [{ key: 'payments', name: 'Payments' }];
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

export const MODAL_CASES: readonly Case[] = [
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

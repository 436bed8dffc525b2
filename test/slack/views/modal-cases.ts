import type { ModalView } from '@slack/types';
import type { Escalation } from '../../../src/domain/kernel/escalation.ts';
import { HOUR, MINUTE } from '../../../src/domain/kernel/time.ts';
import type { Form } from '../../../src/slack/kit/form.ts';
import { logUpdate } from '../../../src/slack/slices/checkpoint/log-update.ts';
import { moveCheckpoint } from '../../../src/slack/slices/checkpoint/move.ts';
import { addNote } from '../../../src/slack/slices/context/add-note.ts';
import { changeSeverity } from '../../../src/slack/slices/context/change-severity.ts';
import { editContext } from '../../../src/slack/slices/context/edit-context.ts';
import { giveRole } from '../../../src/slack/slices/ownership/give-role.ts';
import { handOver } from '../../../src/slack/slices/ownership/hand-over.ts';
import { release } from '../../../src/slack/slices/ownership/release.ts';
import { takeOut } from '../../../src/slack/slices/removal/take-out.ts';
import { reopen } from '../../../src/slack/slices/resolution/reopen.ts';
import { resolve } from '../../../src/slack/slices/resolution/resolve.ts';
import { withdraw } from '../../../src/slack/slices/resolution/withdraw.ts';
import { addPeople } from '../../../src/slack/slices/swarm/add-people.ts';
import { DANA, NOW, SAM } from './samples.ts';

export const TEAMS = [{ key: 'payments', name: 'Payments' }];
const AT = (NOW + HOUR) / 1000;

type Case = {
  readonly id: string;
  readonly form: Form;
  /** How somebody fills it in, and what that asks for. */
  readonly typed: Record<string, object>;
  readonly wish: object;
  /** Blocks that complain when all is emptied. */
  readonly needed: readonly string[];
};

export function rendered(form: Form, escalation: Escalation): ModalView {
  return form.render({ escalation, now: NOW, teams: form.offersTeams ? TEAMS : [] });
}

const CASES: readonly Omit<Case, 'id'>[] = [
  {
    form: logUpdate,
    typed: { text: { value: ' We are on it ' }, over: { selected_option: { value: 'phone' } } },
    wish: { type: 'LogCustomerUpdate', text: 'We are on it', over: 'phone', nextAt: NOW + 30 * MINUTE },
    needed: ['text', 'over', 'next'],
  },
  {
    form: addPeople,
    typed: { people: { selected_users: [SAM] }, teams: { selected_options: [{ value: 'payments' }] } },
    wish: { type: 'PullIn', people: [SAM], teams: ['payments'] },
    needed: ['people'],
  },
  {
    form: addNote,
    typed: { kind: { selected_option: { value: 'next' } }, text: { value: 'Roll back' } },
    wish: { type: 'AddNote', kind: 'next', text: 'Roll back' },
    needed: ['kind', 'text'],
  },
  {
    form: handOver,
    typed: { to: { selected_user: SAM }, note: { value: 'Watch the queue' } },
    wish: { type: 'OfferHandOver', to: SAM, note: 'Watch the queue' },
    needed: ['to', 'note'],
  },
  {
    form: resolve,
    typed: { fix: { value: 'Rolled back' }, cause: { value: 'Release' }, finalWord: { value: 'Sorry' } },
    wish: { type: 'Resolve', fix: 'Rolled back', cause: 'Release', finalWord: 'Sorry', over: 'ticket' },
    needed: ['fix', 'cause', 'finalWord', 'over'],
  },
  {
    form: reopen,
    typed: { reason: { value: 'It is back' }, next: { selected_date_time: AT } },
    wish: { type: 'Reopen', reason: 'It is back', nextAt: NOW + HOUR },
    needed: ['reason', 'next'],
  },
  {
    form: moveCheckpoint,
    typed: { to: { selected_date_time: AT }, reason: { value: 'More time' } },
    wish: { type: 'MoveCheckpoint', to: NOW + HOUR, reason: 'More time' },
    needed: ['to', 'reason'],
  },
  {
    form: changeSeverity,
    typed: { to: { selected_option: { value: 'SEV3' } }, reason: { value: 'Few are left' } },
    wish: { type: 'ChangeSeverity', to: 'SEV3', reason: 'Few are left' },
    needed: ['to', 'reason'],
  },
  {
    form: editContext,
    typed: { customer: { value: 'Acme Ltd' }, nextActions: { value: 'Roll back' } },
    wish: { type: 'EditContext', changes: { customer: 'Acme Ltd', nextActions: 'Roll back' } },
    needed: ['customer', 'problem', 'outcome'],
  },
  {
    form: release,
    typed: { reason: { value: 'The wrong one' } },
    wish: { type: 'ReleaseOwnership', reason: 'The wrong one' },
    needed: ['reason'],
  },
  {
    form: withdraw,
    typed: { reason: { value: 'The wrong customer' } },
    wish: { type: 'Withdraw', reason: 'The wrong customer' },
    needed: ['reason'],
  },
  {
    form: takeOut,
    typed: {
      person: { selected_user: SAM },
      successor: { selected_user: DANA },
      reason: { value: 'It is about them' },
    },
    wish: { type: 'TakeOut', person: SAM, successor: DANA, reason: 'It is about them' },
    needed: ['person', 'reason'],
  },
  {
    form: giveRole,
    typed: { role: { selected_option: { value: 'monitor' } }, to: { selected_user: DANA } },
    wish: { type: 'GiveRole', role: 'monitor', to: DANA },
    needed: ['role', 'to'],
  },
];
export const MODAL_CASES: readonly Case[] = CASES.map((one) => ({ ...one, id: one.form.id }));

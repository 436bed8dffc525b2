import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { explain, type Refusal } from '../../../src/domain/refusal.ts';
import { MODALS } from '../../../src/slack/ids.ts';
import type { Values } from '../../../src/slack/kit/values.ts';
import { logUpdate } from '../../../src/slack/slices/checkpoint/log-update.ts';
import { moveCheckpoint } from '../../../src/slack/slices/checkpoint/move.ts';
import { addNote } from '../../../src/slack/slices/context/add-note.ts';
import { changeSeverity } from '../../../src/slack/slices/context/change-severity.ts';
import { editContext } from '../../../src/slack/slices/context/edit-context.ts';
import { escalateErrors, escalateModal } from '../../../src/slack/slices/opening/escalate.ts';
import { giveRole } from '../../../src/slack/slices/ownership/give-role.ts';
import { handOver } from '../../../src/slack/slices/ownership/hand-over.ts';
import { reopen } from '../../../src/slack/slices/resolution/reopen.ts';
import { resolve } from '../../../src/slack/slices/resolution/resolve.ts';
import { addPeople } from '../../../src/slack/slices/swarm/add-people.ts';
import { FORMS } from '../../../src/slack/slices.ts';
import { checkpointCases } from '../../domain/slices/checkpoint/cases.ts';
import { contextCases } from '../../domain/slices/context/cases.ts';
import { ownershipCases } from '../../domain/slices/ownership/cases.ts';
import { resolutionCases } from '../../domain/slices/resolution/cases.ts';
import { MODAL_CASES, rendered, TEAMS } from './modal-cases.ts';
import { CLAIMED, DANA, escalationAfter, filled, NOW, names, OUTAGE, stateAfter } from './samples.ts';
import { worstStory } from './worst.ts';

function refusalErrors(id: string, refusal: Refusal, values: Values, called: typeof names) {
  if (id === MODALS.escalate) return escalateErrors(refusal, values, called);
  const form = FORMS.find((one) => one.id === id);
  if (form === undefined) throw new Error(`no form ${id}`);
  return form.errors(refusal, values, called);
}

describe('a refusal becomes an inline error', () => {
  const escalation = escalationAfter(CLAIMED);
  const cases: [string, ModalView, Refusal, string][] = [
    [logUpdate.id, rendered(logUpdate, escalation), { code: 'NotInFuture' }, 'next'],
    [reopen.id, rendered(reopen, escalation), { code: 'TooFarAhead' }, 'next'],
    [moveCheckpoint.id, rendered(moveCheckpoint, escalation), { code: 'SameTime' }, 'to'],
    [changeSeverity.id, rendered(changeSeverity, escalation), { code: 'SameSeverity' }, 'to'],
    [
      changeSeverity.id,
      rendered(changeSeverity, escalation),
      { code: 'Empty', field: 'reason', called: 'the reason' },
      'reason',
    ],
    [handOver.id, rendered(handOver, escalation), { code: 'OfferToSelf' }, 'to'],
    [
      handOver.id,
      rendered(handOver, escalation),
      { code: 'Empty', field: 'note', called: 'what is next' },
      'note',
    ],
    [giveRole.id, rendered(giveRole, escalation), { code: 'RoleAlreadyTheirs', person: DANA }, 'to'],
    [
      resolve.id,
      rendered(resolve, escalation),
      { code: 'Empty', field: 'cause', called: 'the cause' },
      'cause',
    ],
    [
      editContext.id,
      rendered(editContext, escalation),
      { code: 'Empty', field: 'problem', called: 'what is happening' },
      'problem',
    ],
    [addPeople.id, rendered(addPeople, escalation), { code: 'NobodyNew' }, 'people'],
    [addNote.id, rendered(addNote, escalation), { code: 'AlreadyResolved' }, 'kind'],
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

  test.each(MODAL_CASES)('$id: on a field that is there, when it is about none', ({ id, form }) => {
    const values = filled(rendered(form, stateAfter(worstStory())));
    const [block = ''] = Object.keys(refusalErrors(id, { code: 'AlreadyResolved' }, values, names));
    expect(Object.keys(values)).toContain(block);
  });

  const empty = [...resolutionCases, ...contextCases, ...ownershipCases, ...checkpointCases].flatMap(
    ({ when, then }) => ('code' in then && then.code === 'Empty' ? [[when.type, then.field] as const] : []),
  );
  test.each(empty)('%s: what the domain calls %s is a field of its form', (type, field) => {
    const form = MODAL_CASES.find(({ wish }) => 'type' in wish && wish.type === type)?.form;
    if (form === undefined) throw new Error(`no form sends ${type}`);
    expect(Object.keys(filled(rendered(form, escalation)))).toContain(field);
  });

  test('names people plainly, since a modal’s errors know no mentions', () => {
    const view = rendered(handOver, escalation);
    const refusal = { code: 'NotTheOwner', owner: DANA } as const;
    expect(Object.values(refusalErrors(handOver.id, refusal, filled(view), names))[0]).toContain('Only Dana');
  });
});

import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { explain, type Refusal } from '../../../src/domain/refusal.ts';
import { MODALS, type ModalId } from '../../../src/slack/ids.ts';
import { addNoteModal } from '../../../src/slack/views/add-note.ts';
import { addPeopleModal } from '../../../src/slack/views/add-people.ts';
import { changeSeverityModal } from '../../../src/slack/views/change-severity.ts';
import { editContextModal } from '../../../src/slack/views/edit-context.ts';
import { refusalErrors } from '../../../src/slack/views/errors.ts';
import { escalateModal } from '../../../src/slack/views/escalate.ts';
import { giveRoleModal } from '../../../src/slack/views/give-role.ts';
import { handOverModal } from '../../../src/slack/views/hand-over.ts';
import { logUpdateModal } from '../../../src/slack/views/log-update.ts';
import { moveCheckpointModal } from '../../../src/slack/views/move-checkpoint.ts';
import { reopenModal } from '../../../src/slack/views/reopen.ts';
import { resolveModal } from '../../../src/slack/views/resolve.ts';
import { MODAL_CASES, TEAMS } from './modal-cases.ts';
import { CLAIMED, DANA, escalationAfter, filled, NOW, names, OUTAGE, stateAfter } from './samples.ts';
import { worstStory } from './worst.ts';

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

  test.each(MODAL_CASES)('$id: on a field that is there, when it is about none', ({ id, modal }) => {
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

import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { teams } from '../../store/roster.ts';
import { ACTIONS, readMenuValue, readTarget } from '../ids.ts';
import type { Muster } from '../muster.ts';
import { type Press, readPress } from '../payload.ts';
import { commitLook, type ModalData, openAbout } from '../receive.ts';
import { tellRefusal } from '../reply.ts';
import { addNoteModal } from '../views/add-note.ts';
import { addPeopleModal } from '../views/add-people.ts';
import { changeSeverityModal } from '../views/change-severity.ts';
import { editContextModal } from '../views/edit-context.ts';
import { giveRoleModal } from '../views/give-role.ts';
import { handOverModal } from '../views/hand-over.ts';
import { logUpdateModal } from '../views/log-update.ts';
import { moveCheckpointModal } from '../views/move-checkpoint.ts';
import { reopenModal } from '../views/reopen.ts';
import { resolveModal } from '../views/resolve.ts';

/** Which modal a button, or a line of the card's menu, opens. */
const MODAL_OF: Readonly<
  Record<string, (muster: Muster, data: ModalData) => ModalView | Promise<ModalView>>
> = {
  [ACTIONS.logUpdate]: (_muster, data) => logUpdateModal(data),
  [ACTIONS.moveCheckpoint]: (_muster, data) => moveCheckpointModal(data),
  [ACTIONS.addPeople]: async (muster, data) =>
    addPeopleModal({ ...data, teams: await teams(muster.engine.db, data.escalation.workspace) }),
  [ACTIONS.addNote]: (_muster, data) => addNoteModal(data),
  [ACTIONS.handOver]: (_muster, data) => handOverModal(data),
  [ACTIONS.giveRole]: (_muster, data) => giveRoleModal(data),
  [ACTIONS.changeSeverity]: (_muster, data) => changeSeverityModal(data),
  [ACTIONS.editContext]: (_muster, data) => editContextModal(data),
  [ACTIONS.resolve]: (_muster, data) => resolveModal(data),
  [ACTIONS.reopen]: (_muster, data) => reopenModal(data),
};

/** The buttons that open a modal, on the card, in messages and in App Home. */
export function registerModals(app: App, muster: Muster): void {
  for (const action of Object.keys(MODAL_OF)) {
    onOpener(app, muster, action, (press) => ({ action, escalation: readTarget(press.value).escalation }));
  }
  onOpener(app, muster, ACTIONS.menu, (press) => readMenuValue(press.value));
  app.action(ACTIONS.open, async ({ ack }) => ack());
}

function onOpener(
  app: App,
  muster: Muster,
  action: string,
  wanted: (press: Press) => { action: string; escalation: string },
): void {
  app.action(action, async ({ ack, body, respond }) => {
    const press = readPress(body);
    const isNew = await commitLook(muster, press);
    await ack();
    const { action: name, escalation } = wanted(press);
    const render = MODAL_OF[name];
    if (!isNew || render === undefined) return;
    muster.later(name, () =>
      openAbout(muster, press, escalation, render, (refusal) => tellRefusal(muster, press, refusal, respond)),
    );
  });
}

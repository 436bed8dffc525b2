import { refuseUnlessWorking } from '../../domain/access.ts';
import { refuseToOffer } from '../../domain/ownership.ts';
import { refuseToReopen, refuseToResolve } from '../../domain/resolution.ts';
import { teams } from '../../store/roster.ts';
import { ACTIONS, readMenuValue, readTarget } from '../ids.ts';
import type { Muster } from '../listener-context.ts';
import type { Listeners } from '../listener-registry.ts';
import { type Press, readPress } from '../payload.ts';
import { commitLook, type Form, openAbout } from '../receive.ts';
import { tellRefusal } from '../reply.ts';
import { showLater } from '../show-later.ts';
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

/** Which modal a button, or a line of the card's menu, opens, and for whom. */
const MODAL_OF: Readonly<Record<string, Form>> = {
  [ACTIONS.logUpdate]: working((_muster, data) => logUpdateModal(data)),
  [ACTIONS.moveCheckpoint]: working((_muster, data) => moveCheckpointModal(data)),
  [ACTIONS.addPeople]: working(async (muster, data) =>
    addPeopleModal({ ...data, teams: await teams(muster.engine.db, data.escalation.workspace) }),
  ),
  [ACTIONS.addNote]: working((_muster, data) => addNoteModal(data)),
  [ACTIONS.giveRole]: working((_muster, data) => giveRoleModal(data)),
  [ACTIONS.changeSeverity]: working((_muster, data) => changeSeverityModal(data)),
  [ACTIONS.editContext]: working((_muster, data) => editContextModal(data)),
  [ACTIONS.handOver]: { render: (_muster, data) => handOverModal(data), refuse: refuseToOffer },
  [ACTIONS.resolve]: { render: (_muster, data) => resolveModal(data), refuse: refuseToResolve },
  [ACTIONS.reopen]: { render: (_muster, data) => reopenModal(data), refuse: refuseToReopen },
};

/** For everybody in the swarm. */
function working(render: Form['render']): Form {
  return { render, refuse: refuseUnlessWorking };
}

/** The buttons that open a modal, on the card, in messages and in App Home. */
export function registerModals(app: Listeners, muster: Muster): void {
  for (const action of Object.keys(MODAL_OF)) {
    onOpener(app, muster, action, (press) => ({ action, escalation: readTarget(press.value).escalation }));
  }
  onOpener(app, muster, ACTIONS.menu, (press) => readMenuValue(press.value));
  app.action(ACTIONS.open, async ({ ack }) => ack());
}

function onOpener(
  app: Listeners,
  muster: Muster,
  action: string,
  wanted: (press: Press) => { action: string; escalation: string },
): void {
  app.action(action, async ({ ack, body, respond }) => {
    const press = readPress(body);
    const isNew = await commitLook(muster, press);
    await ack();
    const { action: name, escalation } = wanted(press);
    const form = MODAL_OF[name];
    if (!isNew || form === undefined) return;
    showLater(muster, name, body, () =>
      openAbout(muster, press, escalation, form, (refusal) => tellRefusal(muster, press, refusal, respond)),
    );
  });
}

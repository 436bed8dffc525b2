import { refuseUnlessWorking } from '../../domain/access.ts';
import { escalationOfChannel } from '../../store/queries.ts';
import { MODALS, SHORTCUTS } from '../ids.ts';
import type { Muster } from '../listener-context.ts';
import type { Listeners } from '../listener-registry.ts';
import { readShortcut } from '../payload.ts';
import { peopleMentioned } from '../people.ts';
import { commitLook, onSubmit, openAbout } from '../receive.ts';
import { tellThere } from '../reply.ts';
import { showLater } from '../show-later.ts';
import { addNoteModal, parseAddNote } from '../views/add-note.ts';
import { parseChangeSeverity } from '../views/change-severity.ts';
import { parseEditContext } from '../views/edit-context.ts';
import { unescapeText } from '../views/text.ts';

/** The pinned facts: notes, edits and severity. */
export function registerContext(app: Listeners, muster: Muster): void {
  onSubmit(app, muster, MODALS.addNote, parseAddNote, (to, value) => ({ type: 'AddNote', ...to, ...value }));
  onSubmit(app, muster, MODALS.editContext, parseEditContext, (to, value) => ({
    type: 'EditContext',
    ...to,
    ...value,
  }));
  onSubmit(app, muster, MODALS.changeSeverity, parseChangeSeverity, (to, value) => ({
    type: 'ChangeSeverity',
    ...to,
    ...value,
  }));
  app.shortcut(SHORTCUTS.noteMessage, async ({ ack, body, respond }) => {
    const invocation = readShortcut(body);
    const { workspace, channel, text } = invocation;
    const isNew = await commitLook(muster, invocation);
    await ack();
    if (!isNew) return;
    showLater(muster, 'note-message', body, async () => {
      const names = await muster.names(workspace, peopleMentioned(text));
      const escalation = channel && (await escalationOfChannel(muster.engine.db, workspace, channel));
      await openAbout(
        muster,
        invocation,
        escalation ?? '',
        {
          render: (_muster, data) => addNoteModal({ ...data, text: unescapeText(text, names) }),
          refuse: refuseUnlessWorking,
        },
        (refusal) => tellThere(refusal, respond),
      );
    });
  });
}

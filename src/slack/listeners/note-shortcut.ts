import type { Refusal } from '../../domain/refusal.ts';
import { escalationOfChannel } from '../../store/queries.ts';
import { SHORTCUTS } from '../ids.ts';
import type { ListenerContext } from '../listener-context.ts';
import type { ListenerRegistry } from '../listener-registry.ts';
import { readShortcut } from '../payload.ts';
import { commitReceipt, openForm } from '../receive.ts';
import { tellThere } from '../reply.ts';
import { showLater } from '../show-later.ts';
import { addNote } from '../slices/context/add-note.ts';
import { createTakeOver } from '../take-over.ts';

/** A message in a swarm channel becomes a note. */
export function registerNoteShortcut(app: ListenerRegistry, context: ListenerContext): void {
  const takeOver = createTakeOver(context);
  app.shortcut(SHORTCUTS.noteMessage, async ({ ack, body, respond }) => {
    const invocation = readShortcut(body);
    const { workspace, channel } = invocation;
    const isNew = await commitReceipt(context, invocation);
    await ack();
    if (!isNew) return;
    showLater(context, 'note-message', body, async () => {
      const escalation = channel && (await escalationOfChannel(context.engine.db, workspace, channel));
      const tell = (refusal: Refusal) => tellThere(refusal, respond);
      const prefill = async () => ({ kind: 'note', text: await takeOver(invocation) });
      await openForm(context, invocation, escalation ?? '', addNote, tell, prefill);
    });
  });
}

import type { Refusal } from '../../domain/refusal.ts';
import { escalationOfChannel } from '../../store/queries.ts';
import { SHORTCUTS } from '../ids.ts';
import { unescapeText } from '../kit/text.ts';
import type { ListenerContext } from '../listener-context.ts';
import type { ListenerRegistry } from '../listener-registry.ts';
import { peopleMentioned } from '../names.ts';
import { readShortcut } from '../payload.ts';
import { commitReceipt, openForm } from '../receive.ts';
import { tellThere } from '../reply.ts';
import { showLater } from '../show-later.ts';
import { addNote } from '../slices/context/add-note.ts';

/** A message in a swarm channel becomes a note. */
export function registerNoteShortcut(app: ListenerRegistry, context: ListenerContext): void {
  app.shortcut(SHORTCUTS.noteMessage, async ({ ack, body, respond }) => {
    const invocation = readShortcut(body);
    const { workspace, channel, text } = invocation;
    const isNew = await commitReceipt(context, invocation);
    await ack();
    if (!isNew) return;
    showLater(context, 'note-message', body, async () => {
      const names = await context.names(workspace, peopleMentioned(text));
      const escalation = channel && (await escalationOfChannel(context.engine.db, workspace, channel));
      const tell = (refusal: Refusal) => tellThere(refusal, respond);
      const prefill = { kind: 'note', text: unescapeText(text, names) };
      await openForm(context, invocation, escalation ?? '', addNote, tell, prefill);
    });
  });
}

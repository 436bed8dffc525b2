import type { PersonId } from '../domain/kernel/escalation.ts';
import { dispatch } from '../engine/dispatch.ts';
import { noteDeparted } from '../store/people/note-presence.ts';
import { answerablePeople, openEscalationsOf } from '../store/queries.ts';
import type { ListenerContext } from './listener-context.ts';
import { departedAmong } from './names.ts';

/** Takes somebody who has left the workspace out of every open swarm. What of it was done already decides to nothing. */
export async function depart(context: ListenerContext, workspace: string, person: PersonId): Promise<void> {
  const { engine } = context;
  for (const escalation of await openEscalationsOf(engine.db, workspace, person)) {
    await dispatch(engine, { type: 'RecordDeparture', workspace, escalation, by: null, person });
  }
}

/**
 * Finds who left while nobody was there to hear of it, among those who answer for something. Of whom Slack says nothing
 * now, a message that does not reach them will tell.
 * @param goesOn asked before everybody.
 */
export async function findDeparted(
  context: ListenerContext,
  workspace: string,
  goesOn: () => boolean,
): Promise<void> {
  const { db } = context.engine;
  for (const person of await answerablePeople(db, workspace)) {
    if (!goesOn()) return;
    const departed = await departedAmong(context.client(workspace), [person]);
    if (departed.length === 0) continue;
    await noteDeparted(db, workspace, departed);
    await depart(context, workspace, person);
  }
}

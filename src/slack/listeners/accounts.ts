import { notePresence } from '../../store/people/note-presence.ts';
import { becomeGuest, depart } from '../departures.ts';
import type { ListenerContext } from '../listener-context.ts';
import type { ListenerRegistry } from '../listener-registry.ts';
import { readPersonEvent } from '../payload.ts';

/** Accounts that are deactivated, those that come back, and people who become guests. */
export function registerAccounts(app: ListenerRegistry, context: ListenerContext): void {
  app.event('user_change', async ({ body }) => {
    const { workspace, person, name, isGone, isGuest } = readPersonEvent(body);
    await notePresence(context.engine.db, workspace, { id: person, name, isGone });
    if (isGone) await depart(context, workspace, person);
    else if (isGuest) await becomeGuest(context, workspace, person);
  });
}

import type { ListenerContext } from '../listener-context.ts';
import type { ListenerRegistry } from '../listener-registry.ts';
import { readInstallationEvent } from '../payload.ts';

/**
 * Muster was uninstalled, or lost its token: from then on nothing is tried any more, until Slack takes calls again. Slack is
 * asked whether it is so, since the event may be late, or be about the token of a person.
 */
export function registerInstallation(app: ListenerRegistry, context: ListenerContext): void {
  app.event('app_uninstalled', ({ body }) => lost(context, body, 'account_inactive'));
  app.event('tokens_revoked', ({ body }) => lost(context, body, 'token_revoked'));
}

/** @param reason as Slack's code for it */
async function lost({ engine, later }: ListenerContext, body: unknown, reason: string): Promise<void> {
  const workspace = readInstallationEvent(body);
  later('installation', () => engine.outages.suspect(workspace, reason));
}

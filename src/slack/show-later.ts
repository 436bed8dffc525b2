import { z } from 'zod';
import { UnknownEvent } from '../store/event-schema.ts';
import { isCallError } from './calls.ts';
import { respond, wordsFor } from './failure-reply.ts';
import type { ListenerContext } from './listener-context.ts';
import { postMessage } from './send.ts';

const BUSY = 'Slack is busy and did not let Muster open this. Nothing was changed: try again in a minute.';

const Sender = z.object({
  response_url: z.string().optional(),
  user_id: z.string().optional(),
  user: z.object({ id: z.string() }).optional(),
  team_id: z.string().optional(),
  team: z.object({ id: z.string() }).nullish(),
});

/**
 * Shows what somebody asked for, after the acknowledgement. A form cannot be opened later than three seconds after
 * that, so when Slack does not let Muster, or only a newer version can read what it is about, the person is told to ask
 * again.
 */
export function showLater(
  context: ListenerContext,
  what: string,
  body: unknown,
  show: () => Promise<unknown>,
): void {
  context.later(what, () =>
    show().catch(async (error: unknown) => {
      if (!isCallError(error) && !(error instanceof UnknownEvent)) throw error;
      context.engine.log.warn({ err: error, what }, 'somebody was not shown what they asked for');
      await tell(context, body, isCallError(error) ? BUSY : wordsFor(error).nothing);
    }),
  );
}

/** Where they are looking, or directly, where Slack names no such place. */
async function tell(context: ListenerContext, body: unknown, text: string): Promise<void> {
  const { response_url, user_id, user, team_id, team } = Sender.parse(body);
  if (response_url) return respond(response_url, text);
  const channel = user?.id ?? user_id;
  const workspace = team?.id ?? team_id;
  if (channel && workspace) await postMessage(context.client(workspace), { channel, text });
}

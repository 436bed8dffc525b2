import { z } from 'zod';
import type { Muster } from './muster.ts';
import { noticeModal } from './views/notice.ts';

const NOTHING_CHANGED =
  'Muster cannot save anything just now, so nothing was changed. Try again in a moment.';
const STILL_TYPED =
  'Muster cannot save this just now. Nothing that you typed is lost: leave this open and send it again in a moment.';

/** As much of a payload as it takes to answer whoever sent it, whatever else it holds. */
const Sent = z.object({
  type: z.string().optional(),
  command: z.string().optional(),
  team: z.object({ id: z.string() }).nullish(),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  view: z
    .object({
      type: z.string(),
      blocks: z.array(z.object({ type: z.string(), block_id: z.string().optional() })).default([]),
    })
    .nullish(),
});

export type Apology = {
  /** What the acknowledgement carries. */
  readonly ack: object | undefined;
  /** Says it elsewhere, where an acknowledgement cannot carry it. */
  readonly tell: () => Promise<unknown>;
};

/** How somebody is told that Muster could do nothing just now, where they are looking and without losing what they typed. */
export function apologyFor(muster: Muster, body: unknown): Apology {
  const nothing = async () => {};
  const parsed = Sent.safeParse(body);
  if (!parsed.success) return { ack: undefined, tell: nothing };
  const { type, command, view, team, trigger_id, response_url } = parsed.data;
  if (command !== undefined) {
    return { ack: { response_type: 'ephemeral', text: NOTHING_CHANGED }, tell: nothing };
  }
  if (type === 'view_submission') return { ack: inForm(view?.blocks ?? []), tell: nothing };
  // A modal in which something was chosen stays as it is: anything shown in its place would lose what was typed.
  if (view?.type === 'modal') return { ack: undefined, tell: nothing };
  if (type === 'block_actions' && response_url) {
    return { ack: undefined, tell: () => respond(response_url) };
  }
  if (!trigger_id || !team) return { ack: undefined, tell: nothing };
  const open = () => muster.client(team.id).views.open({ trigger_id, view: noticeModal(NOTHING_CHANGED) });
  return { ack: undefined, tell: open };
}

function inForm(
  blocks: readonly { readonly type: string; readonly block_id?: string | undefined }[],
): object {
  const first = blocks.find((block) => block.type === 'input')?.block_id;
  return first === undefined
    ? { response_action: 'push', view: noticeModal(NOTHING_CHANGED) }
    : { response_action: 'errors', errors: { [first]: STILL_TYPED } };
}

async function respond(url: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text: NOTHING_CHANGED }),
    signal: AbortSignal.timeout(5_000),
  });
  if (!answer.ok) throw new Error(`Slack answered ${answer.status} at a response URL`);
}

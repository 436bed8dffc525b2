import { z } from 'zod';
import { UnknownEvent } from '../store/event-schema.ts';
import { noticeModal } from './kit/notice.ts';
import type { ListenerContext } from './listener-context.ts';

export type Words = {
  readonly nothing: string;
  /** Where something was typed that still stands there. */
  readonly typed: string;
};

const TRY_AGAIN: Words = {
  nothing: 'Muster cannot save anything just now, so nothing was changed. Try again in a moment.',
  typed:
    'Muster cannot save this just now. Nothing that you typed is lost: leave this open and send it again in a moment.',
};

/** While a newer version is rolled out, the next try may reach a process that knows more; without one, it never does. */
const WRITTEN_BY_NEWER: Words = {
  nothing:
    'A newer version of Muster has been at this escalation, and the one that you reached cannot read it, so nothing was changed. Try again in a moment; if it stays like this, tell whoever runs Muster.',
  typed:
    'A newer version of Muster has been at this escalation, and the one that you reached cannot read it. Nothing that you typed is lost: leave this open and send it again in a moment.',
};

/** Returns what somebody is told for whom nothing could be done because of this error, which Bolt may have wrapped. */
export function wordsFor(error: unknown): Words {
  const { original = error } = error as { original?: unknown };
  return original instanceof UnknownEvent ? WRITTEN_BY_NEWER : TRY_AGAIN;
}

export const UNKNOWN: Words = {
  nothing:
    'Muster does not know this any more, so nothing was changed. Please use the card in the swarm’s channel.',
  typed:
    'Muster does not know this form any more. Copy what you typed, close it, and open it anew from the card in the swarm’s channel.',
};

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

export type FailureReply = {
  /** What the acknowledgement carries. */
  readonly ack: object | undefined;
  /** Says it elsewhere, where an acknowledgement cannot carry it. */
  readonly tell: () => Promise<unknown>;
};

/** Returns how somebody is told that Muster could do nothing, where they are looking and without losing what they typed. */
export function failureReplyFor(context: ListenerContext, body: unknown, words: Words): FailureReply {
  const nothing = async () => {};
  const parsed = Sent.safeParse(body);
  if (!parsed.success) return { ack: undefined, tell: nothing };
  const { type, command, view, team, trigger_id, response_url } = parsed.data;
  if (command !== undefined) {
    return { ack: { response_type: 'ephemeral', text: words.nothing }, tell: nothing };
  }
  if (type === 'view_submission') return { ack: inForm(view?.blocks ?? [], words), tell: nothing };
  // A modal in which something was chosen stays as it is: anything shown in its place would lose what was typed.
  if (view?.type === 'modal') return { ack: undefined, tell: nothing };
  if (type === 'block_actions' && response_url) {
    return { ack: undefined, tell: () => respond(response_url, words.nothing) };
  }
  if (!trigger_id) return { ack: undefined, tell: nothing };
  const open = () =>
    context.client(team?.id ?? '').views.open({ trigger_id, view: noticeModal(words.nothing) });
  return { ack: undefined, tell: open };
}

function inForm(
  blocks: readonly { readonly type: string; readonly block_id?: string | undefined }[],
  words: Words,
): object {
  const first = blocks.find((block) => block.type === 'input')?.block_id;
  return first === undefined
    ? { response_action: 'push', view: noticeModal(words.nothing) }
    : { response_action: 'errors', errors: { [first]: words.typed } };
}

/** Tells somebody alone, at a response URL. */
export async function respond(url: string, text: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
    signal: AbortSignal.timeout(5_000),
  });
  if (!answer.ok) throw new Error(`Slack answered ${answer.status} at a response URL`);
}

import { issueResponseUrl } from '../api/response-url.ts';
import { placedElements } from '../blocks/elements.ts';
import { inputErrors } from '../blocks/state.ts';
import type { StateValues } from '../protocol.ts';
import { Refusal } from '../refusal.ts';
import type { ViewRecord } from '../workspace/records.ts';
import { clearStack, keepState, popView, pushView, stackOf, updateView } from '../workspace/views.ts';
import {
  answerOf,
  badAnswer,
  type InteractionContext,
  troubleConnecting,
  tryAnswer,
} from './interactions.ts';
import { closedPayload, submissionPayload, type ViewResponseUrl } from './payloads.ts';

export type Submitted = { readonly errors?: Record<string, string>; readonly notice?: string };

/**
 * The person pressed the modal's submit button. What Slack's client checks itself (required, lengths, formats) does
 * not reach the app; after that the app's answer decides what becomes of the modal.
 */
export async function submitView(
  context: InteractionContext,
  user: string,
  viewId: string,
  values?: StateValues,
): Promise<Submitted> {
  const { workspace, delivery, triggers } = context;
  const open = stackOf(workspace, user).at(-1);
  if (!open || open.id !== viewId) throw new Refusal('This view is not open any more.');
  if (!open.body.submit) throw new Refusal('This view has no submit button.');
  const view = keepState(workspace, open, values);
  const errors = inputErrors(view.body.blocks, view.state);
  if (Object.keys(errors).length > 0) return { errors };
  const triggerId = triggers.issue({ user, origin: view.origin });
  const outcome = await delivery.ask(
    'interactive',
    submissionPayload(workspace, view, { triggerId }, responseUrlsOf(context, view)),
  );
  if (outcome.kind !== 'acknowledged') return { notice: troubleConnecting };
  return followAnswer(context, view, answerOf(outcome));
}

/** A conversation chosen in a select with `response_url_enabled` may be written to without being in it. */
function responseUrlsOf(
  { workspace, responseAddress }: InteractionContext,
  view: ViewRecord,
): ViewResponseUrl[] {
  return placedElements(view.body.blocks).flatMap(({ block, element }) => {
    const blockId = block.block_id ?? '';
    const held = view.state[blockId]?.[element.action_id];
    const channel = held?.selected_conversation ?? held?.selected_channel;
    if (element.response_url_enabled !== true || typeof channel !== 'string') return [];
    const id = issueResponseUrl(workspace, { channel, user: view.user });
    return [
      {
        block_id: blockId,
        action_id: element.action_id,
        channel_id: channel,
        response_url: responseAddress(id),
      },
    ];
  });
}

function followAnswer(
  context: InteractionContext,
  view: ViewRecord,
  answer: Record<string, unknown>,
): Submitted {
  const { workspace } = context;
  // The app may have updated or the person closed it meanwhile.
  const current = workspace.views.get(view.id);
  switch (answer.response_action) {
    case undefined:
      if (Object.keys(answer).length > 0)
        badAnswer(context, `A submission was answered with ${JSON.stringify(answer)}`);
      if (current) popView(workspace, current);
      return {};
    case 'clear':
      clearStack(workspace, view.user);
      return {};
    case 'errors':
      return showErrors(context, view, answer.errors);
    case 'update':
      return tryAnswer(context, troubleConnecting, () => {
        if (current) updateView(workspace, current, answer.view);
      });
    case 'push':
      return tryAnswer(context, troubleConnecting, () =>
        pushView(workspace, view.user, answer.view, view.origin),
      );
    default:
      badAnswer(
        context,
        `A submission was answered with response_action ${JSON.stringify(answer.response_action)}`,
      );
      return { notice: troubleConnecting };
  }
}

/** Slack shows errors only on input blocks that the view has; anything else it cannot use. */
function showErrors(context: InteractionContext, view: ViewRecord, errors: unknown): Submitted {
  const entries = Object.entries(typeof errors === 'object' && errors !== null ? errors : {});
  const inputs = new Set(
    view.body.blocks.filter((block) => block.type === 'input').map((block) => block.block_id),
  );
  const usable = entries.every(
    ([blockId, text]) => inputs.has(blockId) && typeof text === 'string' && text !== '',
  );
  if (entries.length > 0 && usable) return { errors: Object.fromEntries(entries) };
  badAnswer(context, `Errors could not be shown: ${JSON.stringify(errors)}`);
  return { notice: troubleConnecting };
}

/** The person closed the top modal, or with `clear` all of them; the app hears of it where it asked to. */
export function closeView(context: InteractionContext, user: string, viewId: string, clear = false): void {
  const { workspace, delivery } = context;
  const stack = stackOf(workspace, user);
  const top = stack.at(-1);
  if (!top || top.id !== viewId) throw new Refusal('This view is not open any more.');
  const all = clear || top.body.clear_on_close === true;
  const closed = all ? stack.reverse() : [top];
  if (all) clearStack(workspace, user);
  else popView(workspace, top);
  for (const view of closed) {
    if (view.body.notify_on_close === true)
      void delivery.ask('interactive', closedPayload(workspace, view, all));
  }
}

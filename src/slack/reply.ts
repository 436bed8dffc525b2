import type { RespondFn } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { explain, type Refusal } from '../domain/refusal.ts';
import type { Answer } from '../engine/answer.ts';
import { refusedWith } from './calls.ts';
import { publishHome } from './home.ts';
import type { Reply } from './kit/button.ts';
import { noticeModal } from './kit/notice.ts';
import type { ListenerContext } from './listener-context.ts';
import type { PayloadHeader, Press } from './payload.ts';

/** A mention: in an ephemeral message it shows a name and notifies nobody. */
const mention = (person: string) => `<@${person}>`;

/** Tells whoever pressed a button what came of it, where they are looking, unless everybody sees it anyway. */
export async function replyTo(
  context: ListenerContext,
  press: Press,
  answer: Answer,
  respond: RespondFn,
  reply: Reply,
): Promise<void> {
  if (answer.kind === 'refused') return tellRefusal(context, press, answer.refusal, respond);
  if (press.view?.type === 'home') return publishHome(context, press.workspace, press.person);
  const text = reply(answer.escalation, answer.channelAt, context.now());
  if (text !== null) await tell(context, press, text, respond);
}

/** Why nothing changed, told to that person alone. */
export async function tellRefusal(
  context: ListenerContext,
  press: Press,
  refusal: Refusal,
  respond: RespondFn,
): Promise<void> {
  await tell(context, press, explain(refusal, mention), respond);
  if (press.view?.type === 'home') await publishHome(context, press.workspace, press.person);
}

async function tell(context: ListenerContext, press: Press, text: string, respond: RespondFn): Promise<void> {
  if (press.view === null) {
    await respond({ response_type: 'ephemeral', replace_original: false, text });
  } else if (press.view.type === 'modal') {
    await updateModal(context, press.workspace, press.view.id, noticeModal(text));
  } else {
    await context
      .client(press.workspace)
      .views.open({ trigger_id: press.triggerId, view: noticeModal(text) });
  }
}

/** Opens a modal; on top of one that is open already, it is pushed. */
export async function openModal(
  context: ListenerContext,
  header: PayloadHeader & { readonly triggerId: string; readonly view?: Press['view'] },
  view: ModalView,
): Promise<void> {
  const { views } = context.client(header.workspace);
  const call = { trigger_id: header.triggerId, view };
  await (header.view?.type === 'modal' ? views.push(call) : views.open(call));
}

/** Shows something else in an open modal. Somebody may have closed it meanwhile: then they win. */
export async function updateModal(
  context: ListenerContext,
  workspace: string,
  view_id: string,
  view: ModalView,
): Promise<void> {
  try {
    await context.client(workspace).views.update({ view_id, view });
  } catch (error) {
    if (refusedWith(error) !== 'not_found') throw error;
  }
}

/** Why nothing was done, to somebody who used a shortcut on a message; Muster need not be in that channel. */
export async function tellThere(refusal: Refusal, respond: RespondFn): Promise<void> {
  await respond({ response_type: 'ephemeral', replace_original: false, text: explain(refusal, mention) });
}

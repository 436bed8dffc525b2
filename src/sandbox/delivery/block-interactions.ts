import { validateMessage } from '../block-kit/validate.ts';
import { actionPayload, dispatches, stateValue } from '../blocks/actions.ts';
import { findElement, type Placed } from '../blocks/elements.ts';
import type { Action, Block, Json, Option, OptionGroup, StateValues, Where } from '../protocol.ts';
import { Refusal } from '../refusal.ts';
import { messageFor } from '../workspace/messages.ts';
import type { MessageRecord, ViewRecord } from '../workspace/records.ts';
import { keepState, stackOf } from '../workspace/views.ts';
import {
  answerOf,
  badAnswer,
  handlesFor,
  type InteractionContext,
  type Notice,
  troubleConnecting,
} from './interactions.ts';
import { allBlocks, messageActionsPayload, suggestionPayload, viewActionsPayload } from './payloads.ts';

type Place =
  | { readonly message: MessageRecord; readonly ephemeral: boolean; readonly blocks: Block[] }
  | { readonly view: ViewRecord; readonly blocks: readonly Block[] };

/** A button, menu, select or picker was used. Refuses what does not stand there or does not offer the choice. */
export async function sendAction(
  context: InteractionContext,
  user: string,
  where: Where,
  chosen: Action,
  values?: StateValues,
): Promise<Notice> {
  const place = placeOf(context, user, where);
  const placed = mustFind(place.blocks, chosen.block_id, chosen.action_id);
  if (!dispatches(placed))
    throw new Refusal('This input tells the app nothing before the form is submitted.');
  const action = actionPayload(placed, chosen, context.workspace.nextTs());
  if (!action) throw new Refusal('This choice is not on offer any more.');
  const all = withChoice(values, placed, chosen);
  const outcome = await context.delivery.ask('interactive', actionBody(context, user, place, action, all));
  return outcome.kind === 'acknowledged' ? {} : { notice: troubleConnecting };
}

function actionBody(
  context: InteractionContext,
  user: string,
  place: Place,
  action: Action,
  values: StateValues,
): Json {
  const { workspace } = context;
  if ('view' in place) {
    const view = keepState(workspace, place.view, values);
    const triggerId = context.triggers.issue({ user, origin: view.origin });
    return viewActionsPayload(workspace, user, view, action, { triggerId });
  }
  const { message, ephemeral } = place;
  const handles = handlesFor(context, user, {
    channel: message.channel,
    user,
    message: { ts: message.ts, ephemeral },
    ...(message.threadTs ? { threadTs: message.threadTs } : {}),
  });
  return messageActionsPayload(workspace, user, message, ephemeral, action, values, handles);
}

function withChoice(values: StateValues = {}, placed: Placed, chosen: Json): StateValues {
  const value = stateValue(placed, chosen);
  if (value === undefined) return values;
  const blockId = placed.block.block_id ?? '';
  return { ...values, [blockId]: { ...values[blockId], [placed.element.action_id]: value } };
}

/** Where the person acts: a message of the app that they see, their topmost modal, or their home. */
function placeOf({ workspace }: InteractionContext, user: string, where: Where): Place {
  if ('view' in where) {
    const view = workspace.views.get(where.view.id);
    const isTop = view?.body.type === 'home' || stackOf(workspace, user).at(-1)?.id === where.view.id;
    if (!view || view.user !== user || !isTop) throw new Refusal('This view is not open any more.');
    return { view, blocks: view.body.blocks };
  }
  const { channel, ts } = where.message;
  const message = messageFor(workspace, user, channel, ts);
  if (!message.byApp) throw new Refusal('This message is not the app’s.');
  const ephemeral = workspace.ephemerals.has(`${user}:${channel}:${ts}`);
  return { message, ephemeral, blocks: allBlocks(message) };
}

function mustFind(blocks: readonly Block[], blockId: string, actionId: string): Placed {
  const placed = findElement(blocks, blockId, actionId);
  if (!placed) throw new Refusal('This has changed meanwhile: look again.');
  return placed;
}

export type Suggestions = { options?: Option[]; optionGroups?: OptionGroup[]; notice?: string };

/** Asks the app for the suggestions of an external select. */
export async function askForOptions(
  context: InteractionContext,
  user: string,
  where: Where,
  blockId: string,
  actionId: string,
  query: string,
): Promise<Suggestions> {
  const place = placeOf(context, user, where);
  const { element } = mustFind(place.blocks, blockId, actionId);
  if (!element.type.endsWith('external_select')) throw new Refusal('This select brings its own options.');
  if (query.length < Number(element.min_query_length ?? 3)) return { options: [] };
  const payload = suggestionPayload(context.workspace, user, place, { blockId, actionId, query });
  const outcome = await context.delivery.ask('interactive', payload);
  if (outcome.kind !== 'acknowledged') return { notice: troubleConnecting };
  const answer = answerOf(outcome);
  const wrong = wrongSuggestions(answer);
  if (wrong) {
    badAnswer(context, `Suggestions for ${actionId} could not be used: ${wrong}`);
    return { notice: troubleConnecting };
  }
  const { options, option_groups: groups } = answer;
  return options ? { options: options as Option[] } : { optionGroups: groups as OptionGroup[] };
}

/** Suggestions obey the same limits as the options of a static select. */
function wrongSuggestions({ options, option_groups: groups }: Record<string, unknown>): string | null {
  const given = Array.isArray(options) ? options : groups;
  if (!Array.isArray(given)) return 'neither options nor option_groups';
  if (given.length === 0) return null;
  const list = Array.isArray(options) ? { options } : { option_groups: groups };
  const placeholder = { type: 'plain_text', text: 'Choose' };
  const select = { type: 'static_select', action_id: 'check', placeholder, ...list };
  const messages = validateMessage({ blocks: [{ type: 'actions', elements: [select] }] });
  return messages.length === 0 ? null : messages.join(' ');
}

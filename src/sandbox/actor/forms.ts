import { dispatches, dispatchesOnChange } from '../blocks/actions.ts';
import { isObject, optionsOf, type Placed, plain } from '../blocks/elements.ts';
import { askForOptions } from '../delivery/block-interactions.ts';
import type { InteractionContext, Notice } from '../delivery/interactions.ts';
import type { Submitted } from '../delivery/submissions.ts';
import type { Action, Block, Json, Message, StateValues, View, Where } from '../protocol.ts';
import { Refusal } from '../refusal.ts';
import { keepState } from '../workspace/views.ts';
import type { ActorActions } from './actions.ts';
import { type Found, lookFor, mustFind } from './find-element.ts';
import type { ActorQueries } from './queries.ts';
import { type Choice, toStateValue } from './values.ts';

/**
 * Where an element stands: the topmost modal, the home, a view or a message as it was seen, or the newest message of
 * a conversation (those for this person's eyes included) that has the element.
 */
type Place = 'modal' | 'home' | View | Pick<Message, 'channel' | 'ts'> | string;

/** Using forms, buttons and menus by the words on them. */
export type Forms = {
  /** A button, or an entry of an overflow menu. See `lookFor` for how an element may be called. */
  click(place: Place, what: string): Promise<Notice>;
  /** A choice in a select, picker, radio buttons or checkboxes; tells the app where Slack would. */
  pick(place: Place, what: string, choice: Choice): Promise<Notice>;
  /** Fills inputs one after the other; what tells the app at once does so. */
  fill(place: Place, values: { readonly [what: string]: Choice }): Promise<void>;
  /** What the inputs of a view hold, as Slack would send it. */
  values(place?: Place): StateValues;
  /** Submits the topmost modal with what its inputs hold. */
  submit(): Promise<Submitted>;
  /** Closes the topmost modal; with `all` every one. */
  close(all?: boolean): void;
};

type Spot = { readonly where: Where; readonly blocks: readonly Block[] };

export function createForms(
  context: InteractionContext,
  me: string,
  queries: ActorQueries,
  actions: ActorActions,
): Forms {
  const { workspace } = context;
  /** What was put into the inputs of messages, by "channel:ts"; views keep theirs themselves. */
  const drafts = new Map<string, StateValues>();

  function draftOf(where: Where): StateValues {
    if ('view' in where) return workspace.views.get(where.view.id)?.state ?? {};
    return drafts.get(`${where.message.channel}:${where.message.ts}`) ?? {};
  }

  function put(where: Where, { block, element }: Placed, value: Json): StateValues {
    const before = draftOf(where);
    const blockId = block.block_id ?? '';
    const after = { ...before, [blockId]: { ...before[blockId], [element.action_id]: value } };
    if ('message' in where) drafts.set(`${where.message.channel}:${where.message.ts}`, after);
    else {
      const view = workspace.views.get(where.view.id);
      if (view) keepState(workspace, view, after);
    }
    return after;
  }

  async function use(spot: Spot, { placed, option }: Found): Promise<Notice> {
    const { block, element } = placed;
    const base = { type: element.type, block_id: block.block_id ?? '', action_id: element.action_id };
    const action: Action = option ? { ...base, selected_option: option } : base;
    return actions.clickAction(spot.where, action, draftOf(spot.where));
  }

  async function choose(place: Place, what: string, choice: Choice, enter: boolean): Promise<Notice> {
    const spot = spotOf(queries, place, what);
    const { placed } = mustFind(spot.blocks, what);
    const { block, element } = placed;
    const known = await suggested(context, me, spot.where, placed, choice);
    const value = toStateValue(workspace, me, placed, known);
    const values = put(spot.where, placed, value);
    if (!(enter ? dispatches(placed) : dispatchesOnChange(placed))) return {};
    const action = {
      ...value,
      type: element.type,
      block_id: block.block_id ?? '',
      action_id: element.action_id,
    };
    return actions.clickAction(spot.where, action, values);
  }

  return {
    async click(place, what) {
      const spot = spotOf(queries, place, what);
      const found = mustFind(spot.blocks, what);
      const isMenu = found.placed.element.type === 'overflow';
      if (isMenu && !found.option) {
        const entries = optionsOf(found.placed.element).map((one) => plain(one.text));
        throw new Refusal(`Choose an entry of the menu: ${entries.join(', ')}.`);
      }
      if (
        !isMenu &&
        !found.placed.element.type.endsWith('button') &&
        found.placed.element.type !== 'feedback_buttons'
      ) {
        throw new Refusal(`"${what}" is a ${found.placed.element.type}: pick or fill it instead.`);
      }
      return use(spot, found);
    },
    pick: (place, what, choice) => choose(place, what, choice, true),
    async fill(place, values) {
      for (const [what, choice] of Object.entries(values)) await choose(place, what, choice, false);
    },
    values: (place = 'modal') => draftOf(spotOf(queries, place).where),
    submit() {
      const top = queries.view();
      if (!top) throw new Refusal('No modal is open.');
      return actions.submitView(top.id);
    },
    close(all) {
      const top = queries.view();
      if (!top) throw new Refusal('No modal is open.');
      actions.closeView(top.id, all);
    },
  };
}

function spotOf(queries: ActorQueries, place: Place, what?: string): Spot {
  if (place === 'modal' || place === 'home') {
    const view = place === 'modal' ? queries.view() : queries.home();
    if (!view)
      throw new Refusal(place === 'modal' ? 'No modal is open.' : 'The app has published no home yet.');
    return { where: { view: { id: view.id } }, blocks: view.blocks };
  }
  if (typeof place === 'object' && 'id' in place) return viewSpot(queries, place.id);
  if (typeof place === 'object') return messageSpot(queries, place);
  const all = [...queries.messages(place), ...queries.ephemerals(place)].sort((a, b) =>
    a.ts < b.ts ? 1 : -1,
  );
  const message = all.find((one) => what !== undefined && lookFor(blocksOf(one), what));
  if (message) return spotOfMessage(message);
  throw new Refusal(`No message in ${place} has "${what ?? ''}".`);
}

/** The view as it is now, not as it was when the test looked at it. */
function viewSpot(queries: ActorQueries, id: string): Spot {
  const home = queries.home();
  const view = queries.views().find((one) => one.id === id) ?? (home?.id === id ? home : undefined);
  if (!view) throw new Refusal('This view is not open any more.');
  return { where: { view: { id } }, blocks: view.blocks };
}

function messageSpot(queries: ActorQueries, { channel, ts }: { channel: string; ts: string }): Spot {
  const ephemeral = queries.ephemerals(channel).find((one) => one.ts === ts);
  const message = ephemeral ?? queries.thread(channel, ts)[0];
  if (!message) throw new Refusal('This message is gone.');
  return spotOfMessage(message);
}

function spotOfMessage(message: Message): Spot {
  return { where: { message: { channel: message.channel, ts: message.ts } }, blocks: blocksOf(message) };
}

function blocksOf(message: Message): Block[] {
  const nested = (message.attachments ?? []).flatMap((one) => (Array.isArray(one.blocks) ? one.blocks : []));
  return [...message.blocks, ...(nested as Block[])];
}

/** In an external select people type, see what the app suggests, and choose from that. */
async function suggested(
  context: InteractionContext,
  me: string,
  where: Where,
  placed: Placed,
  choice: Choice,
): Promise<Choice> {
  const { block, element } = placed;
  if (!element.type.endsWith('external_select') || choice === null) return choice;
  const wanted = Array.isArray(choice) ? choice : [choice];
  const chosen: Json[] = [];
  for (const one of wanted) {
    if (typeof one !== 'string') chosen.push(one as Json);
    else
      chosen.push(
        await suggestion(context, me, where, { block: block.block_id ?? '', action: element.action_id }, one),
      );
  }
  return element.type.startsWith('multi_') ? chosen : (chosen[0] ?? null);
}

async function suggestion(
  context: InteractionContext,
  me: string,
  where: Where,
  element: { block: string; action: string },
  query: string,
): Promise<Json> {
  const answer = await askForOptions(context, me, where, element.block, element.action, query);
  const offered = [
    ...(answer.options ?? []),
    ...(answer.optionGroups ?? []).flatMap((group) => group.options),
  ];
  const option =
    offered.find((one) => one.value === query || plain(one.text) === query) ??
    (offered.length === 1 ? offered[0] : undefined);
  if (!option || !isObject(option)) {
    const names = offered.map((one) => plain(one.text)).join(', ');
    throw new Refusal(`The app did not suggest "${query}". It suggested: ${names || 'nothing'}.`);
  }
  return option;
}

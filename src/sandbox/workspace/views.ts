import { validateView } from '../block-kit/validate.ts';
import { isObject, withIds } from '../blocks/elements.ts';
import { mergeState } from '../blocks/state.ts';
import type { Block, StateValues } from '../protocol.ts';
import { SlackError } from './errors.ts';
import { newId, newSecret } from './ids.ts';
import { personOf } from './people.ts';
import type { ViewRecord } from './records.ts';
import type { Workspace } from './workspace.ts';

/** Slack's limit on modals that lie on each other. */
const maxDepth = 3;

/** The person's open modals, bottom first. */
export function stackOf(workspace: Workspace, user: string): ViewRecord[] {
  return (workspace.indexes.stacks.get(user) ?? []).flatMap((id) => workspace.views.get(id) ?? []);
}

export function homeOf(workspace: Workspace, user: string): ViewRecord | undefined {
  return workspace.views.get(homeId(user));
}

function homeId(user: string): string {
  return `V0HOME${user}`;
}

/** Opens a modal as the person's only one: it takes the place of those that were open. */
export function openView(workspace: Workspace, user: string, view: unknown, origin?: string): ViewRecord {
  const body = checkedBody(workspace, view, 'modal');
  clearStack(workspace, user);
  const id = newId('V');
  const record = newRecord(workspace, { id, user, body, rootViewId: id, previousViewId: null, origin });
  workspace.changes.emit({ type: 'view.opened', view: record });
  return record;
}

export function pushView(workspace: Workspace, user: string, view: unknown, origin?: string): ViewRecord {
  const stack = stackOf(workspace, user);
  const top = stack[stack.length - 1];
  if (!top) throw new SlackError('not_found');
  if (stack.length >= maxDepth) throw new SlackError('push_limit_reached');
  const body = checkedBody(workspace, view, 'modal');
  const record = newRecord(workspace, {
    id: newId('V'),
    user,
    body,
    rootViewId: top.rootViewId,
    previousViewId: top.id,
    origin: origin ?? top.origin,
  });
  workspace.changes.emit({ type: 'view.pushed', view: record });
  return record;
}

/** Replaces a view's content; what the person has typed stays where block_id and action_id stay. */
export function updateView(
  workspace: Workspace,
  before: ViewRecord,
  view: unknown,
  hash?: string,
): ViewRecord {
  if (hash !== undefined && hash !== '' && hash !== before.hash) throw new SlackError('hash_conflict');
  const body = checkedBody(workspace, view, before.body.type, before.id);
  const state = mergeState(body.blocks, {}, before.state, before.origin);
  const record = workspace.views.put({ ...before, body, state, hash: newHash(workspace) });
  workspace.changes.emit({
    type: before.body.type === 'home' ? 'home.published' : 'view.updated',
    view: record,
  });
  return record;
}

export function publishHome(workspace: Workspace, user: string, view: unknown, hash?: string): ViewRecord {
  personOf(workspace, user);
  if (!workspace.manifest.features.app_home.home_tab_enabled) throw new SlackError('not_enabled');
  const before = homeOf(workspace, user);
  if (before) return updateView(workspace, before, view, hash);
  const body = checkedBody(workspace, view, 'home');
  const id = homeId(user);
  const record = newRecord(workspace, { id, user, body, rootViewId: id, previousViewId: null });
  workspace.changes.emit({ type: 'home.published', view: record });
  return record;
}

/** Finds an open modal or a home by its id, or by the external id that the app gave it. */
export function findView(workspace: Workspace, id?: string, externalId?: string): ViewRecord {
  const found = id ? workspace.views.get(id) : externalId ? byExternalId(workspace, externalId) : undefined;
  if (!found) throw new SlackError('not_found');
  return found;
}

export function keepState(
  workspace: Workspace,
  view: ViewRecord,
  values: StateValues | undefined,
): ViewRecord {
  const state = mergeState(view.body.blocks, values, view.state, view.origin);
  return workspace.views.put({ ...view, state });
}

/** Takes the top modal away; the one below shows again. */
export function popView(workspace: Workspace, view: ViewRecord): void {
  workspace.views.delete(view.id);
  workspace.changes.emit({ type: 'view.stack', user: view.user });
}

export function clearStack(workspace: Workspace, user: string): void {
  const open = stackOf(workspace, user);
  for (const view of open) workspace.views.delete(view.id);
  if (open.length > 0) workspace.changes.emit({ type: 'view.stack', user });
}

type Components = Pick<ViewRecord, 'id' | 'user' | 'body' | 'rootViewId' | 'previousViewId'> & {
  origin?: string | undefined;
};

function newRecord(workspace: Workspace, { origin, ...parts }: Components): ViewRecord {
  const state = mergeState(parts.body.blocks, {}, {}, origin);
  const record = { ...parts, hash: newHash(workspace), state, ...(origin === undefined ? {} : { origin }) };
  return workspace.views.put(record);
}

function newHash(workspace: Workspace): string {
  return `${Math.floor(workspace.now() / 1000)}.${newSecret().slice(0, 8)}`;
}

function byExternalId(workspace: Workspace, externalId: string): ViewRecord | undefined {
  return workspace.views.get(workspace.indexes.viewByExternalId.get(externalId) ?? '');
}

function checkedBody(
  workspace: Workspace,
  view: unknown,
  type: 'modal' | 'home',
  own?: string,
): ViewRecord['body'] {
  const messages = validateView(view);
  if (isObject(view) && view.type !== type) {
    messages.push(`[ERROR] the view must be of type "${type}" here [json-pointer:/type]`);
  }
  if (messages.length > 0 || !isObject(view)) {
    throw new SlackError('invalid_arguments', { response_metadata: { messages } });
  }
  const externalId = view.external_id;
  if (typeof externalId === 'string' && externalId !== '') {
    const holder = byExternalId(workspace, externalId);
    if (holder && holder.id !== own) throw new SlackError('duplicate_external_id');
  }
  return { ...view, type, blocks: withIds(view.blocks as Block[]) };
}

import { homeOf } from '../store/lists.ts';
import type { ListenerContext } from './listener-context.ts';
import { home } from './views/home.ts';

/** Shows somebody's App Home as it stands now. */
export async function publishHome(
  context: ListenerContext,
  workspace: string,
  person: string,
): Promise<void> {
  const { kind } = await context.accounts.find(workspace, person);
  const data = await homeOf(context.engine.db, workspace, { id: person, kind });
  const owners = [...data.mine, ...data.due, ...(data.unowned ?? [])].flatMap((row) => row.owner ?? []);
  const names = await context.names(workspace, owners);
  await context.client(workspace).views.publish({ user_id: person, view: home(data, context.now(), names) });
}

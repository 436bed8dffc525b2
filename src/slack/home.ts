import { homeOf } from '../store/queries.ts';
import type { Muster } from './listener-context.ts';
import { home } from './views/home.ts';

/** Shows somebody's App Home as it stands now. */
export async function publishHome(muster: Muster, workspace: string, person: string): Promise<void> {
  const data = await homeOf(muster.engine.db, workspace, person);
  const owners = [...data.mine, ...data.due, ...(data.unowned ?? [])].flatMap((row) => row.owner ?? []);
  const names = await muster.names(workspace, owners);
  await muster.client(workspace).views.publish({ user_id: person, view: home(data, muster.now(), names) });
}

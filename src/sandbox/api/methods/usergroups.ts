import type { Json } from '../../protocol.ts';
import { SlackError } from '../../workspace/errors.ts';
import type { UsergroupRecord } from '../../workspace/records.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { flag, required } from '../arguments.ts';
import { type Methods, method } from '../method.ts';

const scopes = ['usergroups:read'];

export const usergroupMethods: Methods = {
  'usergroups.list': method(
    't2',
    scopes,
    { include_count: flag, include_disabled: flag, include_users: flag },
    ({ workspace, args }) => {
      const groups = [...workspace.usergroups.values()].filter(
        (group) => group.disabledAt === 0 || args.include_disabled,
      );
      return {
        usergroups: groups.map((group) => ({
          ...groupShape(workspace, group),
          ...(args.include_users ? { users: group.users } : {}),
          ...(args.include_count ? { user_count: group.users.length } : {}),
        })),
      };
    },
  ),

  'usergroups.users.list': method(
    't2',
    scopes,
    { usergroup: required('no_such_subteam'), include_disabled: flag },
    ({ workspace, args }) => {
      const group = workspace.usergroups.get(args.usergroup);
      if (!group || (group.disabledAt !== 0 && !args.include_disabled)) {
        throw new SlackError('no_such_subteam');
      }
      return { users: group.users };
    },
  ),
};

function groupShape(workspace: Workspace, group: UsergroupRecord): Json {
  return {
    id: group.id,
    team_id: workspace.identity.id,
    is_usergroup: true,
    is_subteam: true,
    name: group.name,
    description: group.description,
    handle: group.handle,
    is_external: false,
    date_create: group.created,
    date_update: group.updated,
    date_delete: group.disabledAt,
    auto_type: null,
    created_by: workspace.app.botUserId,
    updated_by: workspace.app.botUserId,
    deleted_by: null,
    prefs: { channels: [], groups: [] },
  };
}

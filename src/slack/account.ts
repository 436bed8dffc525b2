import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import type { PersonKind } from '../domain/kernel/people.ts';
import { refusedWith } from './calls.ts';
import { nameOf } from './names.ts';

/** Of somebody's account, as Slack tells it. `teams` are the workspaces that they belong to. */
export type Account = { readonly kind: PersonKind; readonly teams: readonly string[] };

const UNKNOWN_TO_SLACK: readonly (string | null)[] = [
  'user_not_found',
  'user_not_visible',
  'users_not_found',
];
/** Slack's own helper, which is an app though it is not told to be one. */
const SLACKBOT = 'USLACKBOT';

/**
 * What Slack says of them now, with their name.
 * @throws when it does not say
 */
export async function askAccount(client: WebClient, home: string, person: string) {
  try {
    const { user = {} } = await client.users.info({ user: person });
    return { account: accountOf(user, home), name: nameOf(user) };
  } catch (error) {
    if (!UNKNOWN_TO_SLACK.includes(refusedWith(error))) throw error;
    const account: Account = { kind: 'unknown', teams: [] };
    return { account, name: '' };
  }
}

type User = NonNullable<UsersInfoResponse['user']>;
export type ChangedUser = User & { readonly id: string };

/** In an organisation with several workspaces, people belong to each that Slack lists, whichever is their first. */
export function accountOf(user: User, home: string): Account {
  const { team_id, teams = [], enterprise_user } = user;
  const all = [...(team_id ? [team_id] : []), ...teams, ...(enterprise_user?.teams ?? [])];
  return { kind: kindIn(user, all, home), teams: all };
}

function kindIn(user: User, teams: readonly string[], home: string): PersonKind {
  const { is_stranger, is_bot, is_workflow_bot, is_connector_bot, deleted } = user;
  if (is_stranger) return 'external';
  if (teams.length === 0) return 'unknown';
  if (!teams.includes(home)) return 'external';
  if (is_bot || is_workflow_bot || is_connector_bot || user.id === SLACKBOT) return 'app';
  if (deleted) return 'deactivated';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import pRetry from 'p-retry';
import type { Playbook, Team } from '../domain/kernel/playbook.ts';
import type { Database } from '../store/client.ts';
import { rememberLinesChannel } from '../store/lines-channel.ts';
import { peopleByEmail } from '../store/people/find.ts';
import { rememberPeople } from '../store/people/remember.ts';
import { applyRoster, nameWorkspace } from '../store/roster/apply.ts';
import { refusedWith, retryAfterOf } from './calls.ts';
import { pagesOf } from './pages.ts';

/** The configuration file's people and playbooks; people are named by e-mail or Slack id. */
export type RosterConfig = {
  readonly channel: string;
  readonly managers: readonly string[];
  readonly teams: readonly Team[];
  readonly playbooks: readonly Playbook[];
};

export type Provisioned = {
  readonly workspace: string;
  readonly botUser: string;
  readonly warnings: readonly string[];
};

/**
 * Makes the workspace as the configuration wants it: who is who, teams and playbooks by key, the escalations channel.
 * What cannot be done is a warning in words; Muster works without it.
 */
export async function provisionWorkspace(
  db: Database,
  client: WebClient,
  roster: RosterConfig,
): Promise<Provisioned> {
  const me = await client.auth.test();
  const workspace = me.team_id ?? '';
  await nameWorkspace(db, workspace, me.team ?? workspace);
  const warnings: string[] = [];
  const ids = await idsOf(db, client, workspace, peopleIn(roster), warnings);
  const idsIn = (people: readonly string[]) => people.flatMap((one) => ids.get(one) ?? []);
  await applyRoster(db, workspace, {
    managers: idsIn(roster.managers),
    teams: roster.teams.map((team) => ({ ...team, leads: idsIn(team.leads), members: idsIn(team.members) })),
    playbooks: roster.playbooks,
  });
  const channel = await linesChannel(client, roster.channel, warnings);
  await rememberLinesChannel(db, workspace, channel);
  return { workspace, botUser: me.user_id ?? '', warnings };
}

function peopleIn(roster: RosterConfig): string[] {
  const all = [...roster.managers, ...roster.teams.flatMap((team) => [...team.leads, ...team.members])];
  return [...new Set(all)];
}

/** Slack ids by how the file names people. Slack is asked only for those it has not told before. */
async function idsOf(
  db: Database,
  client: WebClient,
  workspace: string,
  people: readonly string[],
  warnings: string[],
): Promise<Map<string, string>> {
  const ids = new Map(people.filter((one) => !one.includes('@')).map((id) => [id, id]));
  const emails = people.filter((one) => one.includes('@'));
  for (const known of await peopleByEmail(db, workspace, emails))
    if (known.email) ids.set(known.email, known.id);
  for (const email of emails.filter((one) => !ids.has(one))) {
    const found = await lookUp(client, email);
    if (found === null) {
      warnings.push(
        `Nobody in this workspace has the e-mail ${email}. Correct it in the configuration file, or invite them.`,
      );
    } else {
      await rememberPeople(db, workspace, [{ ...found, email }]);
      ids.set(email, found.id);
    }
  }
  return ids;
}

async function lookUp(client: WebClient, email: string): Promise<{ id: string; name: string } | null> {
  try {
    const { user } = await patiently(() => client.users.lookupByEmail({ email }));
    if (!user?.id) return null;
    return { id: user.id, name: user.profile?.display_name || user.real_name || user.name || email };
  } catch (error) {
    if (refusedWith(error) === 'users_not_found') return null;
    throw error;
  }
}

/** The escalations channel's id: found by its name, else created. */
async function linesChannel(client: WebClient, name: string, warnings: string[]): Promise<string | null> {
  const all = { types: 'public_channel,private_channel', exclude_archived: true, limit: 999 };
  for await (const page of pagesOf(patient(client), 'conversations.list', all)) {
    const found = page.channels?.find((one) => one.name === name);
    if (found?.id) {
      if (!found.is_member) await patiently(() => client.conversations.join({ channel: found.id ?? '' }));
      return found.id;
    }
  }
  try {
    const made = await patiently(() => client.conversations.create({ name }));
    return made.channel?.id ?? null;
  } catch (error) {
    const reason = refusedWith(error);
    if (reason === null) throw error;
    warnings.push(
      `The escalations channel #${name} could not be made (${reason}), so no escalation is announced there. If it is private or archived, invite Muster to it or name another one in the configuration file.`,
    );
    return null;
  }
}

/** The client, whose every page waits by itself, so that a long list goes on where it was. */
function patient(client: WebClient): WebClient {
  const apiCall: WebClient['apiCall'] = (...call) => patiently(() => client.apiCall(...call));
  return Object.assign(Object.create(client) as WebClient, { apiCall });
}

/** At start there is time: wait as long as Slack asks, a few times. */
function patiently<T>(call: () => Promise<T>): Promise<T> {
  const shouldRetry = async ({ error }: { readonly error: Error }) => {
    const asked = retryAfterOf(error);
    if (asked !== null) await sleep(asked);
    return asked !== null;
  };
  return pRetry(call, { retries: 4, minTimeout: 0, shouldRetry });
}

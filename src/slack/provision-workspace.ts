import type { WebClient } from '@slack/web-api';
import type { Playbook, Team } from '../domain/kernel/playbook.ts';
import type { Instant } from '../domain/kernel/time.ts';
import type { Database } from '../store/client.ts';
import { peopleByEmail } from '../store/people/find.ts';
import { rememberPeople } from '../store/people/remember.ts';
import { applyRoster, nameWorkspace } from '../store/roster/apply.ts';
import { findLinesChannel } from './lines-channel.ts';
import { patiently } from './patience.ts';
import { guestsAmong } from './roster-guests.ts';
import { lookUpByEmail } from './successor.ts';

/** The configuration file's people and playbooks; people are named by e-mail or Slack id. */
export type RosterConfig = {
  readonly channel: string;
  readonly managers: readonly string[];
  readonly teams: readonly Team[];
  readonly playbooks: readonly Playbook[];
};

export type Provisioned = {
  readonly workspace: string;
  readonly warnings: readonly string[];
  /** What takes longer than a start may, with its warnings; null when nothing does. */
  readonly rest: Promise<readonly string[]> | null;
};

/**
 * Makes the workspace as the configuration wants it: who is who, teams and playbooks by key, the escalations channel.
 * What cannot be done is a warning in words; Muster works without it.
 */
export async function provisionWorkspace(
  db: Database,
  client: WebClient,
  roster: RosterConfig,
  now: Instant,
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
  const chiefs = [...new Set([roster.managers, ...roster.teams.map(({ leads }) => leads)].flatMap(idsIn))];
  for (const guest of await guestsAmong(db, client, workspace, chiefs, now)) {
    const called = peopleIn(roster).find((one) => ids.get(one) === guest) ?? guest;
    warnings.push(
      `${called} is a guest of this workspace, who can neither lead nor manage: name somebody else in the configuration file.`,
    );
  }
  const lines = await findLinesChannel(db, client, workspace, roster.channel);
  return { workspace, warnings: [...warnings, ...lines.warnings], rest: lines.rest };
}

function peopleIn(roster: RosterConfig): string[] {
  const all = [...roster.managers, ...roster.teams.flatMap((team) => [...team.leads, ...team.members])];
  return [...new Set(all)];
}

/** Slack ids by how the file names people. Slack is asked only for those it has not told before, and for those who are gone. */
async function idsOf(
  db: Database,
  client: WebClient,
  workspace: string,
  people: readonly string[],
  warnings: string[],
): Promise<Map<string, string>> {
  const ids = new Map(people.filter((one) => !one.includes('@')).map((id) => [id, id]));
  const emails = people.filter((one) => one.includes('@'));
  const known = await peopleByEmail(db, workspace, emails);
  for (const email of emails) {
    const named = known.filter((one) => one.email === email);
    const here = named.find((one) => !one.isGone);
    const found = here ?? (await patiently(() => lookUpByEmail(client, email)));
    if (found !== null && here === undefined) await rememberPeople(db, workspace, [{ ...found, email }]);
    const id = found?.id ?? named[0]?.id;
    if (id !== undefined) ids.set(email, id);
    else {
      warnings.push(
        `Nobody in this workspace has the e-mail ${email}. Correct it in the configuration file, or invite them.`,
      );
    }
  }
  return ids;
}

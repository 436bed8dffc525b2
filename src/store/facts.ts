import { type Actor, MUSTER } from '../domain/command.ts';
import type { PersonId, PulledTeam } from '../domain/escalation.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { Transaction } from './client.ts';
import { playbookOf, teams } from './roster.ts';

/** How many specialists of a team are pulled in at once. */
const SPECIALISTS = 5;

export async function playbookByKey(
  tx: Transaction,
  workspace: string,
  key: string,
): Promise<Playbook | null> {
  const row = await tx.playbook.findUnique({ where: { workspaceId_key: { workspaceId: workspace, key } } });
  return row === null ? null : playbookOf(row);
}

export async function managers(tx: Transaction, workspace: string): Promise<PersonId[]> {
  const rows = await tx.manager.findMany({
    where: { workspaceId: workspace },
    orderBy: { position: 'asc' },
  });
  const people = rows.map((row) => row.personId);
  const gone = await departedOf(tx, workspace, people);
  return people.filter((one) => !gone.includes(one));
}

/** Those of them who have left the workspace. */
export async function departedOf(
  tx: Transaction,
  workspace: string,
  people: readonly PersonId[],
): Promise<PersonId[]> {
  const rows = await tx.person.findMany({
    where: { workspaceId: workspace, id: { in: [...people] }, isGone: true },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** What the roster says of somebody now; Muster itself for null. */
export async function actorOf(tx: Transaction, workspace: string, person: PersonId | null): Promise<Actor> {
  if (person === null) return MUSTER;
  const [row] = await tx.$queryRaw<{ leads: string[]; manages: boolean }[]>`
    SELECT ARRAY(
      SELECT "teamKey" FROM "TeamMember"
      WHERE "workspaceId" = ${workspace} AND "personId" = ${person} AND role = 'lead' ORDER BY "teamKey"
    ) AS leads, EXISTS(
      SELECT 1 FROM "Manager" WHERE "workspaceId" = ${workspace} AND "personId" = ${person}
    ) AS manages`;
  return { id: person, leads: row?.leads ?? [], manages: row?.manages ?? false };
}

/** These teams as they are pulled in now: all leads, and the specialists with the fewest open swarms, of those still here. Unknown keys are left out. */
export async function pulledTeams(
  tx: Transaction,
  workspace: string,
  keys: readonly string[],
): Promise<PulledTeam[]> {
  if (keys.length === 0) return [];
  const known = new Map((await teams(tx, workspace)).map((team) => [team.key, team]));
  const leads = [...known.values()].flatMap((team) => team.leads);
  const gone = await departedOf(tx, workspace, leads);
  const pulled: PulledTeam[] = [];
  for (const key of new Set(keys)) {
    const team = known.get(key);
    if (team === undefined) continue;
    const specialists = await specialistsFor(tx, workspace, key);
    pulled.push({
      key,
      name: team.name,
      leads: team.leads.filter((one) => !gone.includes(one)),
      specialists,
    });
  }
  return pulled;
}

/** A team's specialists with the fewest open swarms, in the roster's order where equal. Leads do not count as specialists. */
export async function specialistsFor(
  tx: Transaction,
  workspace: string,
  team: string,
  limit = SPECIALISTS,
): Promise<PersonId[]> {
  const rows = await tx.$queryRaw<{ personId: string }[]>`
    SELECT member."personId" FROM "TeamMember" member
    LEFT JOIN LATERAL (
      SELECT count(*) AS swarms FROM "Participation" p
      WHERE p."workspaceId" = member."workspaceId" AND p."personId" = member."personId" AND p."isActive"
    ) load ON true
    WHERE member."workspaceId" = ${workspace} AND member."teamKey" = ${team} AND member.role = 'member'
      AND NOT EXISTS (SELECT 1 FROM "Person" gone
        WHERE gone."workspaceId" = member."workspaceId" AND gone.id = member."personId" AND gone."isGone")
    ORDER BY load.swarms, member.position LIMIT ${limit}`;
  return rows.map((row) => row.personId);
}

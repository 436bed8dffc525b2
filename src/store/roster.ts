import type { PersonId } from '../domain/kernel/escalation.ts';
import type { Cadence, Kind, Playbook, Severity, Team } from '../domain/kernel/playbook.ts';
import { type Playbook as PlaybookRow, Prisma, type TeamRole } from '../generated/prisma/client.ts';
import type { Database, Reader, Transaction } from './client.ts';

/** Slack id of the channel that lists all escalations. */
const LINES_CHANNEL = 'lines-channel';

/** Somebody, by their Slack id. */
export type Person = {
  readonly id: PersonId;
  readonly name: string;
  readonly email?: string | null;
  readonly timeZone?: string | null;
};

/** Who is who in a workspace, people by Slack id. */
export type Roster = {
  readonly managers: readonly PersonId[];
  readonly teams: readonly Team[];
  readonly playbooks: readonly Playbook[];
};

/** Before anything else of a workspace can be stored. */
export async function nameWorkspace(db: Database, id: string, name: string): Promise<void> {
  await db.workspace.upsert({ where: { id }, create: { id, name }, update: { name } });
}

/**
 * Makes the workspace's roster exactly this one, by key. What escalations copied of the former one stays as it is.
 * Of processes that apply at once each does so as a whole.
 */
export async function applyRoster(db: Database, workspace: string, roster: Roster): Promise<void> {
  const workspaceId = workspace;
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE id = ${workspace} FOR UPDATE`;
    await tx.manager.deleteMany({ where: { workspaceId } });
    await tx.team.deleteMany({ where: { workspaceId } });
    await tx.playbook.deleteMany({ where: { workspaceId } });
    const managers = unique(roster.managers);
    await tx.manager.createMany({
      data: managers.map((personId, position) => ({ workspaceId, personId, position })),
    });
    await tx.team.createMany({
      data: roster.teams.map(({ key, name, skills }, position) => ({
        workspaceId,
        key,
        name,
        skills: [...skills],
        position,
      })),
    });
    await tx.teamMember.createMany({ data: roster.teams.flatMap((team) => memberRows(workspaceId, team)) });
    await tx.playbook.createMany({
      data: roster.playbooks.map(({ claimWithin, cadence, ...playbook }, position) => ({
        ...playbook,
        workspaceId,
        teams: [...playbook.teams],
        cadence: { ...cadence },
        claimWithinMs: claimWithin,
        position,
      })),
    });
  });
}

export async function teams(reader: Reader, workspace: string): Promise<Team[]> {
  const people = (role: TeamRole) => Prisma.sql`ARRAY(
    SELECT m."personId" FROM "TeamMember" m
    WHERE m."workspaceId" = team."workspaceId" AND m."teamKey" = team.key AND m.role = ${role}::"TeamRole" ORDER BY m.position)`;
  return reader.$queryRaw<Team[]>`
    SELECT key, name, skills, ${people('lead')} AS leads, ${people('member')} AS members
    FROM "Team" team WHERE "workspaceId" = ${workspace} ORDER BY position`;
}

export async function playbooks(reader: Reader, workspace: string): Promise<Playbook[]> {
  const rows = await reader.playbook.findMany({
    where: { workspaceId: workspace },
    orderBy: { position: 'asc' },
  });
  return rows.map(playbookOf);
}

/** What Slack says of them now; what is left out stays as it was. */
export async function rememberPeople(
  db: Database,
  workspace: string,
  people: readonly Person[],
): Promise<void> {
  for (const { id, ...facts } of people) {
    await db.person.upsert({
      where: { workspaceId_id: { workspaceId: workspace, id } },
      create: { workspaceId: workspace, id, ...facts },
      update: facts,
    });
  }
}

/** Notes that these have left the workspace, as far as they are known. */
export async function noteDeparted(
  tx: Transaction,
  workspace: string,
  people: readonly PersonId[],
): Promise<void> {
  const where = { workspaceId: workspace, id: { in: [...people] }, isGone: false };
  await tx.person.updateMany({ where, data: { isGone: true } });
}

/** Notes whether somebody has left the workspace; a row is written only when that is news. */
export async function notePresence(
  tx: Transaction,
  workspace: string,
  { id, name, isGone }: { readonly id: PersonId; readonly name: string; readonly isGone: boolean },
): Promise<void> {
  const known = { workspaceId: workspace, id };
  const { count } = await tx.person.updateMany({ where: { ...known, isGone: !isGone }, data: { isGone } });
  if (isGone && count === 0)
    await tx.person.createMany({ data: [{ ...known, name, isGone }], skipDuplicates: true });
}

/** Those of them whom we know. */
export function peopleById(reader: Reader, workspace: string, ids: readonly string[]): Promise<Person[]> {
  return reader.person.findMany({ where: { workspaceId: workspace, id: { in: [...ids] } } });
}

/** Those of them whom we know. */
export function peopleByEmail(
  reader: Reader,
  workspace: string,
  emails: readonly string[],
): Promise<Person[]> {
  return reader.person.findMany({ where: { workspaceId: workspace, email: { in: [...emails] } } });
}

/** @param channel Slack id of the escalations channel; null when there is none. */
export async function rememberLinesChannel(
  db: Database,
  workspace: string,
  channel: string | null,
): Promise<void> {
  const key = { workspaceId: workspace, key: LINES_CHANNEL };
  if (channel === null) {
    await db.setting.deleteMany({ where: key });
    return;
  }
  await db.setting.upsert({
    where: { workspaceId_key: key },
    create: { ...key, value: channel },
    update: { value: channel },
  });
}

export async function linesChannelOf(reader: Reader, workspace: string): Promise<string | null> {
  const key = { workspaceId: workspace, key: LINES_CHANNEL };
  return (await reader.setting.findUnique({ where: { workspaceId_key: key } }))?.value ?? null;
}

function memberRows(workspaceId: string, { key: teamKey, leads, members }: Team) {
  const ids = unique([...leads, ...members]);
  return ids.map((personId, position) => {
    const role = leads.includes(personId) ? ('lead' as const) : ('member' as const);
    return { workspaceId, teamKey, personId, role, position };
  });
}

export function playbookOf(
  row: Omit<PlaybookRow, 'claimWithinMs'> & { readonly claimWithinMs: bigint | number },
): Playbook {
  return {
    key: row.key,
    trigger: row.trigger,
    kind: row.kind as Kind,
    severity: row.severity as Severity,
    teams: row.teams,
    cadence: row.cadence as Cadence,
    claimWithin: Number(row.claimWithinMs),
    outcome: row.outcome,
  };
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}

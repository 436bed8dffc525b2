import type { PersonId } from '../../domain/kernel/escalation.ts';
import type { Playbook, Team } from '../../domain/kernel/playbook.ts';
import type { Database } from '../client.ts';

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

function memberRows(workspaceId: string, { key: teamKey, leads, members }: Team) {
  const ids = unique([...leads, ...members]);
  return ids.map((personId, position) => {
    const role = leads.includes(personId) ? ('lead' as const) : ('member' as const);
    return { workspaceId, teamKey, personId, role, position };
  });
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}

import type { Cadence, Kind, Playbook, Severity, Team } from '../../domain/kernel/playbook.ts';
import { type Playbook as PlaybookRow, Prisma, type TeamRole } from '../../generated/prisma/client.ts';
import type { Reader } from '../client.ts';

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

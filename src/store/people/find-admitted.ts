import type { PersonId } from '../../domain/kernel/escalation.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import type { Reader } from '../client.ts';

/** The workspaces of somebody of whom Slack has said so since then and who has not left; null for anybody else. */
export async function teamsIfAdmitted(
  reader: Reader,
  workspace: string,
  id: PersonId,
  since: Instant,
): Promise<readonly string[] | null> {
  const where = { workspaceId: workspace, id, isGone: false, admittedAt: { gte: new Date(since) } };
  return (await reader.person.findFirst({ where, select: { teams: true } }))?.teams ?? null;
}

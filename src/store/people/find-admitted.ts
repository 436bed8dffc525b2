import type { PersonId } from '../../domain/kernel/escalation.ts';
import type { OurKind } from '../../domain/kernel/people.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import type { Reader } from '../client.ts';

/** Kind and workspaces of somebody of whom Slack has said so since then and who has not left; null for anybody else. */
export async function findAdmitted(
  reader: Reader,
  workspace: string,
  id: PersonId,
  since: Instant,
): Promise<{ readonly kind: OurKind; readonly teams: readonly string[] } | null> {
  const where = { workspaceId: workspace, id, isGone: false, admittedAt: { gte: new Date(since) } };
  const row = await reader.person.findFirst({ where, select: { teams: true, kind: true } });
  // Of whom it is not noted, as an earlier version did not, it counts as the least.
  return row && { teams: row.teams, kind: row.kind === 'member' ? 'member' : 'guest' };
}

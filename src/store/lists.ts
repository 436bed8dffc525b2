import type { PersonId } from '../domain/kernel/escalation.ts';
import type { PersonKind } from '../domain/kernel/people.ts';
import type { Severity } from '../domain/kernel/playbook.ts';
import type { Instant } from '../domain/kernel/time.ts';
import type { Status } from '../domain/slices/resolution.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { atMost } from './bulk.ts';
import type { Reader } from './client.ts';
import { isOpenIn } from './queries.ts';

/** An escalation as lists show it. */
export type ListRow = {
  readonly escalation: string;
  readonly number: number;
  readonly status: Status;
  readonly severity: Severity;
  readonly customer: string;
  readonly title: string;
  readonly owner: PersonId | null;
  readonly isPrivate: boolean;
  readonly channel: string | null;
  readonly openedAt: Instant;
  readonly nextDueAt: Instant | null;
  readonly missed: boolean;
};

export type Home = {
  /** Open swarms they are in, the newest first. */
  readonly mine: ListRow[];
  /** Open escalations whose next customer update is theirs to give, soonest first. */
  readonly due: ListRow[];
  /** Open ones that nobody owns and they may see, their own teams' first; null for whoever leads no team. */
  readonly unowned: ListRow[] | null;
};

/** Who looks, and what they are to the workspace. */
export type Viewer = { readonly id: PersonId; readonly kind: PersonKind };

/** Lists are for reading: nobody reads more than this, and Slack shows no more. */
const LONGEST = 100;

/** What is open in a workspace and this person may see, the newest first. */
export async function openEscalations(reader: Reader, workspace: string, viewer: Viewer): Promise<ListRow[]> {
  return list(reader, workspace, viewer, Prisma.sql`true`, Prisma.sql`e."openedAt" DESC, e.number DESC`);
}

export async function homeOf(reader: Reader, workspace: string, viewer: Viewer): Promise<Home> {
  const isMine = Prisma.sql`e.id IN (
    SELECT p."escalationId" FROM "Participation" p
    WHERE p."workspaceId" = ${workspace} AND p."personId" = ${viewer.id} AND p."isActive")`;
  const isDue = Prisma.sql`e."communicatorId" = ${viewer.id} AND e."nextDueAt" IS NOT NULL`;
  const listed = (where: Prisma.Sql, order: Prisma.Sql) => list(reader, workspace, viewer, where, order);
  return {
    mine: await listed(isMine, Prisma.sql`e."openedAt" DESC, e.number DESC`),
    due: await listed(isDue, Prisma.sql`e."nextDueAt", e.number`),
    unowned: await unownedFor(reader, workspace, viewer),
  };
}

async function unownedFor(reader: Reader, workspace: string, viewer: Viewer): Promise<ListRow[] | null> {
  const led = await reader.teamMember.findMany({
    where: { workspaceId: workspace, personId: viewer.id, role: 'lead' },
    select: { teamKey: true },
  });
  if (led.length === 0 || viewer.kind !== 'member') return null;
  const keys = led.map((one) => one.teamKey);
  const ledFirst = Prisma.sql`(e.teams && ${keys}::text[]) DESC, e."openedAt", e.number`;
  return list(reader, workspace, viewer, Prisma.sql`e."ownerId" IS NULL`, ledFirst);
}

/** The same as the gate of the domain says of seeing, for a whole list; a test compares the two. */
function isVisibleTo({ id, kind }: Viewer): Prisma.Sql {
  const isIn = Prisma.sql`EXISTS (
    SELECT 1 FROM "Participation" p WHERE p."escalationId" = e.id AND p."personId" = ${id} AND p."leftAt" IS NULL)`;
  switch (kind) {
    case 'member':
      return Prisma.sql`(NOT e."isPrivate" OR e."monitorId" = ${id} OR ${isIn})`;
    case 'guest':
      return isIn;
    case 'external':
    case 'app':
    case 'deactivated':
    case 'unknown':
    case 'unasked':
      return Prisma.sql`false`;
  }
}

type ListedRow = Omit<ListRow, 'openedAt' | 'nextDueAt'> & {
  readonly openedAt: Date;
  readonly nextDueAt: Date | null;
};

/** The only way to a list, so that none shows what is closed or what the viewer may not see. */
async function list(
  reader: Reader,
  workspace: string,
  viewer: Viewer,
  where: Prisma.Sql,
  order: Prisma.Sql,
): Promise<ListRow[]> {
  const rows = await reader.$queryRaw<ListedRow[]>`
    SELECT e.id AS escalation, e.number, e.status, e.severity, e.customer, e.title, e."ownerId" AS owner, e."isPrivate",
      e."channelId" AS channel, e."openedAt", e."nextDueAt", e."isMissed" AS missed
    FROM "Escalation" e WHERE ${isOpenIn(workspace)} AND ${isVisibleTo(viewer)} AND ${where}
    ORDER BY ${order} ${atMost(LONGEST)}`;
  return rows.map((row) => ({
    ...row,
    openedAt: row.openedAt.getTime(),
    nextDueAt: row.nextDueAt?.getTime() ?? null,
  }));
}

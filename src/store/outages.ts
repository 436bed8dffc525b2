import type { PersonId } from '../domain/kernel/escalation.ts';
import type { Instant } from '../domain/kernel/time.ts';
import type { Database, Reader } from './client.ts';
import { tellNext, toTell } from './to-tell.ts';

/** Since when Slack takes nothing from Muster in a workspace, and why. */
export type Outage = { readonly workspace: string; readonly since: Instant; readonly reason: string };

type PastOutage = Omit<Outage, 'workspace'> & { readonly until: Instant };

/** One that is over, and a manager who is to hear of it. */
export type ToTell = Outage & { readonly until: Instant; readonly manager: PersonId };

const OUTAGE = 'slack-outage';
const TO_TELL = 'slack-outage-over';

/** Notes it; false when it is known already. */
export async function noteOutage(db: Database, { workspace, since, reason }: Outage): Promise<boolean> {
  const row = { workspaceId: workspace, key: OUTAGE, value: JSON.stringify({ since, reason }) };
  return (await db.setting.createMany({ data: [row], skipDuplicates: true })).count === 1;
}

/** In all workspaces. */
export async function outages(reader: Reader): Promise<Outage[]> {
  const rows = await reader.setting.findMany({ where: { key: OUTAGE } });
  return rows.map(({ workspaceId, value }) => ({ workspace: workspaceId, ...JSON.parse(value) }));
}

/** Whoever ends it has the managers told; false when somebody else has ended it. */
export async function endOutage(
  db: Database,
  { workspace, since, reason }: Outage,
  until: Instant,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.setting.deleteMany({ where: { workspaceId: workspace, key: OUTAGE } });
    if (count === 0) return false;
    await toTell<PastOutage>(tx, workspace, TO_TELL, { since, until, reason });
    return true;
  });
}

/** Tells the next manager who is to hear of an outage that is over; see `tellNext`. */
export function tellNextOutage(db: Database, tell: (one: ToTell) => Promise<boolean>): Promise<boolean> {
  return tellNext<PastOutage>(db, TO_TELL, (workspace, manager, outage) =>
    tell({ workspace, manager, ...outage }),
  );
}

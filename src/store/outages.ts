import type { PersonId } from '../domain/kernel/escalation.ts';
import type { Instant } from '../domain/kernel/time.ts';
import type { Database, Reader, Transaction } from './client.ts';
import { managers } from './facts.ts';

/** Since when Slack takes nothing from Muster in a workspace, and why. */
export type Outage = { readonly workspace: string; readonly since: Instant; readonly reason: string };

/** One that is over, and a manager who is to hear of it. */
export type ToTell = Outage & { readonly until: Instant; readonly manager: PersonId };

const OUTAGE = 'slack-outage';
const TO_TELL = 'slack-outage-to-tell';
/** Longer than Slack's client waits for an answer. */
const TELLING_MS = 20_000;

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
    const value = JSON.stringify({ since, until, reason, managers: await managers(tx, workspace) });
    await saveToTell(tx, workspace, value);
    return true;
  });
}

/**
 * Tells the next manager who is to hear of an outage that is over, while no other process does. Whoever is not told, or
 * whose telling breaks off, is told by the next look. Returns whether somebody was told.
 */
export async function tellNext(db: Database, tell: (one: ToTell) => Promise<boolean>): Promise<boolean> {
  const work = async (tx: Transaction): Promise<boolean> => {
    const [row] = await tx.$queryRaw<{ workspaceId: string; value: string }[]>`
      SELECT "workspaceId", value FROM "Setting" WHERE key = ${TO_TELL} LIMIT 1 FOR UPDATE SKIP LOCKED`;
    if (row === undefined) return false;
    const { workspaceId: workspace, value } = row;
    const { managers: left, ...outage } = JSON.parse(value) as StoredToTell;
    const [manager, ...others] = left;
    if (manager !== undefined && !(await tell({ workspace, ...outage, manager }))) return false;
    if (others.length > 0) await saveToTell(tx, workspace, JSON.stringify({ ...outage, managers: others }));
    else await tx.setting.deleteMany({ where: { workspaceId: workspace, key: TO_TELL } });
    return true;
  };
  return db.$transaction(work, { timeout: TELLING_MS });
}

type StoredToTell = Omit<Outage, 'workspace'> & {
  readonly until: Instant;
  readonly managers: readonly PersonId[];
};

async function saveToTell(tx: Transaction, workspaceId: string, value: string): Promise<void> {
  const key = { workspaceId, key: TO_TELL };
  await tx.setting.upsert({
    where: { workspaceId_key: key },
    create: { ...key, value },
    update: { value },
  });
}

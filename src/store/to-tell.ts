import type { PersonId } from '../domain/kernel/escalation.ts';
import type { Database, Transaction } from './client.ts';
import { managers } from './facts.ts';

// What managers are to hear directly, each once, whatever process comes down meanwhile. Of one kind, the latest counts.

/** Longer than Slack's client waits for an answer. */
const TELLING_MS = 20_000;

type Stored<N> = { readonly notice: N; readonly managers: readonly PersonId[] };

export async function toTell<N>(tx: Transaction, workspace: string, kind: string, notice: N): Promise<void> {
  await save<N>(tx, workspace, kind, { notice, managers: await managers(tx, workspace) });
}

/** Whoever has not heard of it yet does not have to. */
export async function nothingToTell(tx: Transaction, workspace: string, kind: string): Promise<void> {
  await tx.setting.deleteMany({ where: { workspaceId: workspace, key: kind } });
}

/**
 * Tells the next manager who is to hear something of this kind, while no other process does. Whoever is not told, or whose
 * telling breaks off, is told by the next look. Returns whether somebody was told.
 */
export async function tellNext<N>(
  db: Database,
  kind: string,
  tell: (workspace: string, manager: PersonId, notice: N) => Promise<boolean>,
): Promise<boolean> {
  const work = async (tx: Transaction): Promise<boolean> => {
    const [row] = await tx.$queryRaw<{ workspaceId: string; value: string }[]>`
      SELECT "workspaceId", value FROM "Setting" WHERE key = ${kind} LIMIT 1 FOR UPDATE SKIP LOCKED`;
    if (row === undefined) return false;
    const { notice, managers: left } = JSON.parse(row.value) as Stored<N>;
    const [manager, ...others] = left;
    if (manager !== undefined && !(await tell(row.workspaceId, manager, notice))) return false;
    if (others.length > 0) await save<N>(tx, row.workspaceId, kind, { notice, managers: others });
    else await nothingToTell(tx, row.workspaceId, kind);
    return true;
  };
  return db.$transaction(work, { timeout: TELLING_MS });
}

async function save<N>(tx: Transaction, workspaceId: string, key: string, stored: Stored<N>): Promise<void> {
  const row = { workspaceId, key };
  const value = JSON.stringify(stored);
  await tx.setting.upsert({
    where: { workspaceId_key: row },
    create: { ...row, value },
    update: { value },
  });
}

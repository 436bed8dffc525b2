import { Prisma } from '../generated/prisma/client.ts';
import type { Batch } from './batch.ts';
import type { Transaction } from './client.ts';

const KEY = 'escalation';

/**
 * Makes others who open in this workspace wait until the transaction ends, so that numbers have no gaps and a ticket is
 * looked up after whoever opened just before.
 */
export async function lockNumbers(tx: Transaction, workspace: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Counter" ("workspaceId", key, value) VALUES (${workspace}, ${KEY}, 0)
    ON CONFLICT ("workspaceId", key) DO UPDATE SET value = "Counter".value`;
}

/** The same in a batch that runs alone: fails at once when somebody else is opening. */
export function lockNumbersNow(workspace: string): Prisma.Sql {
  return Prisma.sql`SELECT 1 FROM "Counter" WHERE "workspaceId" = ${workspace} AND key = ${KEY} FOR UPDATE NOWAIT`;
}

/** The workspace's next escalation number, to be selected along with whatever else is. */
export function nextNumber(workspace: string): Prisma.Sql {
  return Prisma.sql`1 + COALESCE((SELECT value FROM "Counter" WHERE "workspaceId" = ${workspace} AND key = ${KEY}), 0)`;
}

/** No two escalations have one number: who took the same before makes the batch a lost race. */
export function takeNumber(batch: Batch, workspace: string, number: number): void {
  batch.add(
    'Counter',
    Prisma.sql`INSERT INTO "Counter" ("workspaceId", key, value) VALUES (${workspace}, ${KEY}, ${number})
    ON CONFLICT ("workspaceId", key) DO UPDATE SET value = EXCLUDED.value`,
  );
}

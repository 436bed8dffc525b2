import { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../client.ts';

export const KEY = 'escalation';

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

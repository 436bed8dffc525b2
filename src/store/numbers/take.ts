import { Prisma } from '../../generated/prisma/client.ts';
import type { Batch } from '../batch.ts';
import { KEY } from './lock.ts';

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

import type { PersonId } from '../../domain/kernel/escalation.ts';
import type { Database } from '../client.ts';

/** Gives somebody's places on the roster to their new account. The next start reads them from the configuration again. */
export async function moveOnRoster(
  db: Database,
  workspace: string,
  { from, to }: { readonly from: PersonId; readonly to: PersonId },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE "Manager" m SET "personId" = ${to} WHERE m."workspaceId" = ${workspace} AND m."personId" = ${from}
        AND NOT EXISTS (SELECT 1 FROM "Manager" own WHERE own."workspaceId" = m."workspaceId" AND own."personId" = ${to})`;
    await tx.$executeRaw`
      UPDATE "TeamMember" m SET "personId" = ${to} WHERE m."workspaceId" = ${workspace} AND m."personId" = ${from}
        AND NOT EXISTS (SELECT 1 FROM "TeamMember" own WHERE own."workspaceId" = m."workspaceId"
          AND own."teamKey" = m."teamKey" AND own."personId" = ${to})`;
  });
}

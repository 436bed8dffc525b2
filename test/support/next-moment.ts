import type { TestDatabase } from './copy-database.ts';

/** When the next effect may go on; null when there is none. What needs a channel goes on once that is there. */
export async function nextMoment({ db }: TestDatabase): Promise<number | null> {
  const [next] = await db.$queryRaw<{ notBefore: Date }[]>`
    SELECT f."notBefore" FROM "Effect" f JOIN "Escalation" e ON e.id = f."escalationId"
    WHERE f.state IN ('pending', 'running')
    ORDER BY f.needs <> 'nothing' AND e."channelId" IS NULL, f."notBefore" LIMIT 1`;
  return next?.notBefore.getTime() ?? null;
}

import { Prisma } from '../generated/prisma/client.ts';
import type { Reader } from './client.ts';
import type { Clock } from './clock.ts';
import { isBehindUnknown, isKnownEffect, isKnownTimer, isReadable } from './known.ts';

export type Audit = {
  /** Armed timers that were due this long ago and that nobody fired. */
  readonly overdueTimers: number;
  /** Escalations with something to do that could have been done this long ago, and at which nobody is. */
  readonly stuckEscalations: number;
  /**
   * Timers and effects that could have been done this long ago and that only a newer version of Muster knows. No fault of
   * this process, which would otherwise be unready in every rolling deployment; the newer one counts them as undone.
   */
  readonly leftToNewer: number;
};

/**
 * Looks for work that nobody does. What waits for a pause that Slack asked for, for its next try or behind something
 * that does, is not stuck.
 * @param graceMs how long work may lie before it counts
 */
export async function audit(reader: Reader, clock: Clock, graceMs: number): Promise<Audit> {
  const isDoable = Prisma.sql`(${isKnownEffect('f')} AND NOT ${isBehindUnknown('f')}
    AND ${isReadable(Prisma.sql`f."escalationId"`)})`;
  const [row] = await reader.$queryRaw<Audit[]>`
    WITH late AS (SELECT ${clock()} - ${graceMs}::int * interval '1 millisecond' AS than),
    overdue AS (
      SELECT ${isKnownTimer('t')} AS "isKnown" FROM "Timer" t, late WHERE t.state = 'armed' AND t."dueAt" < late.than
    ),
    lying AS (
      SELECT f."escalationId", f.needs, ${isDoable} AS "isKnown" FROM "Effect" f, late
      WHERE (f.state = 'pending' AND f."notBefore" < late.than) OR (f.state = 'running' AND f."leaseUntil" < late.than)
    )
    SELECT
      (SELECT count(*)::int FROM overdue WHERE "isKnown") AS "overdueTimers",
      (SELECT count(*)::int FROM overdue WHERE NOT "isKnown")
        + (SELECT count(*)::int FROM lying WHERE NOT "isKnown") AS "leftToNewer",
      (SELECT count(DISTINCT lying."escalationId")::int FROM lying JOIN "Escalation" e ON e.id = lying."escalationId"
        WHERE lying."isKnown" AND (lying.needs = 'nothing' OR (lying.needs = 'channel' AND e."channelId" IS NOT NULL)
          OR EXISTS (SELECT 1 FROM "Post" p WHERE p."escalationId" = e.id AND p.key = lying.needs))
        AND NOT EXISTS (SELECT 1 FROM "Effect" other WHERE other."escalationId" = e.id AND (
          (other.state = 'running' AND other."leaseUntil" >= ${clock()})
          OR (other.state = 'pending' AND other."notBefore" >= ${clock()})))
      ) AS "stuckEscalations"`;
  return row ?? { overdueTimers: 0, stuckEscalations: 0, leftToNewer: 0 };
}

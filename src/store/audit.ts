import { Prisma } from '../generated/prisma/client.ts';
import type { Transaction } from './client.ts';
import type { Clock } from './clock.ts';
import { isKnownTimer } from './timers.ts';

export type Audit = {
  /** Armed timers that were due this long ago and that nobody fired. */
  readonly overdueTimers: number;
  /** Escalations with something to do that could have been done this long ago, and at which nobody is. */
  readonly stuckEscalations: number;
  /**
   * Timers that were due this long ago and are left for a newer version of Muster. Not a fault of this process, whose
   * readiness would otherwise be lost in every rolling deployment; the newer one counts them as overdue.
   */
  readonly foreignTimers: number;
};

/**
 * Looks for work that nobody does. What waits for a pause that Slack asked for, for its next try or behind something
 * that does, is not stuck.
 * @param graceMs how long work may lie before it counts
 */
export async function audit(tx: Transaction, clock: Clock, graceMs: number): Promise<Audit> {
  const isKnown = isKnownTimer(Prisma.sql`overdue.kind`);
  const [row] = await tx.$queryRaw<Audit[]>`
    WITH late AS (SELECT ${clock()} - ${graceMs}::int * interval '1 millisecond' AS than),
    overdue AS (SELECT kind FROM "Timer", late WHERE state = 'armed' AND "dueAt" < late.than),
    lying AS (
      SELECT "escalationId", needs FROM "Effect", late
      WHERE (state = 'pending' AND "notBefore" < late.than) OR (state = 'running' AND "leaseUntil" < late.than)
    )
    SELECT
      (SELECT count(*)::int FROM overdue WHERE ${isKnown}) AS "overdueTimers",
      (SELECT count(*)::int FROM overdue WHERE NOT ${isKnown}) AS "foreignTimers",
      (SELECT count(DISTINCT lying."escalationId")::int FROM lying JOIN "Escalation" e ON e.id = lying."escalationId"
        WHERE (lying.needs = 'nothing' OR (lying.needs = 'channel' AND e."channelId" IS NOT NULL)
          OR EXISTS (SELECT 1 FROM "Post" p WHERE p."escalationId" = e.id AND p.key = lying.needs))
        AND NOT EXISTS (SELECT 1 FROM "Effect" other WHERE other."escalationId" = e.id AND (
          (other.state = 'running' AND other."leaseUntil" >= ${clock()})
          OR (other.state = 'pending' AND other."notBefore" >= ${clock()})))
      ) AS "stuckEscalations"`;
  return row ?? { overdueTimers: 0, stuckEscalations: 0, foreignTimers: 0 };
}

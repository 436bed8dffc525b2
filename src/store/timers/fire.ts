import type { TimerKind } from '../../domain/command.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import { atMost } from '../bulk.ts';
import type { Transaction } from '../client.ts';
import { type Clock, present } from '../clock.ts';
import { isKnownTimer } from '../known.ts';

export type FiredTimer = {
  readonly escalation: string;
  readonly workspace: string;
  readonly kind: TimerKind;
  /** Which of several of this kind; empty when there is only one. */
  readonly subject: string;
  /** What the clock said. */
  readonly at: Instant;
};

/**
 * Fires by one conditional write: this version, still armed, due by the clock. Returns null when one of these does not
 * hold: for a job of an older version, for a second one, and for one that came too early.
 */
export async function fire(
  tx: Transaction,
  timer: { readonly id: string; readonly version: number },
  clock: Clock,
): Promise<FiredTimer | null> {
  const [row] = await tx.$queryRaw<FiredRow[]>`
    UPDATE "Timer" SET state = 'fired', "firedAt" = ${clock()}
    WHERE id = ${timer.id} AND version = ${timer.version} AND state = 'armed' AND "dueAt" <= ${clock()}
      AND ${isKnownTimer('"Timer"')}
    RETURNING "escalationId", "workspaceId", kind, subject, "dueAt", ${present(clock)} AS at`;
  return row === undefined ? null : firedTimer(row);
}

/**
 * The same write for all that is due, the longest overdue first. Locks their escalations, and leaves out those that
 * somebody else has locked.
 */
export async function fireDue(
  tx: Transaction,
  clock: Clock,
  options: { readonly limit: number; readonly except: Iterable<string> },
): Promise<FiredTimer[]> {
  const rows = await tx.$queryRaw<FiredRow[]>`
    WITH due AS MATERIALIZED (
      SELECT t.id, t.version FROM "Timer" t JOIN "Escalation" e ON e.id = t."escalationId"
      WHERE t.state = 'armed' AND t."dueAt" <= ${clock()} AND t.id <> ALL (${[...options.except]}::text[])
        AND ${isKnownTimer('t')}
      ORDER BY t."dueAt" ${atMost(options.limit)} FOR UPDATE OF e SKIP LOCKED
    )
    UPDATE "Timer" t SET state = 'fired', "firedAt" = ${clock()} FROM due
    WHERE t.id = due.id AND t.version = due.version AND t.state = 'armed' AND t."dueAt" <= ${clock()}
    RETURNING t."escalationId", t."workspaceId", t.kind, t.subject, t."dueAt", ${present(clock)} AS at`;
  return rows.sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime()).map(firedTimer);
}

type FiredRow = {
  readonly escalationId: string;
  readonly workspaceId: string;
  readonly kind: string;
  readonly subject: string;
  readonly dueAt: Date;
  readonly at: bigint;
};

function firedTimer({ escalationId, workspaceId, kind, subject, at }: FiredRow): FiredTimer {
  return {
    escalation: escalationId,
    workspace: workspaceId,
    kind: kind as TimerKind,
    subject,
    at: Number(at),
  };
}

import type { Instant } from '../../domain/kernel/time.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Reader, Transaction } from '../client.ts';
import { timestamp } from '../clock.ts';
import type { BudgetAccount } from './earliest.ts';

/** Who asks for a call, by what their place in a line depends on. */
export type Caller = {
  /** The effect's id; empty for one that is not staged yet. */
  readonly id: string;
  /** Since when it waits: the position at which it was staged; null for one that comes last. */
  readonly from: bigint | null;
  readonly severity: string;
  /** Whose escalation it is. */
  readonly person: string;
};

/**
 * Who does not come when it is their turn is passed over from then on, or effects that nobody can perform would hold up all
 * others.
 */
const PASSED_OVER_MS = 30_000;

/**
 * The effects that go before the caller in a line, the first of them first: the highest severity, then whose escalation's
 * person has had the fewest of the calls made lately, counting those that go before, then who waits longest.
 */
export async function aheadInLine(
  reader: Reader,
  workspace: string,
  { line, callers }: Pick<BudgetAccount, 'line' | 'callers'>,
  { id, from, severity, person }: Caller,
  now: Instant,
): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    WITH waiting AS (
      SELECT f.id, e.severity, e."repId" AS person, COALESCE(f."waitsFrom", f.position) AS since
      FROM "Effect" f JOIN "Escalation" e ON e.id = f."escalationId"
      WHERE f."workspaceId" = ${workspace} AND f."waitsFor" = ${line} AND f.state = 'pending' AND f.id <> ${id}
        AND f."notBefore" > ${timestamp(now - PASSED_OVER_MS)}
      UNION ALL SELECT ${id}::text, ${severity}::text, ${person}::text, ${from}::bigint
    ), lately AS (
      SELECT person, count(*) AS calls FROM unnest(${[...callers]}::text[]) AS person GROUP BY 1
    ), turns AS (
      SELECT w.id, w.severity, w.since, COALESCE(l.calls, 0) + row_number() OVER (
        PARTITION BY w.person ORDER BY w.severity, w.since NULLS LAST) AS turn
      FROM waiting w LEFT JOIN lately l ON l.person = w.person
    ), places AS (
      SELECT id, row_number() OVER (ORDER BY severity, turn, since NULLS LAST) AS place FROM turns
    )
    SELECT places.id FROM places JOIN places own ON own.id = ${id} AND places.place < own.place ORDER BY places.place`;
  return rows.map((row) => row.id);
}

/** Lets those whose turn has come sooner than was foreseen be found at once. Whom somebody else is at needs no call. */
export async function callUp(tx: Transaction, ids: readonly string[], now: Instant): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Effect" SET "notBefore" = ${timestamp(now)} WHERE id IN (
      SELECT id FROM "Effect" WHERE id = ANY (${[...ids]}::text[]) AND state = 'pending' AND "notBefore" > ${timestamp(now)}
      FOR UPDATE SKIP LOCKED)`;
}

/** SQL: whether anybody but this effect waits in a line. */
export function isAwaited(workspace: string, line: Prisma.Sql, id: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM "Effect" f WHERE f."workspaceId" = ${workspace} AND f."waitsFor" = ${line}
    AND f.state = 'pending' AND f.id <> ${id})`;
}

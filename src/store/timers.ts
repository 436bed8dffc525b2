import { type TimerSetting, timersOf } from '../domain/checkpoint.ts';
import type { TimerKind } from '../domain/command.ts';
import type { Escalation } from '../domain/escalation.ts';
import type { Instant } from '../domain/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Transaction } from './client.ts';
import { type Clock, timestamp } from './clock.ts';

/** What a doorbell needs to know of a timer. */
export type ArmedTimer = { readonly id: string; readonly version: number; readonly dueAt: Instant };

export type FiredTimer = {
  readonly escalation: string;
  readonly workspace: string;
  readonly kind: TimerKind;
};

/**
 * Makes the rows say what this escalation needs now; answers those that were armed or moved. Each change raises the
 * version, so whatever was known of the timer before no longer counts.
 */
export async function setTimers(
  tx: Transaction,
  before: Escalation | null,
  after: Escalation,
  newId: () => string,
): Promise<ArmedTimer[]> {
  const had = before === null ? [] : timersOf(before);
  const needs = timersOf(after);
  const gone = had.filter((one) => !needs.some((other) => other.kind === one.kind));
  const set = needs.filter(
    (one) => !had.some((other) => other.kind === one.kind && other.dueAt === one.dueAt),
  );
  if (gone.length > 0) {
    await tx.timer.updateMany({
      where: { escalationId: after.id, kind: { in: gone.map((one) => one.kind) }, state: 'armed' },
      data: { state: 'disarmed', version: { increment: 1 } },
    });
  }
  return set.length === 0 ? [] : arm(tx, after, set, newId);
}

async function arm(
  tx: Transaction,
  { id: escalation, workspace }: Escalation,
  timers: readonly TimerSetting[],
  newId: () => string,
): Promise<ArmedTimer[]> {
  const rows = timers.map(
    ({ kind, dueAt }) =>
      Prisma.sql`(${newId()}, ${workspace}, ${escalation}, ${kind}, 1, ${timestamp(dueAt)}, 'armed'::"TimerState")`,
  );
  const armed = await tx.$queryRaw<{ id: string; version: number; dueAt: Date }[]>`
    INSERT INTO "Timer" (id, "workspaceId", "escalationId", kind, version, "dueAt", state) VALUES ${Prisma.join(rows)}
    ON CONFLICT ("escalationId", kind) DO UPDATE
    SET "dueAt" = EXCLUDED."dueAt", state = 'armed', "firedAt" = NULL, version = "Timer".version + 1
    RETURNING id, version, "dueAt"`;
  return armed.map((row) => ({ ...row, dueAt: row.dueAt.getTime() }));
}

export async function findTimer(tx: Transaction, id: string): Promise<{ escalation: string } | null> {
  const row = await tx.timer.findUnique({ where: { id }, select: { escalationId: true } });
  return row === null ? null : { escalation: row.escalationId };
}

/**
 * One conditional write: this version, still armed, due by the clock. Answers null when any of these no longer holds,
 * which is how a stale doorbell, a second one and a clock ahead of time all end.
 */
export async function fire(
  tx: Transaction,
  timer: { readonly id: string; readonly version: number },
  clock: Clock,
): Promise<(FiredTimer & { readonly at: Instant }) | null> {
  const rows = await tx.$queryRaw<{ escalationId: string; workspaceId: string; kind: string; at: bigint }[]>`
    UPDATE "Timer" SET state = 'fired', "firedAt" = ${clock()}
    WHERE id = ${timer.id} AND version = ${timer.version} AND state = 'armed' AND "dueAt" <= ${clock()}
    RETURNING "escalationId", "workspaceId", kind, floor(extract(epoch FROM ${clock()}) * 1000)::bigint AS at`;
  const row = rows[0];
  if (row === undefined) return null;
  const { escalationId: escalation, workspaceId: workspace, kind } = row;
  return { escalation, workspace, kind: kind as TimerKind, at: Number(row.at) };
}

/** Armed timers that are due, the longest overdue first. */
export async function dueTimers(
  tx: Transaction,
  clock: Clock,
  limit: number,
): Promise<{ id: string; version: number; escalation: string }[]> {
  return tx.$queryRaw`
    SELECT id, version, "escalationId" AS escalation FROM "Timer" WHERE state = 'armed' AND "dueAt" <= ${clock()}
    ORDER BY "dueAt" LIMIT ${limit}`;
}

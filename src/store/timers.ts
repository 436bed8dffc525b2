import type { TimerKind } from '../domain/command.ts';
import type { Instant } from '../domain/kernel/time.ts';
import { type TimerSetting, timersOf } from '../domain/timers.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Batch } from './batch.ts';
import { atMost, insertRows } from './bulk.ts';
import type { Change } from './change.ts';
import type { Reader, Transaction } from './client.ts';
import { type Clock, present } from './clock.ts';
import { isKnownTimer } from './known.ts';

/** What a job in the queue needs to know of a timer. */
export type ArmedTimer = { readonly id: string; readonly version: number; readonly dueAt: Instant };

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
 * Makes the rows say what these escalations need now; once the batch has run, returns those that were armed or moved.
 * Each change raises the version, so whatever was known of the timer before no longer counts.
 */
export function setTimers(
  batch: Batch,
  changes: readonly Pick<Change, 'before' | 'after'>[],
  newId: () => string,
): () => ArmedTimer[] {
  const gone: Setting[] = [];
  const set: Setting[] = [];
  for (const { before, after } of changes) {
    const had = before === null ? [] : timersOf(before);
    const needs = timersOf(after);
    const own = { escalation: after.id, workspace: after.workspace };
    for (const one of had) {
      if (!needs.some((other) => isSame(other, one))) gone.push({ ...own, ...one });
    }
    for (const one of needs) {
      const isSet = had.some((other) => isSame(other, one) && other.dueAt === one.dueAt);
      if (!isSet) set.push({ ...own, ...one });
    }
  }
  if (gone.length > 0) disarm(batch, gone);
  return set.length === 0 ? () => [] : arm(batch, set, newId);
}

function isSame(one: TimerSetting, other: TimerSetting): boolean {
  return one.kind === other.kind && one.subject === other.subject;
}

type Setting = TimerSetting & { readonly escalation: string; readonly workspace: string };

function disarm(batch: Batch, timers: readonly Setting[]): void {
  batch.add(
    'Timer',
    Prisma.sql`UPDATE "Timer" SET state = 'disarmed', version = version + 1
    FROM unnest(${timers.map((one) => one.escalation)}::text[], ${timers.map((one) => one.kind)}::text[],
      ${timers.map((one) => one.subject ?? '')}::text[]) AS gone(escalation, kind, subject)
    WHERE "escalationId" = gone.escalation AND "Timer".kind = gone.kind AND "Timer".subject = gone.subject
      AND state = 'armed'`,
  );
}

function arm(batch: Batch, timers: readonly Setting[], newId: () => string): () => ArmedTimer[] {
  const rows = timers.map(({ escalation, workspace, kind, subject = '', dueAt }) => ({
    id: newId(),
    workspaceId: workspace,
    escalationId: escalation,
    kind,
    subject,
    version: 1,
    dueAt: new Date(dueAt),
    state: 'armed',
  }));
  const armed = batch.ask<{ id: string; version: number; dueAt: string }>(
    'Timer',
    Prisma.sql`${insertRows('Timer', rows)} ON CONFLICT ("escalationId", kind, subject) DO UPDATE
    SET "dueAt" = EXCLUDED."dueAt", state = 'armed', "firedAt" = NULL, version = "Timer".version + 1
    RETURNING id, version, "dueAt"`,
  );
  return () => armed().map((row) => ({ ...row, dueAt: Date.parse(row.dueAt) }));
}

/** The escalation of a timer that could be fired now: this version, armed, due by the clock. */
export async function findTimer(
  reader: Reader,
  timer: { readonly id: string; readonly version: number },
  clock: Clock,
): Promise<{ escalation: string } | null> {
  const [row] = await reader.$queryRaw<{ escalation: string }[]>`
    SELECT "escalationId" AS escalation FROM "Timer"
    WHERE id = ${timer.id} AND version = ${timer.version} AND state = 'armed' AND "dueAt" <= ${clock()}
      AND ${isKnownTimer('"Timer"')}`;
  return row ?? null;
}

/**
 * One conditional write: this version, still armed, due by the clock. Returns null when any of these no longer holds,
 * which is how a stale job, a second one and a clock ahead of time all end.
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

/** Armed timers that are due, the longest overdue first. */
export async function dueTimers(
  reader: Reader,
  clock: Clock,
  limit: number,
): Promise<{ id: string; version: number; escalation: string }[]> {
  return reader.$queryRaw`
    SELECT id, version, "escalationId" AS escalation FROM "Timer"
    WHERE state = 'armed' AND "dueAt" <= ${clock()} AND ${isKnownTimer('"Timer"')}
    ORDER BY "dueAt" ${atMost(limit)}`;
}

import type { Instant } from '../../domain/kernel/time.ts';
import { type TimerSetting, timersOf } from '../../domain/timers.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Batch } from '../batch.ts';
import { insertRows } from '../bulk.ts';
import type { Change } from '../change.ts';

/** What a job in the queue needs to know of a timer. */
export type ArmedTimer = { readonly id: string; readonly version: number; readonly dueAt: Instant };

/**
 * Arms, moves and disarms what these escalations need now; once the batch has run, returns those armed or moved. Each
 * change raises the version, so that a job for an older version fires nothing.
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

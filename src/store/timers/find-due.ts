import { atMost } from '../bulk.ts';
import type { Reader } from '../client.ts';
import type { Clock } from '../clock.ts';
import { isKnownTimer } from '../known.ts';

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

import type { Event } from '../../domain/event.ts';
import { replay } from '../../domain/evolve.ts';
import type { Escalation } from '../../domain/kernel/escalation.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Reader } from '../client.ts';
import { snapshotOf, snapshotSeq } from '../snapshots/sql.ts';
import { type EventRow, eventsOf, instantOf, TIMELINE } from './load.ts';

/** An escalation as its events make it. */
export type Standing = {
  readonly escalation: Escalation;
  /** When the last of its events happened. */
  readonly changedAt: Instant;
  /** seq of the event up to which a snapshot spared reading them; 0 without one. */
  readonly snapshotSeq: number;
};

/** What `standingColumn` returns. */
export type StandingRow = {
  readonly snapshot: { readonly seq: number; readonly at: Instant; readonly state: Escalation } | null;
  readonly timeline: readonly EventRow[] | null;
};

/** SQL: the newest snapshot of the escalation by this id and the events after it, as JSON for `standingFrom`. */
export function standingColumn(id: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`json_build_object(
    'snapshot', (SELECT json_build_object('seq', s.seq, 'at', ${instantOf('s.at')}, 'state', s.state) FROM ${snapshotOf(id)}),
    'timeline', (SELECT ${TIMELINE} FROM "Event" WHERE "escalationId" = ${id} AND seq > ${snapshotSeq(id)}))`;
}

/** null when there are no events. A snapshot is a state that `evolve` made, so it is not parsed as events are. */
export function standingFrom(id: string, { snapshot, timeline }: StandingRow): Standing | null {
  const events = eventsOf(id, timeline);
  const escalation = replay(events, snapshot?.state ?? null);
  const changedAt = events.at(-1)?.at ?? snapshot?.at;
  return escalation === null || changedAt === undefined
    ? null
    : { escalation, changedAt, snapshotSeq: snapshot?.seq ?? 0 };
}

/** null when there is no such escalation. */
export async function loadStanding(reader: Reader, id: string): Promise<Standing | null> {
  return (await loadStandings(reader, [id])).get(id) ?? null;
}

/** Of each of these escalations that there are. */
export async function loadStandings(
  reader: Reader,
  escalations: readonly string[],
): Promise<Map<string, Standing>> {
  const rows = await reader.$queryRaw<{ id: string; standing: StandingRow }[]>`
    SELECT id, ${standingColumn(Prisma.sql`given.id`)} AS standing FROM unnest(${[...escalations]}::text[]) AS given (id)`;
  const known = new Map<string, Standing>();
  for (const { id, standing } of rows) {
    const one = standingFrom(id, standing);
    if (one !== null) known.set(id, one);
  }
  return known;
}

/** The same of one escalation, with its event at `seq`, if there is one. */
export async function loadStandingAndEvent(
  reader: Reader,
  id: string,
  seq: number | null,
): Promise<(Standing & { readonly event: Event | null }) | null> {
  const [row] = await reader.$queryRaw<{ standing: StandingRow; named: EventRow[] | null }[]>`
    SELECT ${standingColumn(Prisma.sql`${id}`)} AS standing,
      (SELECT ${TIMELINE} FROM "Event" WHERE "escalationId" = ${id} AND seq = ${seq}::int) AS named`;
  const standing = row === undefined ? null : standingFrom(id, row.standing);
  return standing && { ...standing, event: eventsOf(id, row?.named ?? null)[0] ?? null };
}

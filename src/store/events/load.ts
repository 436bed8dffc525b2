import type { Event } from '../../domain/event.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Reader } from '../client.ts';
import { parseEventBody } from '../event-schema.ts';
import type { Place } from './append.ts';

/** SQL: milliseconds since 1970. */
export function instantOf(column: string): Prisma.Sql {
  return Prisma.sql`floor(extract(epoch FROM ${Prisma.raw(column)}) * 1000)::bigint`;
}

/** The rows of "Event" that it is used on, in order, as JSON for `eventsOf`. */
export const TIMELINE = Prisma.sql`json_agg(json_build_object('seq', seq, 'workspace', "workspaceId",
  'type', type, 'version', version, 'at', ${instantOf('at')}, 'by', "byId", 'data', data
) ORDER BY seq)`;

/**
 * All events of one escalation, in order; an empty list when there is no such escalation. Read for what tells the story:
 * how an escalation stands is cheaper to learn, however old it is, by `loadStanding`.
 */
export async function loadEvents(reader: Reader, escalation: string): Promise<Event[]> {
  return (await loadTimelines(reader, [escalation])).get(escalation) ?? [];
}

/** Those after `from`, up to `to`. */
export async function loadSomeEvents(
  reader: Reader,
  escalation: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Event[]> {
  const [row] = await reader.$queryRaw<{ events: EventRow[] | null }[]>`
    SELECT ${TIMELINE} AS events FROM "Event"
    WHERE "escalationId" = ${escalation} AND seq > ${from}::int AND seq <= ${to}::int`;
  return eventsOf(escalation, row?.events ?? null);
}

/** All events of each of these escalations that there are, in order. */
export async function loadTimelines(
  reader: Reader,
  escalations: readonly string[],
): Promise<Map<string, Event[]>> {
  const rows = await reader.$queryRaw<{ escalation: string; events: EventRow[] }[]>`
    SELECT "escalationId" AS escalation, ${TIMELINE} AS events FROM "Event" WHERE "escalationId" = ANY (${[...escalations]}::text[]) GROUP BY "escalationId"`;
  return new Map(rows.map(({ escalation, events }) => [escalation, eventsOf(escalation, events)]));
}

export function eventsOf(escalation: string, timeline: readonly EventRow[] | null): Event[] {
  return (timeline ?? []).map((row) => eventOf(escalation, row));
}

export type EventRow = Omit<Place, 'escalation' | 'after'> & {
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
};

function eventOf(escalation: string, { workspace, seq, at, by, type, version, data }: EventRow): Event {
  // Several times as quick as to copy it with `...`, and every timeline that is read passes here.
  return Object.assign(parseEventBody(type, version, data), { escalation, workspace, seq, at, by }) as Event;
}

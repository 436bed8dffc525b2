import type { Event, EventBody } from '../domain/event.ts';
import type { Instant } from '../domain/time.ts';
import type { Transaction } from './client.ts';
import { isUniqueViolation, LostRace } from './errors.ts';
import { EVENT_VERSION, parseEventBody } from './event-schema.ts';

/** Where the events to append belong. */
export type Place = {
  readonly workspace: string;
  readonly escalation: string;
  /** seq of the last event that was there when these were decided; 0 before the first. */
  readonly after: number;
  readonly at: Instant;
  readonly by: string | null;
};

/** Gives each body its place on the timeline. */
export function placed(bodies: readonly EventBody[], { after, ...where }: Place): Event[] {
  return bodies.map((body, index) => ({ ...body, ...where, seq: after + index + 1 }) as Event);
}

/** Rejects with `LostRace` when somebody else's events came first. The transaction is then lost and to be run again. */
export async function append(tx: Transaction, events: readonly Event[]): Promise<void> {
  const data = events.map(({ escalation, workspace, seq, at, by, type, ...rest }) => {
    const { type: _type, ...body } = parseEventBody(type, EVENT_VERSION, rest);
    const place = { escalationId: escalation, workspaceId: workspace, seq };
    return { ...place, type, version: EVENT_VERSION, at: new Date(at), byId: by, data: body };
  });
  try {
    await tx.event.createMany({ data });
  } catch (error) {
    throw isUniqueViolation(error) ? new LostRace(error) : error;
  }
}

/** All events of one escalation, in order; an empty list when there is no such escalation. */
export async function loadEvents(tx: Transaction, escalation: string): Promise<Event[]> {
  const rows = await tx.event.findMany({ where: { escalationId: escalation }, orderBy: { seq: 'asc' } });
  return rows.map((row) => {
    const place = {
      escalation,
      workspace: row.workspaceId,
      seq: row.seq,
      at: row.at.getTime(),
      by: row.byId,
    };
    return { ...parseEventBody(row.type, row.version, row.data), ...place } as Event;
  });
}

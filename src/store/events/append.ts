import type { Event, EventBody } from '../../domain/event.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import type { Batch } from '../batch.ts';
import { insertRows } from '../bulk.ts';
import { EVENT_VERSION, parseEventBody } from '../event-schema.ts';

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

/** Somebody else's events at the same place make the batch a lost race. */
export function append(batch: Batch, events: readonly Event[]): void {
  const rows = events.map(({ escalation, workspace, seq, at, by, type, ...rest }) => {
    const { type: _type, ...body } = parseEventBody(type, EVENT_VERSION, rest);
    const place = { escalationId: escalation, workspaceId: workspace, seq };
    return { ...place, type, version: EVENT_VERSION, at: new Date(at), byId: by, data: body };
  });
  batch.add('Event', insertRows('Event', rows));
}

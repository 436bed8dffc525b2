import { z } from 'zod';
import type { EventBody, EventType } from '../domain/event.ts';
import { SHAPES } from './slices.ts';

/** Of the shape that events are written in. Raise it with a change of shape, and say in `upcast` how an older one reads. */
export const EVENT_VERSION = 1;

/** The event was written by a newer version of Muster, so this process can neither show nor change its escalation. */
export class UnknownEvent extends Error {
  override name = 'UnknownEvent';
}

/** Throws a `ZodError` for what is not an event: damaged data, or a bug of ours on its way in. */
export function parseEventBody(type: string, version: number, data: unknown): EventBody {
  const schema = schemas[type as EventType];
  if (schema === undefined) throw new UnknownEvent(`${type} is no event that this version of Muster knows`);
  return schema.parse({ ...(upcast(type, version, data) as object), type });
}

/** The one place where an old event is brought to today's shape. */
function upcast(type: string, version: number, data: unknown): unknown {
  if (version > EVENT_VERSION) {
    throw new UnknownEvent(`${type} was written by a newer Muster (version ${version}): update this one`);
  }
  return data;
}

const schemas = Object.fromEntries(
  Object.entries(SHAPES).map(([type, shape]) => [type, z.object({ type: z.literal(type), ...shape })]),
) as unknown as Record<EventType, z.ZodType<EventBody>>;

/** All that this version of Muster knows. */
export const EVENT_TYPES = Object.keys(schemas) as readonly EventType[];

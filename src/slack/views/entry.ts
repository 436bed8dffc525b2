import type { Event } from '../../domain/event.ts';
import type { Names } from './text.ts';

/** The event in one sentence. */
export function entryText(event: Event, _names: Names): string {
  return event.type;
}

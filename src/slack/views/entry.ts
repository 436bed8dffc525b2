import type { Event } from '../../domain/event.ts';
import { type Names, plain, type Write } from '../kit/text.ts';
import { EVENTS } from '../slices.ts';

/** The event in one sentence of mrkdwn, at most 3000 characters without its time; nobody is notified by it. */
export function entryText(event: Event, names: Names): string {
  return sentence(event, plain(names));
}

/** As `entryText`, with people written by `write`. */
export function sentence(event: Event, write: Write): string {
  const by = event.by === null ? 'Muster' : write(event.by);
  return EVENTS[event.type].sentence(event, write, by);
}

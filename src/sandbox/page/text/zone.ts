import { zoneOffset } from '../../zone-offset.ts';

/** An IANA zone the browser knows, or the browser's own. */
export function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone || undefined }).resolvedOptions().timeZone;
  } catch {
    return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  }
}

/** What a clock on the wall in `zone` shows at `seconds` (Unix time), in the date's UTC fields. */
export function wallClock(seconds: number, zone: string): Date {
  return new Date((seconds + offset(seconds, zone)) * 1000);
}

/** Unix seconds to the value of a datetime-local input in `zone`: "2026-03-01T14:05". */
export function toLocalInput(seconds: number, zone: string): string {
  return wallClock(seconds, zone).toISOString().slice(0, 16);
}

/**
 * The value of a datetime-local input, read in `zone`, as Unix seconds; null when incomplete.
 * A time that a zone skips in spring becomes the one an hour later, as clocks do.
 */
export function fromLocalInput(value: string, zone: string): number | null {
  const [local] = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.exec(value) ?? [''];
  const wanted = Date.parse(`${local}Z`) / 1000;
  return Number.isNaN(wanted) ? null : wanted - offset(wanted - offset(wanted, zone), zone);
}

function offset(seconds: number, zone: string): number {
  return zoneOffset(knownZone(zone), seconds * 1000);
}

/** Whole days from `now`'s calendar day to that of `seconds`, in `zone`: 0 today, -1 yesterday. */
export function dayDistance(seconds: number, now: number, zone: string): number {
  const day = (at: number): number => Math.floor(wallClock(at, zone).getTime() / 86_400_000);
  return day(seconds) - day(now);
}

/** Wall-clock fields of an instant in a zone; `month` counts from 1. */
export type WallClock = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
};

/** An IANA zone the browser knows, or the browser's own. */
export function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone || undefined }).resolvedOptions().timeZone;
  } catch {
    return new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  }
}

/** What a clock on the wall in `zone` shows at `seconds` (Unix time). */
export function wallClock(seconds: number, zone: string): WallClock {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: knownZone(zone),
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(seconds * 1000);
  const field = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return {
    year: field('year'),
    month: field('month'),
    day: field('day'),
    hour: field('hour'),
    minute: field('minute'),
    second: field('second'),
  };
}

/** Unix seconds to the value of a datetime-local input in `zone`: "2026-03-01T14:05". */
export function toLocalInput(seconds: number, zone: string): string {
  const clock = wallClock(seconds, zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  const year = String(clock.year).padStart(4, '0');
  return `${year}-${two(clock.month)}-${two(clock.day)}T${two(clock.hour)}:${two(clock.minute)}`;
}

/**
 * The value of a datetime-local input, read in `zone`, as Unix seconds; null when incomplete.
 * A time that a zone skips in spring becomes the one an hour later, as clocks do.
 */
export function fromLocalInput(value: string, zone: string): number | null {
  const match = /^(\d{4,})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(value);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const wanted = Date.UTC(year, month - 1, day, hour, minute) / 1000;
  const first = wanted - offset(wanted, zone);
  return wanted - offset(first, zone);
}

/** Seconds that `zone` is ahead of UTC at an instant. */
function offset(seconds: number, zone: string): number {
  const clock = wallClock(seconds, zone);
  const asUtc = Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second);
  return asUtc / 1000 - Math.floor(seconds);
}

/** Whole days from `now`'s calendar day to that of `seconds`, in `zone`: 0 today, -1 yesterday. */
export function dayDistance(seconds: number, now: number, zone: string): number {
  const day = (at: number): number => {
    const clock = wallClock(at, zone);
    return Date.UTC(clock.year, clock.month - 1, clock.day) / 86_400_000;
  };
  return day(seconds) - day(now);
}

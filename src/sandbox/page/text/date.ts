import { dayDistance, knownZone, toLocalInput, wallClock } from './zone.ts';

/** Where and when the reader is: an IANA zone, and Unix seconds. */
export type Reader = { readonly zone: string; readonly now: number };

const tokens: Record<string, (seconds: number, reader: Reader) => string> = {
  date_num: (seconds, { zone }) => toLocalInput(seconds, zone).slice(0, 10),
  date_slash: (seconds, { zone }) =>
    format(seconds, zone, { year: 'numeric', month: '2-digit', day: '2-digit' }),
  date: (seconds, { zone }) => longDate(seconds, zone, 'long'),
  date_short: (seconds, { zone }) => longDate(seconds, zone, 'short'),
  date_long: (seconds, { zone }) => longDate(seconds, zone, 'weekday'),
  date_pretty: (seconds, reader) => pretty(seconds, reader) ?? longDate(seconds, reader.zone, 'long'),
  date_short_pretty: (seconds, reader) => pretty(seconds, reader) ?? longDate(seconds, reader.zone, 'short'),
  date_long_pretty: (seconds, reader) => pretty(seconds, reader) ?? longDate(seconds, reader.zone, 'weekday'),
  time: (seconds, { zone }) => clockTime(seconds, zone),
  time_secs: (seconds, { zone }) =>
    format(seconds, zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
  ago: (seconds, { now }) => ago(seconds - now),
};

/**
 * Slack's `<!date^seconds^format^link|fallback>` for one reader. Unknown tokens stay as written and a
 * timestamp that is no number gives the fallback, as Slack does.
 */
export function formatDate(timestamp: number, pattern: string, fallback: string, reader: Reader): string {
  if (!Number.isFinite(timestamp)) return fallback;
  return pattern.replace(/\{(\w+)\}/g, (whole, token: string, at: number) => {
    const text = Object.hasOwn(tokens, token) ? tokens[token]?.(timestamp, reader) : undefined;
    if (text === undefined) return whole;
    return at > 0 && /^(Today|Tomorrow|Yesterday)$/.test(text) ? text.toLowerCase() : text;
  });
}

/** "2:05 PM" */
export function clockTime(seconds: number, zone: string): string {
  return format(seconds, zone, { hour: 'numeric', minute: '2-digit' });
}

/** "Tuesday, 3 March 2026 at 2:05:09 PM", for a tooltip. */
export function fullTime(seconds: number, zone: string): string {
  const day = format(seconds, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return `${day} at ${format(seconds, zone, { hour: 'numeric', minute: '2-digit', second: '2-digit' })}`;
}

/** The name on a day's dividing line: "Today", "Yesterday", "Tuesday, March 3rd"; with the year when it is not this one. */
export function dayName(seconds: number, reader: Reader): string {
  return pretty(seconds, reader) ?? withoutThisYear(longDate(seconds, reader.zone, 'weekday'), reader);
}

/** When a thread was last replied to: "today at 2:05 PM". */
export function dayAndTime(seconds: number, reader: Reader): string {
  const day =
    pretty(seconds, reader)?.toLowerCase() ??
    withoutThisYear(longDate(seconds, reader.zone, 'short'), reader);
  return `${day} at ${clockTime(seconds, reader.zone)}`;
}

function pretty(seconds: number, { zone, now }: Reader): string | undefined {
  return { '-1': 'Yesterday', '0': 'Today', '1': 'Tomorrow' }[String(dayDistance(seconds, now, zone))];
}

function longDate(seconds: number, zone: string, style: 'short' | 'long' | 'weekday'): string {
  const clock = wallClock(seconds, zone);
  const [year, day] = [clock.getUTCFullYear(), clock.getUTCDate()];
  if (style === 'short') return `${format(seconds, zone, { month: 'short' })} ${day}, ${year}`;
  const weekday = style === 'weekday' ? `${format(seconds, zone, { weekday: 'long' })}, ` : '';
  return `${weekday}${format(seconds, zone, { month: 'long' })} ${ordinal(day)}, ${year}`;
}

function withoutThisYear(date: string, { zone, now }: Reader): string {
  return date.replace(new RegExp(`, ${wallClock(now, zone).getUTCFullYear()}$`), '');
}

function ordinal(day: number): string {
  const teen = day % 100 > 10 && day % 100 < 14;
  return `${day}${(!teen && { 1: 'st', 2: 'nd', 3: 'rd' }[day % 10]) || 'th'}`;
}

function ago(distance: number): string {
  const units = [
    ['year', 31_536_000],
    ['month', 2_592_000],
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const;
  const names = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
  const [unit, size] = units.find(([, seconds]) => Math.abs(distance) >= seconds) ?? (['second', 1] as const);
  return names.format(Math.trunc(distance / size), unit);
}

function format(seconds: number, zone: string, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { ...style, timeZone: knownZone(zone) })
    .format(seconds * 1000)
    .replace(/\u202f/g, ' ');
}

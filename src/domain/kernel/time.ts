/** Milliseconds since the epoch, UTC. The domain knows no other time. */
export type Instant = number;
/** A length of time in milliseconds. */
export type Duration = number;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The largest one or two units, as people say it: "45 s", "10 min", "2 h 30 min", "3 d". Never negative. */
export function durationInWords(duration: Duration): string {
  const ms = Math.max(0, duration);
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  const [unit, part, names] = ms < DAY ? [HOUR, MINUTE, ['h', 'min']] : [DAY, HOUR, ['d', 'h']];
  const rest = Math.floor((ms % unit) / part);
  return `${Math.floor(ms / unit)} ${names[0]}${rest > 0 ? ` ${rest} ${names[1]}` : ''}`;
}

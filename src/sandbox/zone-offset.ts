/** Seconds that the zone is ahead of UTC at an instant. */
export function zoneOffset(tz: string, nowMs: number): number {
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(zoneName(tz, nowMs, 'longOffset'));
  if (!match) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60;
  return match[1] === '-' ? -seconds : seconds;
}

export function zoneName(tz: string, nowMs: number, timeZoneName: 'long' | 'longOffset'): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName }).formatToParts(nowMs);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? tz;
}

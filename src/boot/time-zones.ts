/** The first with the rules of 2026: by older ones Vancouver, Edmonton and Winnipeg are an hour off each winter. */
const oldestRight = '2026e';

/** A sentence about a Node whose time zones are out of date; undefined when they are not. */
export function findOldTimeZones(
  { tz, node }: { readonly tz?: string; readonly node: string } = process.versions,
): string | undefined {
  if (tz !== undefined && tz >= oldestRight) return undefined;
  return `Node ${node} has the time zones of ${tz ?? 'no year'}, by which some local times are an hour off: take a Node that has ${oldestRight} or newer (24.22, 26.12).`;
}

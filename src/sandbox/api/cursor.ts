import { SlackError } from '../workspace/errors.ts';

/** Cursors are opaque to the app: what follows, in base64 and with its kind, as Slack's are. */
export function encodeCursor(kind: string, next: string): string {
  return Buffer.from(`${kind}:${next}`).toString('base64');
}

/** What stands behind a cursor, "" when there is none; `invalid_cursor` when it is not one of ours. */
export function decodeCursor(kind: string, cursor = ''): string {
  if (cursor === '') return '';
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  if (!text.startsWith(`${kind}:`)) throw new SlackError('invalid_cursor');
  return text.slice(kind.length + 1);
}

/** A `limit` between 1 and `max`; refused beyond, like Slack does. */
export function readLimit(limit: number | undefined, fallback: number, max: number): number {
  if (!limit) return fallback;
  if (!Number.isInteger(limit) || limit < 1 || limit > max) throw new SlackError('invalid_limit');
  return limit;
}

/** Takes `limit` items that `keep` accepts, starting at the cursor's index, without looking at more than it needs. */
export function page<T>(
  items: readonly string[],
  cursor: string | undefined,
  limit: number,
  keep: (id: string) => T | undefined,
): { found: T[]; nextCursor: string } {
  const start = Number(decodeCursor('at', cursor) || 0);
  if (!Number.isInteger(start) || start < 0) throw new SlackError('invalid_cursor');
  const found: T[] = [];
  for (let at = start; at < items.length; at += 1) {
    if (found.length === limit) return { found, nextCursor: encodeCursor('at', String(at)) };
    const item = keep(items[at] ?? '');
    if (item !== undefined) found.push(item);
  }
  return { found, nextCursor: '' };
}

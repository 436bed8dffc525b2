import type { LoggedCall } from '../../../src/sandbox/api/call.ts';

/** How often each message was posted, by the name that its sender gave it in its metadata. */
export function copiesOf(calls: readonly LoggedCall[]): Map<string, number> {
  const copies = new Map<string, number>();
  for (const { method, ok, args } of calls) {
    if (method !== 'chat.postMessage' || !ok) continue;
    const op = opOf(args.metadata);
    if (op !== null) copies.set(op, (copies.get(op) ?? 0) + 1);
  }
  return copies;
}

/** How many messages stand there that should not. */
export function duplicatesIn(calls: readonly LoggedCall[]): number {
  return [...copiesOf(calls).values()].reduce((sum, count) => sum + count - 1, 0);
}

/** The form of a call's arguments depends on who made it. */
function opOf(metadata: unknown): string | null {
  const read: unknown = typeof metadata === 'string' ? JSON.parse(metadata) : metadata;
  const payload = (read as { event_payload?: { op?: unknown } } | undefined)?.event_payload;
  return typeof payload?.op === 'string' ? payload.op : null;
}

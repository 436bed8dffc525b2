import type { Reader } from '../client.ts';

/** An event as it is stored: one that this version cannot parse is what somebody may be looking for. */
export type StoredEvent = {
  readonly seq: number;
  readonly at: Date;
  readonly by: string | null;
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
};

export function listEvents(reader: Reader, escalation: string): Promise<StoredEvent[]> {
  return reader.$queryRaw`
    SELECT seq, at, "byId" AS by, type, version, data FROM "Event" WHERE "escalationId" = ${escalation} ORDER BY seq`;
}

import type { Reader } from '../client.ts';

export type StoredTimer = {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly version: number;
  readonly state: string;
  readonly dueAt: Date;
  readonly firedAt: Date | null;
};

export function listTimers(reader: Reader, escalation: string): Promise<StoredTimer[]> {
  return reader.$queryRaw`
    SELECT id, kind, subject, version, state::text, "dueAt", "firedAt" FROM "Timer"
    WHERE "escalationId" = ${escalation} ORDER BY "dueAt", kind, subject`;
}

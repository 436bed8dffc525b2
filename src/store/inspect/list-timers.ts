import type { Transaction } from '../client.ts';

export type StoredTimer = {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly version: number;
  readonly state: string;
  readonly dueAt: Date;
  readonly firedAt: Date | null;
};

export function listTimers(tx: Transaction, escalation: string): Promise<StoredTimer[]> {
  return tx.$queryRaw`
    SELECT id, kind, subject, version, state::text, "dueAt", "firedAt" FROM "Timer"
    WHERE "escalationId" = ${escalation} ORDER BY "dueAt", kind, subject`;
}

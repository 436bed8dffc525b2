import type { Reader } from '../client.ts';

/** An effect as it is stored, whatever its state. */
export type StoredEffect = {
  readonly id: string;
  readonly seq: number;
  readonly type: string;
  readonly key: string;
  readonly lane: string;
  readonly needs: string;
  readonly state: string;
  readonly attempts: number;
  readonly isUnsure: boolean;
  readonly notBefore: Date;
  readonly leaseUntil: Date | null;
  /** Why the last try did not do it; null when there was none that said. */
  readonly reason: string | null;
};

/** In the order staged. */
export function listEffects(reader: Reader, escalation: string): Promise<StoredEffect[]> {
  return reader.$queryRaw`
    SELECT id, seq, type, key, lane, needs, state::text, attempts, "isUnsure", "notBefore", "leaseUntil",
      outcome ->> 'reason' AS reason
    FROM "Effect" WHERE "escalationId" = ${escalation} ORDER BY position`;
}

import type { Instant } from '../../domain/kernel/time.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../client.ts';

/**
 * Puts an effect back until then; false when the lease is no longer this one's. When the same was staged anew in the
 * meantime, this one takes its place, with what was tried so far.
 */
export async function putBack(
  tx: Transaction,
  { id, escalation, key }: { readonly id: string; readonly escalation: string; readonly key: string },
  by: string,
  back: { readonly notBefore: Instant; readonly isUnsure: boolean; readonly reason: string },
): Promise<boolean> {
  const [anew] = await tx.$queryRaw<Anew[]>`
    DELETE FROM "Effect" WHERE "escalationId" = ${escalation} AND key = ${key} AND state = 'pending'
      AND EXISTS (SELECT 1 FROM "Effect" WHERE id = ${id} AND state = 'running' AND "leaseBy" = ${by})
    RETURNING position, seq, type, version, data`;
  const { notBefore, isUnsure, reason } = back;
  const { count } = await tx.effect.updateMany({
    where: { id, state: 'running', leaseBy: by },
    data: {
      ...anew,
      state: 'pending',
      notBefore: new Date(notBefore),
      // Its call counts as booked, so that calls booked later do not come before it.
      isBooked: true,
      isUnsure,
      outcome: { reason },
      leaseBy: null,
      leaseUntil: null,
    },
  });
  return count === 1;
}

type Anew = {
  readonly position: bigint;
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  readonly data: Prisma.InputJsonObject;
};

/** Leaves an effect alone until then, when its call is booked or Slack takes it again. */
export async function postpone(tx: Transaction, id: string, until: Instant): Promise<void> {
  await tx.effect.updateMany({
    where: { id, state: 'pending' },
    data: { notBefore: new Date(until), isBooked: true },
  });
}

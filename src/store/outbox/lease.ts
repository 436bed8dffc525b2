import type { Instant } from '../../domain/kernel/time.ts';
import type { Transaction } from '../client.ts';
import type { Clock } from '../clock.ts';

/** Takes an effect for `by` until then; `shownSeq` is the escalation's seq that the try will show at least. */
export async function lease(
  tx: Transaction,
  { id, isUnsure }: { readonly id: string; readonly isUnsure: boolean },
  { by, until, shownSeq }: { readonly by: string; readonly until: Instant; readonly shownSeq: number },
): Promise<void> {
  const taken = {
    state: 'running',
    leaseBy: by,
    leaseUntil: new Date(until),
    isUnsure,
    waitsFor: null,
    waitsFrom: null,
  } as const;
  // An unsure try may have posted: the seq that it would show is kept until a look-up tells whether it did.
  const shown = isUnsure ? {} : { shownSeq };
  await tx.effect.update({
    where: { id },
    data: { ...taken, ...shown, attempts: { increment: 1 } },
    select: { id: true },
  });
}

/** Keeps a lease for this many ms from now; false when it is no longer this one's. */
export async function renewLease(
  tx: Transaction,
  id: string,
  by: string,
  clock: Clock,
  ms: number,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "Effect" SET "leaseUntil" = ${clock()} + ${ms}::int * interval '1 millisecond'
    WHERE id = ${id} AND state = 'running' AND "leaseBy" = ${by}`;
  return count === 1;
}

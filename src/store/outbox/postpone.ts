import type { Instant } from '../../domain/kernel/time.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Batch } from '../batch.ts';
import type { Transaction } from '../client.ts';
import { timestamp } from '../clock.ts';

/**
 * Puts an effect back until then; false when the lease is no longer this one's. When the same was staged anew in the
 * meantime, this one takes its place, with what was tried so far.
 */
export async function putBack(
  tx: Transaction,
  { id, escalation, key }: { readonly id: string; readonly escalation: string; readonly key: string },
  by: string,
  back: {
    readonly notBefore: Instant;
    readonly isUnsure: boolean;
    readonly reason: string;
    /** Where it waits for Slack to take it again, and its place there is that of before. */
    readonly inLine: { readonly line: string; readonly from: bigint } | null;
  },
): Promise<boolean> {
  const [anew] = await tx.$queryRaw<Anew[]>`
    DELETE FROM "Effect" WHERE "escalationId" = ${escalation} AND key = ${key} AND state = 'pending'
      AND EXISTS (SELECT 1 FROM "Effect" WHERE id = ${id} AND state = 'running' AND "leaseBy" = ${by})
    RETURNING position, seq, type, version, data`;
  const { notBefore, isUnsure, reason, inLine } = back;
  const { count } = await tx.effect.updateMany({
    where: { id, state: 'running', leaseBy: by },
    data: {
      ...anew,
      state: 'pending',
      notBefore: new Date(notBefore),
      waitsFor: inLine?.line ?? null,
      waitsFrom: inLine?.from ?? null,
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

/** Leaves an effect alone until then. */
export async function postpone(tx: Transaction, id: string, until: Instant): Promise<void> {
  await tx.effect.updateMany({ where: { id, state: 'pending' }, data: { notBefore: new Date(until) } });
}

/** Lets an effect wait in a line until about then; staged anew meanwhile it keeps its place. False when it waits no more. */
export async function queueUp(
  tx: Transaction,
  {
    id,
    waitsFrom,
    position,
  }: { readonly id: string; readonly waitsFrom: bigint | null; readonly position: bigint },
  line: string,
  until: Instant,
): Promise<boolean> {
  const { count } = await tx.effect.updateMany({
    where: { id, state: 'pending' },
    data: { notBefore: new Date(until), waitsFor: line, waitsFrom: waitsFrom ?? position },
  });
  return count === 1;
}

/** What decides about its place in a line has changed: it asks for its turn again at once. */
export function askAgain(batch: Batch, escalation: string, now: Instant): void {
  batch.add(
    'Effect',
    Prisma.sql`UPDATE "Effect" SET "notBefore" = ${timestamp(now)}
      WHERE "escalationId" = ${escalation} AND state = 'pending' AND "waitsFor" IS NOT NULL`,
  );
}

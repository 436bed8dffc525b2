import { isPossible } from '../../domain/effect.ts';
import type { Escalation } from '../../domain/kernel/escalation.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Batch } from '../batch.ts';
import type { Reader, Transaction } from '../client.ts';
import { isKnown, liveEffects } from './read.ts';

/** Stores how it ended; false when the lease is no longer this one's, and then nothing is written. */
export async function endEffect(
  tx: Transaction,
  id: string,
  by: string,
  end: { readonly state: 'done' | 'failed'; readonly outcome: object; readonly at: Instant },
): Promise<boolean> {
  const { state, outcome, at } = end;
  const { count } = await tx.effect.updateMany({
    where: { id, state: 'running', leaseBy: by },
    data: {
      state,
      outcome: outcome as Prisma.InputJsonObject,
      endedAt: new Date(at),
      leaseBy: null,
      leaseUntil: null,
    },
  });
  return count === 1;
}

/** Ends pending effects that need the lost channel: when it is back, or replaced, everything is staged anew. */
export async function endImpossible(
  reader: Reader,
  batch: Batch,
  { id, channel }: Escalation,
): Promise<void> {
  const live = await liveEffects(reader, id, null);
  const idle = live.filter(
    (row) => isKnown(row) && row.state === 'pending' && !isPossible(row.effect, channel?.lost ?? null),
  );
  if (idle.length === 0) return;
  batch.add(
    'Effect',
    Prisma.sql`UPDATE "Effect" SET state = 'done', outcome = jsonb_build_object('kind', 'lost')
      WHERE id = ANY (${idle.map((row) => row.id)}::text[])`,
  );
}

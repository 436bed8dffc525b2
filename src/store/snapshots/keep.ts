import { Prisma } from '../../generated/prisma/client.ts';
import type { Batch } from '../batch.ts';
import { insertRows, overwrite } from '../bulk.ts';
import type { Change } from '../change.ts';
import { snapshotVersion } from './version.ts';

/** Events after which the next snapshot is taken: as many as are read and replayed in no time. */
export const SNAPSHOT_EVERY = 50;

/** Takes a snapshot of each escalation whose last one lies far enough back, in the transaction that appends its events. */
export function keepSnapshots(batch: Batch, changes: readonly Change[]): void {
  const rows = changes
    .filter(({ after, snapshotSeq }) => after.seq - snapshotSeq >= SNAPSHOT_EVERY)
    .map(({ after, at }) => ({
      escalationId: after.id,
      version: snapshotVersion(),
      workspaceId: after.workspace,
      seq: after.seq,
      at: new Date(at),
      state: after,
    }));
  if (rows.length === 0) return;
  batch.add(
    'Snapshot',
    Prisma.sql`${insertRows('Snapshot', rows)} ON CONFLICT ("escalationId", version)
      DO UPDATE SET ${overwrite(['seq', 'at', 'state'])}, "takenAt" = now()`,
  );
}

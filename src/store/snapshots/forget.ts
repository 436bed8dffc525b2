import type { Transaction } from '../client.ts';
import { snapshotVersion } from './version.ts';

/** Deletes what other versions of Muster took longer than this many days ago: they are gone by then, or take another one. */
export async function forgetSnapshots(tx: Transaction, days: number): Promise<number> {
  return tx.$executeRaw`DELETE FROM "Snapshot" WHERE version <> ${snapshotVersion()}
    AND "takenAt" < now() - ${days}::int * interval '1 day'`;
}

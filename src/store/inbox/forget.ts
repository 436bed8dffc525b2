import type { Transaction } from '../client.ts';

/** Deletes what arrived longer than this many days ago: no sender repeats itself for that long. */
export async function forgetArrivals(tx: Transaction, days: number): Promise<number> {
  return tx.$executeRaw`DELETE FROM "Inbox" WHERE at < now() - ${days}::int * interval '1 day'`;
}

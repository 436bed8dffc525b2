import type { Transaction } from '../client.ts';

/** Deletes budgets that nobody has used for an hour, such as those of channels that have fallen silent. */
export async function forgetBudgets(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "Budget" WHERE COALESCE(until, '-infinity') < now() - interval '1 hour'
    AND COALESCE(calls[cardinality(calls)], 0) < extract(epoch FROM now() - interval '1 hour') * 1000`;
}

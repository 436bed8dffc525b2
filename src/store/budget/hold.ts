import type { Instant } from '../../domain/kernel/time.ts';
import type { Transaction } from '../client.ts';
import { timestamp } from '../clock.ts';

/** Keeps everybody from calling this method in this workspace until then. Never shortens what is known already. */
export async function hold(
  tx: Transaction,
  workspace: string,
  method: string,
  until: Instant,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Budget" ("workspaceId", key, until) VALUES (${workspace}, ${method}, ${timestamp(until)})
    ON CONFLICT ("workspaceId", key) DO UPDATE SET until = GREATEST("Budget".until, EXCLUDED.until)`;
}

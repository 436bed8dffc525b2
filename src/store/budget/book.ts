import type { Instant } from '../../domain/kernel/time.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Batch } from '../batch.ts';
import type { Reader } from '../client.ts';
import { type Clock, present } from '../clock.ts';
import { accountsOf, type Budget, earliest, keysOf, type Row, withBookings } from './earliest.ts';

/**
 * Books the earliest moment for a call that all these budgets leave free. Who books at the very same time may be given the
 * same one: when it comes to the calls, `take` lets one go before the other.
 */
export async function book(
  reader: Reader,
  batch: Batch,
  clock: Clock,
  workspace: string,
  budgets: readonly Budget[],
): Promise<Instant> {
  const { accounts, now } = accountsOf(budgets, await read(reader, clock, workspace, budgets));
  const slot = earliest(now, accounts.map(withBookings));
  const rows = keysOf(budgets).map((key) => Prisma.sql`(${workspace}, ${key}, ARRAY[${slot}]::bigint[])`);
  batch.add(
    'Budget',
    Prisma.sql`INSERT INTO "Budget" ("workspaceId", key, bookings) VALUES ${Prisma.join(rows)}
    ON CONFLICT ("workspaceId", key) DO UPDATE
    SET bookings = ARRAY(SELECT unnest("Budget".bookings || EXCLUDED.bookings) ORDER BY 1)`,
  );
  return slot;
}

function read(reader: Reader, clock: Clock, workspace: string, budgets: readonly Budget[]): Promise<Row[]> {
  return reader.$queryRaw<Row[]>`
    SELECT asked.key, calls, bookings, until, ${present(clock)} AS now FROM unnest(${keysOf(budgets)}::text[]) AS asked(key)
    LEFT JOIN "Budget" b ON b."workspaceId" = ${workspace} AND b.key = asked.key`;
}

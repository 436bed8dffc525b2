import type { Instant } from '../../domain/kernel/time.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../client.ts';
import { type Clock, present } from '../clock.ts';
import {
  accountsOf,
  type Budget,
  type BudgetAccount,
  earliest,
  inOrder,
  keysOf,
  type Row,
  withBookings,
} from './earliest.ts';

/** The moment booked for a call, and what the same clock said when it was booked. */
export type Booking = { readonly slot: Instant; readonly now: Instant };

/**
 * As `book`, but a call for which there is room now counts as made. A caller with a booking goes first: it is judged by
 * the calls made, not by other bookings, so a late call delays those booked after it. The budgets stay locked until the
 * transaction ends, so take no other lock afterwards.
 * @param booked the moment booked before
 */
export async function take(
  tx: Transaction,
  clock: Clock,
  workspace: string,
  budgets: readonly Budget[],
  booked?: Instant,
): Promise<Booking> {
  const { accounts, now } = accountsOf(budgets, await lock(tx, clock, workspace, budgets));
  const others = booked === undefined ? accounts : accounts.map((one) => withoutBooking(one, booked));
  const slot = earliest(now, booked === undefined ? others.map(withBookings) : others);
  const kept = others.map((one) =>
    slot > now ? { ...one, bookings: [...one.bookings, slot] } : { ...one, calls: [...one.calls, slot] },
  );
  await keep(tx, workspace, kept);
  return { slot, now };
}

function withoutBooking(account: BudgetAccount, booked: Instant): BudgetAccount {
  const own = account.bookings.indexOf(booked);
  return { ...account, bookings: account.bookings.filter((_, index) => index !== own) };
}

async function keep(tx: Transaction, workspace: string, accounts: readonly BudgetAccount[]): Promise<void> {
  const rows = accounts.map(
    ({ key, calls, bookings }) =>
      Prisma.sql`(${key}, ${inOrder(calls)}::bigint[], ${inOrder(bookings)}::bigint[])`,
  );
  await tx.$executeRaw`
    UPDATE "Budget" SET calls = kept.calls, bookings = kept.bookings
    FROM (VALUES ${Prisma.join(rows)}) AS kept(key, calls, bookings)
    WHERE "workspaceId" = ${workspace} AND "Budget".key = kept.key`;
}

function lock(tx: Transaction, clock: Clock, workspace: string, budgets: readonly Budget[]): Promise<Row[]> {
  const rows = keysOf(budgets).map((key) => Prisma.sql`(${workspace}, ${key})`);
  return tx.$queryRaw<Row[]>`
    INSERT INTO "Budget" ("workspaceId", key) VALUES ${Prisma.join(rows)}
    ON CONFLICT ("workspaceId", key) DO UPDATE SET key = EXCLUDED.key
    RETURNING key, calls, bookings, until, ${present(clock)} AS now`;
}

import type { Instant } from '../domain/kernel/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Batch } from './batch.ts';
import type { Reader, Transaction } from './client.ts';
import { type Clock, present, timestamp } from './clock.ts';

/** At most `most` calls in any stretch of `ms`. */
export type Limit = { readonly most: number; readonly ms: number };

/** What counts together, and how much of it the one who asks may use. */
export type Budget = { readonly key: string; readonly limits: readonly Limit[] };

/** A moment for a call, beside the present by the same clock. */
export type Booking = { readonly slot: Instant; readonly now: Instant };

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

/**
 * As `book`, but a call for which there is room now counts as made. Who has a booking already comes before all others and
 * is judged by the calls that were really made: what is late moves what comes after it. Until the transaction ends nobody
 * else books or takes from these budgets, so take no other lock afterwards.
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

type Account = {
  readonly key: string;
  readonly limits: readonly Limit[];
  readonly calls: readonly Instant[];
  readonly bookings: readonly Instant[];
  readonly until: Instant;
};

function withBookings(account: Account): Account {
  return { ...account, calls: inOrder([...account.calls, ...account.bookings]) };
}

function withoutBooking(account: Account, booked: Instant): Account {
  const own = account.bookings.indexOf(booked);
  return { ...account, bookings: account.bookings.filter((_, index) => index !== own) };
}

function inOrder(times: readonly Instant[]): Instant[] {
  return times.toSorted((a, b) => a - b);
}

/** The budgets as they stand, without what is long past. */
function accountsOf(budgets: readonly Budget[], rows: readonly Row[]) {
  const now = Number(rows[0]?.now ?? 0);
  const accounts = budgets.map(({ key, limits }): Account => {
    const row = rows.find((one) => one.key === key);
    const longest = Math.max(...limits.map((one) => one.ms));
    const lately = (times: readonly bigint[] | null | undefined) =>
      (times ?? []).map(Number).filter((time) => time > now - longest);
    return {
      key,
      limits,
      calls: lately(row?.calls),
      bookings: lately(row?.bookings),
      until: row?.until?.getTime() ?? 0,
    };
  });
  return { accounts, now };
}

async function keep(tx: Transaction, workspace: string, accounts: readonly Account[]): Promise<void> {
  const rows = accounts.map(
    ({ key, calls, bookings }) =>
      Prisma.sql`(${key}, ${inOrder(calls)}::bigint[], ${inOrder(bookings)}::bigint[])`,
  );
  await tx.$executeRaw`
    UPDATE "Budget" SET calls = kept.calls, bookings = kept.bookings
    FROM (VALUES ${Prisma.join(rows)}) AS kept(key, calls, bookings)
    WHERE "workspaceId" = ${workspace} AND "Budget".key = kept.key`;
}

type Row = {
  readonly key: string;
  /** Null when nothing is known of this budget yet; likewise those below. */
  readonly calls: bigint[] | null;
  readonly bookings: bigint[] | null;
  readonly until: Date | null;
  readonly now: bigint;
};

/** Always in the same order, so that nobody waits in a circle. */
function keysOf(budgets: readonly Budget[]): string[] {
  return budgets.map((one) => one.key).sort();
}

function read(reader: Reader, clock: Clock, workspace: string, budgets: readonly Budget[]): Promise<Row[]> {
  return reader.$queryRaw<Row[]>`
    SELECT asked.key, calls, bookings, until, ${present(clock)} AS now FROM unnest(${keysOf(budgets)}::text[]) AS asked(key)
    LEFT JOIN "Budget" b ON b."workspaceId" = ${workspace} AND b.key = asked.key`;
}

function lock(tx: Transaction, clock: Clock, workspace: string, budgets: readonly Budget[]): Promise<Row[]> {
  const rows = keysOf(budgets).map((key) => Prisma.sql`(${workspace}, ${key})`);
  return tx.$queryRaw<Row[]>`
    INSERT INTO "Budget" ("workspaceId", key) VALUES ${Prisma.join(rows)}
    ON CONFLICT ("workspaceId", key) DO UPDATE SET key = EXCLUDED.key
    RETURNING key, calls, bookings, until, ${present(clock)} AS now`;
}

/** The earliest moment from now on at which one more call breaks no limit and no hold; `calls` are in order. */
export function earliest(
  now: Instant,
  accounts: readonly Pick<Account, 'limits' | 'calls' | 'until'>[],
): Instant {
  const from = Math.max(now, ...accounts.map((one) => one.until));
  const ends = accounts.flatMap(({ calls, limits }) =>
    limits.flatMap(({ ms }) => calls.map((time) => time + ms)),
  );
  const moments = [from, ...inOrder(ends.filter((time) => time > from))];
  const isFree = (at: Instant) =>
    accounts.every(({ calls, limits }) => limits.every((limit) => hasRoom(calls, limit, at)));
  // The last of them is later than all that is known, so there is one.
  return moments.find(isFree) as Instant;
}

/** Of any `most` + 1 calls that follow each other, first and last must be `ms` apart. */
function hasRoom(calls: readonly Instant[], { most, ms }: Limit, at: Instant): boolean {
  const before = calls.filter((time) => time <= at).slice(-most);
  const after = calls.filter((time) => time > at).slice(0, most);
  const near = [...before, at, ...after];
  return near.slice(most).every((time, index) => time - (near[index] as Instant) >= ms);
}

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

/** Deletes budgets that nobody has used for an hour, such as those of channels that have fallen silent. */
export async function forgetBudgets(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "Budget" WHERE COALESCE(until, '-infinity') < now() - interval '1 hour'
    AND COALESCE(GREATEST(calls[cardinality(calls)], bookings[cardinality(bookings)]), 0) < extract(epoch FROM now() - interval '1 hour') * 1000`;
}

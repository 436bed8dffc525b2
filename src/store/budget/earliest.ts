import type { Instant } from '../../domain/kernel/time.ts';

/** At most `most` calls in any stretch of `ms`. */
export type Limit = { readonly most: number; readonly ms: number };

/** What counts together, and how much of it the one who asks may use. */
export type Budget = { readonly key: string; readonly limits: readonly Limit[] };

export type BudgetAccount = {
  readonly key: string;
  readonly limits: readonly Limit[];
  readonly calls: readonly Instant[];
  readonly bookings: readonly Instant[];
  readonly until: Instant;
};

export function withBookings(account: BudgetAccount): BudgetAccount {
  return { ...account, calls: inOrder([...account.calls, ...account.bookings]) };
}

export function inOrder(times: readonly Instant[]): Instant[] {
  return times.toSorted((a, b) => a - b);
}

/** The budgets as they stand, without what is long past. */
export function accountsOf(budgets: readonly Budget[], rows: readonly Row[]) {
  const now = Number(rows[0]?.now ?? 0);
  const accounts = budgets.map(({ key, limits }): BudgetAccount => {
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

export type Row = {
  readonly key: string;
  /** Null when nothing is known of this budget yet; likewise those below. */
  readonly calls: bigint[] | null;
  readonly bookings: bigint[] | null;
  readonly until: Date | null;
  readonly now: bigint;
};

/** Always in the same order, so that nobody waits in a circle. */
export function keysOf(budgets: readonly Budget[]): string[] {
  return budgets.map((one) => one.key).sort();
}

/** The earliest moment from now on at which one more call breaks no limit and no hold; `calls` are in order. */
export function earliest(
  now: Instant,
  accounts: readonly Pick<BudgetAccount, 'limits' | 'calls' | 'until'>[],
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

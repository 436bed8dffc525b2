import type { Instant } from '../../domain/kernel/time.ts';

/** At most `most` calls in any stretch of `ms`. */
export type Limit = { readonly most: number; readonly ms: number };

/** What counts together, and how much of it the one who asks may use. */
export type Budget = {
  readonly key: string;
  readonly limits: readonly Limit[];
  /** Where the one who asks waits when nothing is left: whoever may use as much as they waits in the same line. */
  readonly line: string;
};

export type BudgetAccount = Budget & {
  /** In order. */
  readonly calls: readonly Instant[];
  /** For whose escalation each of them was. */
  readonly callers: readonly PersonOrUnknown[];
  readonly until: Instant;
  /** Whether anybody else waits in the line. */
  readonly isAwaited: boolean;
};

/** A Slack user id; empty for a call of a release that did not say. */
type PersonOrUnknown = string;

/** The budgets as they stand, without what is long past. */
export function accountsOf(budgets: readonly Budget[], rows: readonly Row[]) {
  const now = Number(rows[0]?.now ?? 0);
  const accounts = budgets.map((budget): BudgetAccount => {
    const row = rows.find((one) => one.key === budget.key);
    const longest = Math.max(...budget.limits.map((one) => one.ms));
    const made = (row?.calls ?? []).map((call, index) => ({
      at: Number(call),
      for: row?.callers?.[index] ?? '',
    }));
    const lately = made.filter(({ at }) => at > now - longest);
    return {
      ...budget,
      calls: lately.map(({ at }) => at),
      callers: lately.map((one) => one.for),
      until: row?.until?.getTime() ?? 0,
      isAwaited: row?.isAwaited ?? false,
    };
  });
  return { accounts, now };
}

export type Row = {
  readonly key: string;
  /** Null when nothing is known of this budget yet; likewise those below. */
  readonly calls: bigint[] | null;
  readonly callers: string[] | null;
  readonly until: Date | null;
  readonly isAwaited: boolean;
  readonly now: bigint;
};

/** The account after one more call. */
export function withCall(account: BudgetAccount, at: Instant, person: string): BudgetAccount {
  const made = account.calls.map((time, index) => ({ time, caller: account.callers[index] ?? '' }));
  const all = [...made, { time: at, caller: person }].toSorted((a, b) => a.time - b.time);
  return { ...account, calls: all.map(({ time }) => time), callers: all.map(({ caller }) => caller) };
}

/** Always in the same order, so that nobody waits in a circle. */
export function inKeyOrder(budgets: readonly Budget[]): Budget[] {
  return budgets.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

type Known = Pick<BudgetAccount, 'limits' | 'calls' | 'until'>;

/**
 * The earliest moment from now on at which a call breaks no limit and no hold; `calls` are in order.
 * @param ahead how many others go before it, all as soon as they may
 */
export function earliest(now: Instant, { calls, limits, until }: Known, ahead = 0): Instant {
  const all = [...calls];
  for (let left = ahead; ; left--) {
    const free = limits.map(({ most, ms }) => (all.at(-most) ?? Number.NEGATIVE_INFINITY) + ms);
    const at = Math.max(now, until, ...free);
    if (left === 0) return at;
    all.push(at);
  }
}

/** How many calls may be made at once. */
export function roomAt(now: Instant, { calls, limits, until }: Known): number {
  if (until > now) return 0;
  const left = limits.map(({ most, ms }) => most - calls.filter((time) => time > now - ms).length);
  return Math.max(0, Math.min(...left));
}

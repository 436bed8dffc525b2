import type { Instant } from '../../domain/kernel/time.ts';
import type { Reader } from '../client.ts';
import { type BudgetAccount, earliest, roomAt } from './earliest.ts';
import { aheadInLine, type Caller } from './line.ts';

/** When a call may be made. */
export type Turn = {
  /** Where to wait for it; null when it may be made now. */
  readonly line: string | null;
  /** About when, if nobody else comes before. */
  readonly at: Instant;
  /** What the same clock says. */
  readonly now: Instant;
  /** How many go before it. */
  readonly ahead: number;
};

/** The caller's turn in one budget, and who goes first of those before whom there is room now. */
export async function turnIn(
  reader: Reader,
  workspace: string,
  account: BudgetAccount,
  caller: Caller,
  now: Instant,
): Promise<{ readonly turn: Turn; readonly first: readonly string[] }> {
  const room = roomAt(now, account);
  const ahead = account.isAwaited ? await aheadInLine(reader, workspace, account, caller, now) : [];
  if (ahead.length < room) return { turn: { line: null, at: now, now, ahead: 0 }, first: [] };
  const at = earliest(now, account, ahead.length);
  return { turn: { line: account.line, at, now, ahead: ahead.length }, first: ahead.slice(0, room) };
}

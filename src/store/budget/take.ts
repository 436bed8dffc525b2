import { Prisma } from '../../generated/prisma/client.ts';
import type { Transaction } from '../client.ts';
import { type Clock, present } from '../clock.ts';
import { accountsOf, type Budget, type BudgetAccount, inKeyOrder, type Row, withCall } from './earliest.ts';
import { type Caller, callUp, isAwaited } from './line.ts';
import { type Turn, turnIn } from './turn.ts';

/**
 * Counts a call as made if all these budgets have room for it and nobody in their lines goes before; otherwise says in
 * which line to wait. The budgets stay locked until the transaction ends, so take no lock of an escalation afterwards.
 */
export async function take(
  tx: Transaction,
  clock: Clock,
  workspace: string,
  budgets: readonly Budget[],
  caller: Caller,
): Promise<Turn> {
  const { accounts, now } = accountsOf(budgets, await lock(tx, clock, workspace, budgets, caller));
  for (const account of accounts) {
    const { turn, first } = await turnIn(tx, workspace, account, caller, now);
    if (turn.line === null) continue;
    await callUp(tx, first, now);
    return turn;
  }
  await keep(
    tx,
    workspace,
    accounts.map((one) => withCall(one, now, caller.person)),
  );
  return { line: null, at: now, now, ahead: 0 };
}

async function keep(tx: Transaction, workspace: string, accounts: readonly BudgetAccount[]): Promise<void> {
  const rows = accounts.map(({ key, calls, callers }) => ({ key, calls, callers }));
  await tx.$executeRaw`
    UPDATE "Budget" SET calls = kept.calls, callers = kept.callers
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS kept(key text, calls bigint[], callers text[])
    WHERE "workspaceId" = ${workspace} AND "Budget".key = kept.key`;
}

function lock(
  tx: Transaction,
  clock: Clock,
  workspace: string,
  budgets: readonly Budget[],
  { id }: Caller,
): Promise<Row[]> {
  const asked = inKeyOrder(budgets);
  return tx.$queryRaw<Row[]>`
    WITH locked AS (
      INSERT INTO "Budget" ("workspaceId", key)
      VALUES ${Prisma.join(asked.map(({ key }) => Prisma.sql`(${workspace}, ${key})`))}
      ON CONFLICT ("workspaceId", key) DO UPDATE SET key = EXCLUDED.key
      RETURNING key, calls, callers, until, ${present(clock)} AS now
    )
    SELECT locked.*, ${isAwaited(workspace, Prisma.sql`asked.line`, id)} AS "isAwaited"
    FROM locked JOIN unnest(${asked.map(({ key }) => key)}::text[], ${asked.map(({ line }) => line)}::text[])
      AS asked(key, line) ON asked.key = locked.key`;
}

import { Prisma } from '../../generated/prisma/client.ts';
import type { Reader } from '../client.ts';
import { type Clock, present } from '../clock.ts';
import { accountsOf, type Budget, type Row } from './earliest.ts';
import { type Caller, isAwaited } from './line.ts';
import { type Turn, turnIn } from './turn.ts';

/** About when a call could be made that is not asked for yet. Nothing is promised: `take` decides. */
export async function foresee(
  reader: Reader,
  clock: Clock,
  workspace: string,
  budget: Budget,
  person: Pick<Caller, 'severity' | 'person'>,
): Promise<Turn> {
  const rows = await reader.$queryRaw<Row[]>`
    SELECT asked.key, calls, callers, until, ${present(clock)} AS now,
      ${isAwaited(workspace, Prisma.sql`${budget.line}`, '')} AS "isAwaited"
    FROM (SELECT ${budget.key}::text AS key) AS asked
    LEFT JOIN "Budget" b ON b."workspaceId" = ${workspace} AND b.key = asked.key`;
  const { accounts, now } = accountsOf([budget], rows);
  const [account] = accounts;
  if (account === undefined) return { line: null, at: now, now, ahead: 0 };
  return (await turnIn(reader, workspace, account, { id: '', from: null, ...person }, now)).turn;
}

import type { Instant } from '../domain/time.ts';
import type { Transaction } from './client.ts';
import type { Clock } from './clock.ts';

const KEY = 'escalation';

export type Locked = {
  readonly workspace: string;
  readonly seq: number;
  /** Slack id of the swarm channel. */
  readonly channel: string | null;
  /** What the clock said when the lock was asked for. */
  readonly now: Instant;
};

/**
 * Makes others who change this escalation wait until the transaction ends, so that they decide once instead of losing
 * and deciding again. Taken before any other row of the escalation, so that nobody waits in a circle.
 * Answers null when there is none.
 */
export async function lockEscalation(tx: Transaction, id: string, clock: Clock): Promise<Locked | null> {
  const [row] = await tx.$queryRaw<(Omit<Locked, 'now'> & { now: bigint })[]>`
    SELECT "workspaceId" AS workspace, seq, "channelId" AS channel,
      floor(extract(epoch FROM ${clock()}) * 1000)::bigint AS now
    FROM "Escalation" WHERE id = ${id} FOR UPDATE`;
  return row === undefined ? null : { ...row, now: Number(row.now) };
}

/**
 * The workspace's next escalation number. Until the transaction ends nobody else gets one there, so that numbers
 * have no gaps and a ticket is looked up after whoever opened just before.
 */
export async function nextNumber(tx: Transaction, workspace: string): Promise<number> {
  const rows = await tx.$queryRaw<{ value: number }[]>`
    INSERT INTO "Counter" ("workspaceId", key, value) VALUES (${workspace}, ${KEY}, 0)
    ON CONFLICT ("workspaceId", key) DO UPDATE SET value = "Counter".value
    RETURNING value`;
  return (rows[0]?.value ?? 0) + 1;
}

export async function takeNumber(tx: Transaction, workspace: string, number: number): Promise<void> {
  await tx.counter.update({
    where: { workspaceId_key: { workspaceId: workspace, key: KEY } },
    data: { value: number },
    select: { value: true },
  });
}

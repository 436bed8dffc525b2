import { Prisma } from '../generated/prisma/client.ts';
import type { Database, Transaction } from './client.ts';

/** Something that arrived, by the id that its sender gave it. */
export type Arrival = {
  readonly key: string;
  readonly kind: string;
  readonly payload?: unknown;
  /** The sender corrects what was refused and sends it under the same key, as from an open modal. */
  readonly isCorrectable?: boolean;
};

/**
 * Takes the key in this transaction; false when it was taken before. Waits for another transaction that is just
 * taking it, so that the second of two deliveries finds the first one's answer or, if that failed, its turn.
 */
export async function takeArrival(
  tx: Transaction,
  workspace: string,
  { key, kind, payload }: Arrival,
): Promise<boolean> {
  const taken = await tx.inbox.createMany({
    data: [
      {
        workspaceId: workspace,
        key,
        kind,
        payload: payload === undefined ? Prisma.DbNull : asJson(payload),
      },
    ],
    skipDuplicates: true,
  });
  return taken.count === 1;
}

/** Keeps something that asks for no change, in a statement of its own; false when it had arrived before. */
export function receive(db: Database, workspace: string, key: string, kind: string): Promise<boolean> {
  return takeArrival(db, workspace, { key, kind });
}

/** As if it had never arrived. */
export async function forgetArrival(tx: Transaction, workspace: string, key: string): Promise<void> {
  await tx.inbox.delete({ where: { workspaceId_key: { workspaceId: workspace, key } } });
}

export async function storeAnswer(
  tx: Transaction,
  workspace: string,
  key: string,
  answer: unknown,
): Promise<void> {
  const data = { response: asJson(answer) };
  await tx.inbox.update({ where: { workspaceId_key: { workspaceId: workspace, key } }, data });
}

/** What was answered to the first delivery; null when there was none or it has no answer. */
export async function findAnswer(tx: Transaction, workspace: string, key: string): Promise<unknown> {
  const row = await tx.inbox.findUnique({ where: { workspaceId_key: { workspaceId: workspace, key } } });
  return row?.response ?? null;
}

/** Deletes what arrived longer than this many days ago: no sender repeats itself for that long. */
export async function forgetArrivals(tx: Transaction, days: number): Promise<number> {
  return tx.$executeRaw`DELETE FROM "Inbox" WHERE at < now() - ${days}::int * interval '1 day'`;
}

function asJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue;
}

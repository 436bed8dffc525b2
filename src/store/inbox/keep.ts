import { Prisma } from '../../generated/prisma/client.ts';
import { ANSWER_VERSION, type KeptAnswer } from '../answer-schema.ts';
import type { Batch } from '../batch.ts';
import type { Database } from '../client.ts';

/** Something that arrived, by the id that its sender gave it. */
export type Arrival = {
  readonly key: string;
  readonly kind: string;
  /** The sender corrects what was refused and sends it under the same key, as from an open modal. */
  readonly isCorrectable?: boolean;
};

/** Keeps something that asks for no change, in a statement of its own; false when it had arrived before. */
export async function receive(db: Database, workspace: string, key: string, kind: string): Promise<boolean> {
  return (await db.$executeRaw`${arrived(workspace, { key, kind })}`) === 1;
}

/**
 * Keeps something with its answer; once the batch has run, returns false when it had arrived before. Waits for another
 * transaction that is just keeping it, so that the second of two deliveries finds the first one's answer or, if that
 * failed, its turn.
 */
export function keepArrival(
  batch: Batch,
  workspace: string,
  arrival: Arrival,
  answer: KeptAnswer | null,
): () => boolean {
  const kept = batch.ask('Inbox', Prisma.sql`${arrived(workspace, arrival, answer)} RETURNING key`);
  return () => kept().length > 0;
}

/** The same for a batch that runs alone, which an earlier arrival makes a lost race. */
export function keepFirstArrival(
  batch: Batch,
  workspace: string,
  arrival: Arrival,
  answer: KeptAnswer,
): void {
  batch.add('Inbox', insertArrival(workspace, arrival, answer));
}

function arrived(workspace: string, arrival: Arrival, answer: KeptAnswer | null = null): Prisma.Sql {
  return Prisma.sql`${insertArrival(workspace, arrival, answer)} ON CONFLICT DO NOTHING`;
}

function insertArrival(workspace: string, { key, kind }: Arrival, answer: KeptAnswer | null): Prisma.Sql {
  const response = answer === null ? null : JSON.stringify(answer);
  return Prisma.sql`INSERT INTO "Inbox" ("workspaceId", key, kind, version, response)
    VALUES (${workspace}, ${key}, ${kind}, ${ANSWER_VERSION}::int, ${response}::jsonb)`;
}

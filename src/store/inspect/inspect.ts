import type { Database, Reader } from '../client.ts';
import { postsOf, type StoredPost } from '../posts/read.ts';
import { type FoundEscalation, findEscalations } from './find-escalations.ts';
import { listEffects, type StoredEffect } from './list-effects.ts';
import { listEvents, type StoredEvent } from './list-events.ts';
import { listTimers, type StoredTimer } from './list-timers.ts';

/** All that is stored of one escalation. */
export type Inspection = {
  readonly escalation: FoundEscalation;
  readonly events: readonly StoredEvent[];
  readonly timers: readonly StoredTimer[];
  readonly effects: readonly StoredEffect[];
  readonly posts: ReadonlyMap<string, StoredPost>;
};

/** A long life on a slow machine. */
const LIMIT_MS = 60_000;

/** Reads one state of the database, and nothing can be written meanwhile. Several are found where numbers repeat. */
export function inspect(
  db: Database,
  reference: { readonly number: number } | { readonly id: string },
  workspace?: string,
): Promise<Inspection[]> {
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SET TRANSACTION READ ONLY`;
      const all: Inspection[] = [];
      for (const one of await findEscalations(tx, reference, workspace)) all.push(await inspectOne(tx, one));
      return all;
    },
    { isolationLevel: 'RepeatableRead', timeout: LIMIT_MS },
  );
}

async function inspectOne(reader: Reader, escalation: FoundEscalation): Promise<Inspection> {
  return {
    escalation,
    events: await listEvents(reader, escalation.id),
    timers: await listTimers(reader, escalation.id),
    effects: await listEffects(reader, escalation.id),
    posts: await postsOf(reader, escalation.id),
  };
}

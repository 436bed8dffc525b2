import type { Actor } from '../domain/command.ts';
import type { PersonId } from '../domain/kernel/escalation.ts';
import type { Kinds } from '../domain/kernel/people.ts';
import type { Instant } from '../domain/kernel/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Reader, Transaction } from './client.ts';
import { type Clock, present } from './clock.ts';
import {
  loadStanding,
  type Standing,
  type StandingRow,
  standingColumn,
  standingFrom,
} from './events/standing.ts';
import { type ActorRow, actorColumns, actorFrom } from './facts.ts';

export type Locked = {
  readonly workspace: string;
  readonly seq: number;
  /** Slack id of the swarm channel. */
  readonly channel: string | null;
  readonly rep: PersonId;
  readonly severity: string;
  /** What the clock said when the lock was asked for. */
  readonly now: Instant;
};

/**
 * Makes others who change this escalation wait until the transaction ends, so that they decide once instead of losing
 * and deciding again. Taken before any other row of the escalation, so that nobody waits in a circle.
 * Returns null when there is none.
 */
export async function lockEscalation(tx: Transaction, id: string, clock: Clock): Promise<Locked | null> {
  const [row] = await tx.$queryRaw<(Omit<Locked, 'now'> & { now: bigint })[]>`
    SELECT "workspaceId" AS workspace, seq, "channelId" AS channel, "repId" AS rep, severity,
      ${present(clock)} AS now
    FROM "Escalation" WHERE id = ${id} FOR UPDATE`;
  return row === undefined ? null : { ...row, now: Number(row.now) };
}

/** What a decision on an escalation needs to know. */
export type DecisionFacts = {
  readonly now: Instant;
  readonly by: Actor;
  /** null when it has no events. */
  readonly standing: Standing | null;
};

type Subject = {
  readonly escalation: string;
  readonly workspace: string;
  readonly by: PersonId | null;
  readonly kinds?: Kinds | undefined;
};

/** Locks it likewise and reads how it stands, and what the roster says of `by`; null when there is none. */
export function lockToDecide(tx: Transaction, subject: Subject, clock: Clock): Promise<DecisionFacts | null> {
  return factsFor(tx, subject, clock, Prisma.sql`FOR UPDATE OF e`);
}

/** The same without locking it, for who can be sure afterwards that nobody else was first. */
export function readToDecide(reader: Reader, subject: Subject, clock: Clock): Promise<DecisionFacts | null> {
  return factsFor(reader, subject, clock, Prisma.empty);
}

/** Locks it, or fails at once when somebody else has. */
export function lockNow(id: string): Prisma.Sql {
  return Prisma.sql`SELECT 1 FROM "Escalation" WHERE id = ${id} FOR UPDATE NOWAIT`;
}

async function factsFor(
  reader: Reader,
  { escalation: id, workspace, by, kinds }: Subject,
  clock: Clock,
  lock: Prisma.Sql,
): Promise<DecisionFacts | null> {
  const [row] = await reader.$queryRaw<(ActorRow & { now: bigint; seq: number; standing: StandingRow })[]>`
    SELECT ${present(clock)} AS now, e.seq, ${actorColumns(workspace, by)},
      ${standingColumn(Prisma.sql`e.id`)} AS standing
    FROM "Escalation" e WHERE e.id = ${id} ${lock}`;
  if (row === undefined) return null;
  const read = standingFrom(id, row.standing);
  // After waiting for a lock Postgres returns the row as it is now, but the subqueries' events as they were before.
  const standing = read?.escalation.seq === row.seq ? read : await loadStanding(reader, id);
  return { now: Number(row.now), by: actorFrom(by, row, kinds), standing };
}

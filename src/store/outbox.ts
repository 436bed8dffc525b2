import {
  type Effect,
  type EffectType,
  effectKey,
  effectLane,
  effectNeeds,
  isPossible,
} from '../domain/effect.ts';
import type { Escalation } from '../domain/escalation.ts';
import type { Instant } from '../domain/time.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { insertRows } from './bulk.ts';
import type { Transaction } from './client.ts';
import type { Clock } from './clock.ts';

/** An effect, the seq of the event that it follows from, and when its call is booked for, if it is already. */
export type Staged = { readonly effect: Effect; readonly seq: number; readonly slot?: Instant };

/** An effect still to be done, or being done. */
export type LiveEffect = {
  readonly id: string;
  readonly effect: Effect;
  readonly key: string;
  readonly lane: string;
  readonly needs: string;
  readonly position: bigint;
  readonly seq: number;
  readonly state: 'pending' | 'running';
  readonly attempts: number;
  readonly isUnsure: boolean;
  readonly shownSeq: number | null;
  readonly notBefore: Instant;
  readonly isBooked: boolean;
  readonly leaseUntil: Instant | null;
};

/** What follows for one escalation. */
export type ToStage = {
  readonly escalation: Escalation;
  readonly staged: readonly Staged[];
  readonly at: Instant;
};

/**
 * Stages effects in the order given. One that waits under the same key already is the same one, moved to the end with
 * what was tried so far; one that is being done is followed by another, since what it shows was read before.
 */
export async function stage(
  tx: Transaction,
  toStage: readonly ToStage[],
  newId: () => string,
): Promise<void> {
  const latest = toStage.flatMap(({ escalation, staged, at }) =>
    [...latestByKey(staged)].map(([key, one]) => ({ ...one, key, escalation, at })),
  );
  if (latest.length === 0) return;
  // Of what is only just opened nothing waits yet.
  const waiting = await takeWaiting(tx, toStage.some(({ staged }) => staged[0]?.seq !== 1) ? latest : []);
  const before = new Map(waiting.map(({ escalation, key, ...rest }) => [`${escalation} ${key}`, rest]));
  await insertRows(
    tx,
    'Effect',
    latest.map(({ escalation, key, effect, seq, at, slot }) => ({
      id: newId(),
      workspaceId: escalation.workspace,
      escalationId: escalation.id,
      seq,
      type: effect.type,
      key,
      lane: effectLane(effect),
      needs: effectNeeds(effect),
      data: effect,
      state: 'pending',
      attempts: 0,
      isUnsure: false,
      shownSeq: null,
      notBefore: new Date(slot ?? at),
      isBooked: slot !== undefined,
      stagedAt: new Date(at),
      ...before.get(`${escalation.id} ${key}`),
    })),
  );
}

function latestByKey(staged: readonly Staged[]): Map<string, Staged> {
  const latest = new Map<string, Staged>();
  for (const one of staged) {
    const key = effectKey(one.effect);
    latest.delete(key);
    latest.set(key, one);
  }
  return latest;
}

async function takeWaiting(
  tx: Transaction,
  staged: readonly { readonly escalation: Escalation; readonly key: string }[],
): Promise<Waiting[]> {
  if (staged.length === 0) return [];
  return tx.$queryRaw<Waiting[]>`
    DELETE FROM "Effect" e
    USING unnest(${staged.map((one) => one.escalation.id)}::text[], ${staged.map((one) => one.key)}::text[])
      AS anew(escalation, key)
    WHERE e."escalationId" = anew.escalation AND e.key = anew.key AND e.state = 'pending'
    RETURNING e."escalationId" AS escalation, e.key, e.attempts, e."isUnsure", e."shownSeq", e."notBefore", e."isBooked"`;
}

type Waiting = {
  readonly escalation: string;
  readonly key: string;
  readonly attempts: number;
  readonly isUnsure: boolean;
  readonly shownSeq: number | null;
  readonly notBefore: Date;
  readonly isBooked: boolean;
};

/** What is still to be done for an escalation, in the order staged. */
export async function liveEffects(tx: Transaction, escalation: string): Promise<LiveEffect[]> {
  const rows = await tx.$queryRaw<LiveRow[]>`
    SELECT id, data, key, lane, needs, position, seq, state, attempts, "isUnsure", "shownSeq", "notBefore", "isBooked", "leaseUntil"
    FROM "Effect" WHERE "escalationId" = ${escalation} AND (state = 'pending' OR state = 'running')
    ORDER BY position`;
  return rows.map(({ data, notBefore, leaseUntil, ...row }) => ({
    ...row,
    effect: data,
    notBefore: notBefore.getTime(),
    leaseUntil: leaseUntil?.getTime() ?? null,
  }));
}

type LiveRow = Omit<LiveEffect, 'effect' | 'notBefore' | 'leaseUntil'> & {
  readonly data: Effect;
  readonly notBefore: Date;
  readonly leaseUntil: Date | null;
};

/** Takes an effect for `by` until then; `shownSeq` is the escalation's seq that the try will show at least. */
export async function lease(
  tx: Transaction,
  { id, isUnsure }: { readonly id: string; readonly isUnsure: boolean },
  { by, until, shownSeq }: { readonly by: string; readonly until: Instant; readonly shownSeq: number },
): Promise<void> {
  const taken = {
    state: 'running',
    leaseBy: by,
    leaseUntil: new Date(until),
    isUnsure,
    isBooked: false,
  } as const;
  // What an unsure try may have shown stays known until that is cleared up.
  const shown = isUnsure ? {} : { shownSeq };
  await tx.effect.update({
    where: { id },
    data: { ...taken, ...shown, attempts: { increment: 1 } },
    select: { id: true },
  });
}

/** Keeps a lease for this many ms from now; false when it is no longer this one's. */
export async function renewLease(
  tx: Transaction,
  id: string,
  by: string,
  clock: Clock,
  ms: number,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "Effect" SET "leaseUntil" = ${clock()} + ${ms}::int * interval '1 millisecond'
    WHERE id = ${id} AND state = 'running' AND "leaseBy" = ${by}`;
  return count === 1;
}

/** Stores how it ended; false when the lease is no longer this one's, and then nothing is written. */
export async function endEffect(
  tx: Transaction,
  id: string,
  by: string,
  end: { readonly state: 'done' | 'failed'; readonly outcome: object; readonly at: Instant },
): Promise<boolean> {
  const { state, outcome, at } = end;
  const { count } = await tx.effect.updateMany({
    where: { id, state: 'running', leaseBy: by },
    data: {
      state,
      outcome: outcome as Prisma.InputJsonObject,
      endedAt: new Date(at),
      leaseBy: null,
      leaseUntil: null,
    },
  });
  return count === 1;
}

/**
 * Puts an effect back until then; false when the lease is no longer this one's. When the same was staged anew in the
 * meantime, that one takes over what is known.
 */
export async function putBack(
  tx: Transaction,
  { id, escalation, key }: { readonly id: string; readonly escalation: string; readonly key: string },
  by: string,
  back: { readonly notBefore: Instant; readonly isUnsure: boolean; readonly reason: string },
): Promise<boolean> {
  const { notBefore, isUnsure, reason } = back;
  const { count } = await tx.effect.updateMany({
    where: { id, state: 'running', leaseBy: by },
    data: {
      state: 'pending',
      notBefore: new Date(notBefore),
      // It has had its turn, and does not wait for another behind those who came later.
      isBooked: true,
      isUnsure,
      outcome: { reason },
      leaseBy: null,
      leaseUntil: null,
    },
  });
  if (count === 1) await joinTwins(tx, escalation, key);
  return count === 1;
}

/** Of pending effects with one key only the first stays, at the place of the last. */
async function joinTwins(tx: Transaction, escalation: string, key: string): Promise<void> {
  const twins = await tx.effect.findMany({
    where: { escalationId: escalation, key, state: 'pending' },
    orderBy: { position: 'asc' },
    select: { id: true, position: true, seq: true },
  });
  const [first, ...others] = twins;
  const last = others.at(-1);
  if (first === undefined || last === undefined) return;
  await tx.effect.deleteMany({ where: { id: { in: others.map((one) => one.id) } } });
  await tx.effect.update({
    where: { id: first.id },
    data: { position: last.position, seq: last.seq },
    select: { id: true },
  });
}

/** While its channel is lost, what was to be done there waits for nothing: all of it is shown once that is over. */
export async function endImpossible(tx: Transaction, { id, channel }: Escalation): Promise<void> {
  const live = await liveEffects(tx, id);
  const idle = live.filter(
    (row) => row.state === 'pending' && !isPossible(row.effect, channel?.lost ?? null),
  );
  if (idle.length === 0) return;
  await tx.effect.updateMany({
    where: { id: { in: idle.map((row) => row.id) } },
    data: { state: 'done', outcome: { kind: 'lost' } },
  });
}

/** Leaves an effect alone until then, when its call is booked or Slack takes it again. */
export async function postpone(tx: Transaction, id: string, until: Instant): Promise<void> {
  await tx.effect.updateMany({
    where: { id, state: 'pending' },
    data: { notBefore: new Date(until), isBooked: true },
  });
}

/** When the channel of an escalation is going to be opened, if its call is booked for later; null otherwise. */
export async function channelSlot(tx: Transaction, escalation: string): Promise<Instant | null> {
  const row = await tx.effect.findFirst({
    where: { escalationId: escalation, type: CHANNEL, state: 'pending', isBooked: true },
    select: { notBefore: true },
  });
  return row?.notBefore.getTime() ?? null;
}

const CHANNEL: EffectType = 'CreateChannel';

/** Escalations with something that can be done now, whose longest waiting effect was staged first. */
export async function waitingEscalations(tx: Transaction, clock: Clock, limit: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    WITH due AS (
      SELECT "escalationId", needs, position FROM "Effect" WHERE state = 'pending' AND "notBefore" <= ${clock()}
      UNION ALL
      SELECT "escalationId", needs, position FROM "Effect" WHERE state = 'running' AND "leaseUntil" <= ${clock()}
    )
    SELECT due."escalationId" AS id FROM due JOIN "Escalation" e ON e.id = due."escalationId"
    WHERE due.needs = 'nothing' OR (due.needs = 'channel' AND e."channelId" IS NOT NULL)
      OR (due.needs = 'card' AND EXISTS (SELECT 1 FROM "Post" p WHERE p."escalationId" = e.id AND p.key = 'card'))
    GROUP BY 1 ORDER BY min(due.position) LIMIT ${limit}`;
  return rows.map((row) => row.id);
}

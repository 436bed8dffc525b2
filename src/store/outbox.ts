import {
  type Effect,
  type EffectType,
  effectKey,
  effectLane,
  effectNeeds,
  isPossible,
} from '../domain/effect.ts';
import type { Escalation } from '../domain/kernel/escalation.ts';
import type { Instant } from '../domain/kernel/time.ts';
import { type EffectState, Prisma } from '../generated/prisma/client.ts';
import type { Batch } from './batch.ts';
import { atMost, insertRows, overwrite } from './bulk.ts';
import type { Reader, Transaction } from './client.ts';
import type { Clock } from './clock.ts';
import { EFFECT_VERSION, parseEffect } from './effect-schema.ts';
import { isBehindUnknown, isKnownEffect, isReadable } from './known.ts';

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

/** One that only a newer version of Muster knows: it keeps its place, and nothing else is done with it here. */
export type UnknownEffect = Omit<LiveEffect, 'effect'> & { readonly effect: null };

export function isKnown(row: LiveEffect | UnknownEffect): row is LiveEffect {
  return row.effect !== null;
}

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
export function stage(batch: Batch, toStage: readonly ToStage[], newId: () => string): void {
  const rows = toStage.flatMap(({ escalation, staged, at }) =>
    [...latestByKey(staged)].map(([key, { effect, seq, slot }]) => ({
      id: newId(),
      workspaceId: escalation.workspace,
      escalationId: escalation.id,
      seq,
      type: effect.type,
      version: EFFECT_VERSION,
      key,
      lane: effectLane(effect),
      needs: effectNeeds(effect),
      data: parseEffect(effect.type, EFFECT_VERSION, effect),
      state: 'pending',
      attempts: 0,
      isUnsure: false,
      notBefore: new Date(slot ?? at),
      isBooked: slot !== undefined,
      stagedAt: new Date(at),
    })),
  );
  if (rows.length === 0) return;
  batch.add(
    'Effect',
    Prisma.sql`${insertRows('Effect', rows)} ON CONFLICT ("escalationId", key) WHERE state = 'pending'
    DO UPDATE SET ${overwrite(['position', 'seq', 'type', 'version', 'data', 'stagedAt'])}`,
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

/**
 * What is still to be done for an escalation, in the order staged. Nothing of one with events that only a newer version of
 * Muster knows: what its effects would show is unknown here.
 */
export async function liveEffects(
  reader: Reader,
  escalation: string,
): Promise<(LiveEffect | UnknownEffect)[]> {
  const rows = await reader.$queryRaw<LiveRow[]>`
    SELECT id, type, version, data, key, lane, needs, position, seq, state, attempts, "isUnsure", "shownSeq", "notBefore", "isBooked", "leaseUntil"
    FROM "Effect" WHERE "escalationId" = ${escalation} AND (state = 'pending' OR state = 'running')
      AND ${isReadable(Prisma.sql`${escalation}`)}
    ORDER BY position`;
  return rows.map(({ type, version, data, notBefore, leaseUntil, ...row }) => ({
    ...row,
    effect: parseEffect(type, version, data),
    notBefore: notBefore.getTime(),
    leaseUntil: leaseUntil?.getTime() ?? null,
  }));
}

type LiveRow = Omit<LiveEffect, 'effect' | 'notBefore' | 'leaseUntil'> & {
  readonly type: string;
  readonly version: number;
  readonly data: unknown;
  readonly notBefore: Date;
  readonly leaseUntil: Date | null;
};

/** How far an effect is, whatever it is; null when there is none. */
export async function effectState(reader: Reader, id: string): Promise<EffectState | null> {
  return (await reader.effect.findUnique({ where: { id }, select: { state: true } }))?.state ?? null;
}

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
 * meantime, this one takes its place, with what was tried so far.
 */
export async function putBack(
  tx: Transaction,
  { id, escalation, key }: { readonly id: string; readonly escalation: string; readonly key: string },
  by: string,
  back: { readonly notBefore: Instant; readonly isUnsure: boolean; readonly reason: string },
): Promise<boolean> {
  const [anew] = await tx.$queryRaw<Anew[]>`
    DELETE FROM "Effect" WHERE "escalationId" = ${escalation} AND key = ${key} AND state = 'pending'
      AND EXISTS (SELECT 1 FROM "Effect" WHERE id = ${id} AND state = 'running' AND "leaseBy" = ${by})
    RETURNING position, seq, type, version, data`;
  const { notBefore, isUnsure, reason } = back;
  const { count } = await tx.effect.updateMany({
    where: { id, state: 'running', leaseBy: by },
    data: {
      ...anew,
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
  return count === 1;
}

type Anew = {
  readonly position: bigint;
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  readonly data: Prisma.InputJsonObject;
};

/** While its channel is lost, what was to be done there waits for nothing: all of it is shown once that is over. */
export async function endImpossible(
  reader: Reader,
  batch: Batch,
  { id, channel }: Escalation,
): Promise<void> {
  const live = await liveEffects(reader, id);
  const idle = live.filter(
    (row) => isKnown(row) && row.state === 'pending' && !isPossible(row.effect, channel?.lost ?? null),
  );
  if (idle.length === 0) return;
  batch.add(
    'Effect',
    Prisma.sql`UPDATE "Effect" SET state = 'done', outcome = jsonb_build_object('kind', 'lost')
      WHERE id = ANY (${idle.map((row) => row.id)}::text[])`,
  );
}

/**
 * What was ended while its channel was lost may have taken effect all the same, if an earlier try was unsure: what is staged
 * under its key again is looked up first.
 */
export function recallUnsure(batch: Batch, { id }: Escalation): void {
  batch.add(
    'Effect',
    Prisma.sql`UPDATE "Effect" e SET "isUnsure" = true WHERE e."escalationId" = ${id} AND e.state = 'pending'
      AND EXISTS (SELECT 1 FROM "Effect" ended WHERE ended."escalationId" = e."escalationId" AND ended.key = e.key
        AND ended.state = 'done' AND ended."isUnsure")`,
  );
}

/** Leaves an effect alone until then, when its call is booked or Slack takes it again. */
export async function postpone(tx: Transaction, id: string, until: Instant): Promise<void> {
  await tx.effect.updateMany({
    where: { id, state: 'pending' },
    data: { notBefore: new Date(until), isBooked: true },
  });
}

/** When the channel of an escalation is going to be opened, if its call is booked for later; null otherwise. */
export async function channelSlot(reader: Reader, escalation: string): Promise<Instant | null> {
  const row = await reader.effect.findFirst({
    where: { escalationId: escalation, type: CHANNEL, state: 'pending', isBooked: true },
    select: { notBefore: true },
  });
  return row?.notBefore.getTime() ?? null;
}

const CHANNEL: EffectType = 'CreateChannel';

/** Escalations with something that can be done now, whose longest waiting effect was staged first. */
export async function waitingEscalations(reader: Reader, clock: Clock, limit: number): Promise<string[]> {
  const rows = await reader.$queryRaw<{ id: string }[]>`
    WITH due AS (
      SELECT f."escalationId", f.lane, f.needs, f.position FROM "Effect" f
      WHERE f.state = 'pending' AND f."notBefore" <= ${clock()} AND ${isKnownEffect('f')}
      UNION ALL
      SELECT f."escalationId", f.lane, f.needs, f.position FROM "Effect" f
      WHERE f.state = 'running' AND f."leaseUntil" <= ${clock()} AND ${isKnownEffect('f')}
    ), waiting AS (
      SELECT due."escalationId" AS id, min(due.position) AS first
      FROM due JOIN "Escalation" e ON e.id = due."escalationId"
      WHERE (due.needs = 'nothing' OR (due.needs = 'channel' AND e."channelId" IS NOT NULL)
        OR (due.needs = 'card' AND EXISTS (SELECT 1 FROM "Post" p WHERE p."escalationId" = e.id AND p.key = 'card')))
        AND NOT ${isBehindUnknown('due')}
      GROUP BY 1 ORDER BY 2 OFFSET 0
    )
    SELECT id FROM waiting
    WHERE ${isReadable(Prisma.sql`waiting.id`)} ORDER BY first ${atMost(limit)}`;
  return rows.map((row) => row.id);
}

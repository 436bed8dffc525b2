import { type Effect, effectKey, effectLane, effectNeeds, isPossible } from '../domain/effect.ts';
import type { Escalation } from '../domain/escalation.ts';
import type { Instant } from '../domain/time.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { insertRows } from './bulk.ts';
import type { Transaction } from './client.ts';
import { type Clock, timestamp } from './clock.ts';

/** An effect and the seq of the event that it follows from. */
export type Staged = { readonly effect: Effect; readonly seq: number };

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
  const waiting = await tx.$queryRaw<Waiting[]>`
    DELETE FROM "Effect" e
    USING unnest(${latest.map((one) => one.escalation.id)}::text[], ${latest.map((one) => one.key)}::text[])
      AS anew(escalation, key)
    WHERE e."escalationId" = anew.escalation AND e.key = anew.key AND e.state = 'pending'
    RETURNING e."escalationId" AS escalation, e.key, e.attempts, e."isUnsure", e."shownSeq", e."notBefore"`;
  const before = new Map(waiting.map(({ escalation, key, ...rest }) => [`${escalation} ${key}`, rest]));
  await insertRows(
    tx,
    'Effect',
    latest.map(({ escalation, key, effect, seq, at }) => ({
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
      notBefore: new Date(at),
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

type Waiting = {
  readonly escalation: string;
  readonly key: string;
  readonly attempts: number;
  readonly isUnsure: boolean;
  readonly shownSeq: number | null;
  readonly notBefore: Date;
};

/** What is still to be done for an escalation, in the order staged. */
export async function liveEffects(tx: Transaction, escalation: string): Promise<LiveEffect[]> {
  const rows = await tx.$queryRaw<LiveRow[]>`
    SELECT id, data, key, lane, needs, position, seq, state, attempts, "isUnsure", "shownSeq", "notBefore", "leaseUntil"
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
  const taken = { state: 'running', leaseBy: by, leaseUntil: new Date(until), isUnsure } as const;
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

/** Leaves effects alone until then, because Slack wants their method left alone. */
export async function postpone(tx: Transaction, ids: readonly string[], until: Instant): Promise<void> {
  await tx.effect.updateMany({
    where: { id: { in: [...ids] }, state: 'pending' },
    data: { notBefore: new Date(until) },
  });
}

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

/** Keeps everybody from calling this method in this workspace until then. Never shortens what is known already. */
export async function hold(
  tx: Transaction,
  workspace: string,
  method: string,
  until: Instant,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Hold" ("workspaceId", method, until) VALUES (${workspace}, ${method}, ${timestamp(until)})
    ON CONFLICT ("workspaceId", method) DO UPDATE SET until = GREATEST("Hold".until, EXCLUDED.until)`;
}

/** Until when each held method of a workspace is held. Some may be over. */
export async function holdsOf(tx: Transaction, workspace: string): Promise<Map<string, Instant>> {
  const rows = await tx.hold.findMany({ where: { workspaceId: workspace } });
  return new Map(rows.map((row) => [row.method, row.until.getTime()]));
}

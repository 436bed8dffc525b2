import { bringsPeople } from '../domain/effect.ts';
import type { Escalation } from '../domain/kernel/escalation.ts';
import { type Instant, SECOND } from '../domain/kernel/time.ts';
import type { Batch } from '../store/batch.ts';
import { book } from '../store/budget/book.ts';
import { take } from '../store/budget/take.ts';
import type { Reader, Transaction } from '../store/client.ts';
import { type Locked, lockEscalation } from '../store/locks.ts';
import { lease } from '../store/outbox/lease.ts';
import { postpone } from '../store/outbox/postpone.ts';
import { isKnown, type LiveEffect, liveEffects, type UnknownEffect } from '../store/outbox/read.ts';
import type { Staged } from '../store/outbox/stage.ts';
import { CARD, postsByKey } from '../store/posts/read.ts';
import type { Engine } from './engine.ts';
import type { Post } from './gateway.ts';

/** A lease that is not renewed for this long is over: another worker takes the effect of one that was killed. */
export const LEASE_MS = 5_000;

/** While Slack takes nothing from Muster, what is to be done waits this long at a time. */
const OUTAGE_MS = 15 * SECOND;

/** An effect taken to be done now. */
export type Claim = {
  readonly row: LiveEffect;
  readonly escalation: string;
  /** Whose lease it is: unlike any other claim's. */
  readonly by: string;
  readonly posts: ReadonlyMap<string, Post>;
};

/**
 * Takes the next effect of an escalation that can be done now; null when there is none. One at a time per escalation,
 * whichever process asks. When Slack's limits make that one wait, it is postponed, and another may be next.
 */
export async function claimNext(engine: Engine, escalation: string): Promise<Claim | 'postponed' | null> {
  const { readableUpTo } = engine;
  return engine.db.$transaction(async (tx) => {
    const locked = await lockEscalation(tx, escalation, engine.clock);
    if (locked === null) return null;
    const known = readableUpTo.get(escalation);
    const rows = await liveEffects(tx, escalation, known === locked.seq ? null : known);
    if (rows.length === 0) return null;
    readableUpTo.set(escalation, locked.seq);
    const posts = await postsByKey(tx, escalation, keysIn(rows));
    const { now, channel } = locked;
    const next = choose(rows, { now, hasChannel: channel !== null, posts });
    if (next === null) return null;
    const until = await waitsUntil(tx, engine, locked, next, posts.has(next.key));
    if (until !== null) {
      await postpone(tx, next.id, until);
      return 'postponed';
    }
    // The worker whose lease ran out may have made the call and died before it stored the outcome.
    const row = { ...next, isUnsure: next.isUnsure || next.state === 'running' };
    const by = engine.newId();
    await lease(tx, row, { by, until: now + LEASE_MS, shownSeq: locked.seq });
    return { row, escalation, by, posts };
  });
}

/** Of the messages that these show, and those that they may wait for. */
function keysIn(rows: readonly Row[]): string[] {
  return [...new Set([CARD, ...rows.flatMap(({ key, needs }) => [key, needs])])];
}

/**
 * A channel takes its place in the queue for Slack's limit together with what asks for it: first come, first served.
 * Returns the same effects, that one with its slot, which is now if there is room.
 */
export async function queueChannel(
  reader: Reader,
  batch: Batch,
  { clock, rateLimits }: Engine,
  { workspace }: Escalation,
  staged: readonly Staged[],
): Promise<Staged[]> {
  const queued: Staged[] = [];
  for (const one of staged) {
    const budgets = one.effect.type === 'CreateChannel' ? rateLimits(one.effect, false, null) : [];
    queued.push(
      budgets.length === 0 ? one : { ...one, slot: await book(reader, batch, clock, workspace, budgets) },
    );
  }
  return queued;
}

/** Null when its call may be made now. */
async function waitsUntil(
  tx: Transaction,
  { clock, rateLimits, outages }: Engine,
  { workspace, channel, now: at }: Locked,
  { effect, isBooked, notBefore, state }: LiveEffect,
  isPosted: boolean,
): Promise<Instant | null> {
  // Another worker began it, so it is looked up before it is called: no budget is needed yet.
  if (state === 'running') return null;
  if (outages.isKnown(workspace)) return at + OUTAGE_MS;
  const budgets = rateLimits(effect, isPosted, channel);
  if (budgets.length === 0) return null;
  const { slot, now } = await take(tx, clock, workspace, budgets, isBooked ? notBefore : undefined);
  return slot > now ? slot : null;
}

type Facts = {
  readonly now: Instant;
  readonly hasChannel: boolean;
  readonly posts: ReadonlyMap<string, unknown>;
};

type Row = LiveEffect | UnknownEffect;

/**
 * Which of an escalation's live effects is next: people first, then as staged, each lane in its own order. One that only a
 * newer version of Muster knows holds up its lane, since what is behind it must not be seen before it.
 */
export function choose(rows: readonly Row[], facts: Facts): LiveEffect | null {
  const { now } = facts;
  if (rows.some((row) => row.state === 'running' && (row.leaseUntil ?? 0) > now)) return null;
  const heads = rows.filter((row) => !rows.some((other) => isAhead(other, row)));
  const ready = heads
    .filter(isKnown)
    .filter((row) => isReady(row, facts) && (row.state === 'running' || row.notBefore <= now));
  return ready.find((row) => bringsPeople(row.effect)) ?? ready[0] ?? null;
}

function isAhead(other: Row, row: Row): boolean {
  return other.lane === row.lane && other.position < row.position;
}

function isReady(row: LiveEffect, { hasChannel, posts }: Facts): boolean {
  return row.needs === 'nothing' || (row.needs === 'channel' ? hasChannel : posts.has(row.needs));
}

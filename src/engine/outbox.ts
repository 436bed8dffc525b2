import { bringsPeople } from '../domain/effect.ts';
import { type Instant, SECOND } from '../domain/kernel/time.ts';
import { isWorthTelling } from '../domain/slices/delay.ts';
import { take } from '../store/budget/take.ts';
import type { Transaction } from '../store/client.ts';
import { type Locked, lockEscalation } from '../store/locks.ts';
import { lease } from '../store/outbox/lease.ts';
import { postpone, queueUp } from '../store/outbox/postpone.ts';
import { isKnown, type LiveEffect, liveEffects, type UnknownEffect } from '../store/outbox/read.ts';
import { CARD, postsByKey } from '../store/posts/read.ts';
import { recordDelay } from './channel-delay.ts';
import type { Dispatched } from './dispatch.ts';
import type { Engine } from './engine.ts';
import type { Post } from './gateway.ts';
import { transact } from './transact.ts';

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
 * whichever process asks. When Slack's limits make that one wait, it is put in line, and another may be next.
 */
export async function claimNext(engine: Engine, escalation: string): Promise<Claim | 'postponed' | null> {
  const claimed = await engine.db.$transaction((tx) => claimIn(tx, engine, escalation));
  if (claimed === null || claimed === 'postponed' || !('wait' in claimed)) return claimed;
  // Apart from the former, which keeps others from the budget while it lasts. Until then it is due.
  await transact(engine, (tx) => waitLong(tx, engine, escalation, claimed));
  return 'postponed';
}

type Waiting = { readonly row: LiveEffect; readonly wait: Wait & { readonly line: string } };

async function claimIn(
  tx: Transaction,
  engine: Engine,
  escalation: string,
): Promise<Claim | Waiting | 'postponed' | null> {
  const { readableUpTo } = engine;
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
  const wait = await waitFor(tx, engine, locked, next, posts.has(next.key));
  if (wait !== null) return putOff(tx, next, wait, now);
  // The worker whose lease ran out may have made the call and died before it stored the outcome.
  const row = { ...next, isUnsure: next.isUnsure || next.state === 'running' };
  const by = engine.newId();
  await lease(tx, row, { by, until: now + LEASE_MS, shownSeq: locked.seq });
  return { row, escalation, by, posts };
}

/** Of the messages that these show, and those that they may wait for. */
function keysIn(rows: readonly Row[]): string[] {
  return [...new Set([CARD, ...rows.flatMap(({ key, needs }) => [key, needs])])];
}

type Wait = {
  /** When to ask again. */
  readonly until: Instant;
  /** Where it waits until then; null when that is no question of whose turn it is. */
  readonly line: string | null;
  readonly ahead: number;
};

/** Null when its call may be made now. */
async function waitFor(
  tx: Transaction,
  { clock, rateLimits, outages }: Engine,
  { workspace, channel, severity, rep: person, now }: Locked,
  { id, effect, state, position, waitsFrom }: LiveEffect,
  isPosted: boolean,
): Promise<Wait | null> {
  // Another worker began it, so it is looked up before it is called: no budget is needed yet.
  if (state === 'running') return null;
  if (outages.isKnown(workspace)) return { until: now + OUTAGE_MS, line: null, ahead: 0 };
  const budgets = rateLimits(effect, isPosted, channel);
  if (budgets.length === 0) return null;
  const caller = { id, from: waitsFrom ?? position, severity, person };
  const { line, at, ahead } = await take(tx, clock, workspace, budgets, caller);
  return line === null ? null : { until: at, line, ahead };
}

/** Leaves the effect until then; returns it when people are to be told first. */
async function putOff(
  tx: Transaction,
  row: LiveEffect,
  { until, line, ahead }: Wait,
  now: Instant,
): Promise<Waiting | 'postponed'> {
  if (line === null) {
    await postpone(tx, row.id, until);
    return 'postponed';
  }
  const isTold = row.effect.type === 'CreateChannel' && isWorthTelling(until, now);
  await queueUp(tx, row, line, isTold ? now : until);
  return isTold ? { row, wait: { until, line, ahead } } : 'postponed';
}

/** Lets it wait, and tells people. */
async function waitLong(
  tx: Transaction,
  engine: Engine,
  escalation: string,
  { row, wait: { until, line, ahead } }: Waiting,
): Promise<Dispatched | null> {
  const locked = await lockEscalation(tx, escalation, engine.clock);
  if (locked === null || !(await queueUp(tx, row, line, until))) return null;
  const { workspace, now: at } = locked;
  return recordDelay(tx, engine, { workspace, escalation, effect: row.effect, at, until, ahead });
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

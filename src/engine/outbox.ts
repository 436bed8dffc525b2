import type { Effect } from '../domain/effect.ts';
import type { Instant } from '../domain/time.ts';
import { lockEscalation } from '../store/locks.ts';
import { holdsOf, type LiveEffect, lease, liveEffects, postpone } from '../store/outbox.ts';
import { postsOf } from '../store/posts.ts';
import type { Engine } from './engine.ts';
import type { Post } from './gateway.ts';

/** How long an effect is one worker's without a sign of life: a worker killed in the middle is resumed after this. */
export const LEASE_MS = 5_000;

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
 * whichever process asks.
 */
export function claimNext(engine: Engine, escalation: string): Promise<Claim | null> {
  return engine.db.$transaction(async (tx) => {
    const locked = await lockEscalation(tx, escalation, engine.clock);
    const rows = await liveEffects(tx, escalation);
    if (locked === null || rows.length === 0) return null;
    const posts = await postsOf(tx, escalation);
    const holds = await holdsOf(tx, locked.workspace);
    const { now } = locked;
    const { next, held } = choose(rows, { now, hasChannel: locked.channel !== null, posts, holds });
    for (const { id, until } of held) await postpone(tx, [id], until);
    if (next === null) return null;
    // A lease that ran out belonged to somebody who may have done it and died before saying so.
    const row = { ...next, isUnsure: next.isUnsure || next.state === 'running' };
    const by = engine.newId();
    await lease(tx, row, { by, until: now + LEASE_MS, shownSeq: locked.seq });
    return { row, escalation, by, posts };
  });
}

type Facts = {
  readonly now: Instant;
  readonly hasChannel: boolean;
  readonly posts: ReadonlyMap<string, unknown>;
  readonly holds: ReadonlyMap<string, Instant>;
};

type Choice = {
  readonly next: LiveEffect | null;
  /** Could be done but for a hold on their method. */
  readonly held: readonly { readonly id: string; readonly until: Instant }[];
};

/** Which of an escalation's live effects is next: people first, then as staged, each lane in its own order. */
export function choose(rows: readonly LiveEffect[], facts: Facts): Choice {
  const { now } = facts;
  if (rows.some((row) => row.state === 'running' && (row.leaseUntil ?? 0) > now))
    return { next: null, held: [] };
  const heads = rows.filter((row) => !rows.some((other) => isAhead(other, row)));
  const ready = heads.filter(
    (row) => isReady(row, facts) && (row.state === 'running' || row.notBefore <= now),
  );
  const held = ready.flatMap((row) => {
    const until = facts.holds.get(methodOf(row.effect, facts.posts.has(row.key))) ?? 0;
    return until > now ? [{ id: row.id, until }] : [];
  });
  const free = ready.filter((row) => !held.some((one) => one.id === row.id));
  return { next: free.find((row) => bringsPeople(row.effect)) ?? free[0] ?? null, held };
}

/** Slack's method that an effect comes down to, by which a rate limit on it is known beforehand. */
export function methodOf(effect: Effect, isPosted: boolean): string {
  switch (effect.type) {
    case 'CreateChannel':
      return 'conversations.create';
    case 'Invite':
      return 'conversations.invite';
    case 'ReachChannel':
      return 'conversations.info';
    case 'PinCard':
      return 'pins.add';
    case 'ShowTopic':
      return 'conversations.setTopic';
    default:
      return isPosted ? 'chat.update' : 'chat.postMessage';
  }
}

function isAhead(other: LiveEffect, row: LiveEffect): boolean {
  return other.lane === row.lane && other.position < row.position;
}

function isReady(row: LiveEffect, { hasChannel, posts }: Facts): boolean {
  return row.needs === 'nothing' || (row.needs === 'channel' ? hasChannel : posts.has(row.needs));
}

function bringsPeople(effect: Effect): boolean {
  return effect.type === 'CreateChannel' || effect.type === 'Invite';
}

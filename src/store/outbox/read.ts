import type { Effect, EffectType } from '../../domain/effect.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import { type EffectState, Prisma } from '../../generated/prisma/client.ts';
import type { Reader } from '../client.ts';
import { parseEffect } from '../effect-schema.ts';
import { isReadable } from '../known.ts';

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
  /** The line that it waits in, and since when; see `aheadInLine`. */
  readonly waitsFor: string | null;
  readonly waitsFrom: bigint | null;
  readonly leaseUntil: Instant | null;
};

/** One that only a newer version of Muster knows: it counts for the order of its lane and is never performed here. */
export type UnknownEffect = Omit<LiveEffect, 'effect'> & { readonly effect: null };

export function isKnown(row: LiveEffect | UnknownEffect): row is LiveEffect {
  return row.effect !== null;
}

/**
 * What is still to be done for an escalation, in the order staged. Nothing of one with events that only a newer version of
 * Muster knows: what its effects would show is unknown here.
 * @param readableUpTo seq of an event up to which all are certain to be known here; null when that is the last one
 */
export async function liveEffects(
  reader: Reader,
  escalation: string,
  readableUpTo: number | null = 0,
): Promise<(LiveEffect | UnknownEffect)[]> {
  const rows = await reader.$queryRaw<LiveRow[]>`
    SELECT id, type, version, data, key, lane, needs, position, seq, state, attempts, "isUnsure", "shownSeq", "notBefore", "waitsFor", "waitsFrom", "leaseUntil"
    FROM "Effect" WHERE "escalationId" = ${escalation} AND (state = 'pending' OR state = 'running')
      ${readableUpTo === null ? Prisma.empty : Prisma.sql`AND ${isReadable(Prisma.sql`${escalation}`, readableUpTo)}`}
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

/** About when the channel of an escalation is going to be opened, if it has to wait for that; null otherwise. */
export async function channelSlot(reader: Reader, escalation: string): Promise<Instant | null> {
  const row = await reader.effect.findFirst({
    where: { escalationId: escalation, type: CHANNEL, state: 'pending', waitsFor: { not: null } },
    select: { notBefore: true, stagedAt: true },
  });
  if (row === null || row.notBefore <= row.stagedAt) return null;
  return row.notBefore.getTime();
}

const CHANNEL: EffectType = 'CreateChannel';

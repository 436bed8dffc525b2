import { type Effect, effectKey, effectLane, effectNeeds } from '../../domain/effect.ts';
import type { Escalation } from '../../domain/kernel/escalation.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Batch } from '../batch.ts';
import { insertRows, overwrite } from '../bulk.ts';
import { EFFECT_VERSION, parseEffect } from '../effect-schema.ts';

/** An effect, the seq of the event that it follows from, and the line in which it stands from the beginning, if it does. */
export type Staged = { readonly effect: Effect; readonly seq: number; readonly line?: string | null };

/** What follows for one escalation. */
export type ToStage = {
  readonly escalation: Pick<Escalation, 'id' | 'seq' | 'workspace'>;
  readonly staged: readonly Staged[];
  readonly at: Instant;
};

/**
 * Stages effects in the order given. A pending one with the same key is moved to the end and keeps its attempts; a
 * running one is followed by a second, since it shows the escalation as it was when it began.
 */
export function stage(batch: Batch, toStage: readonly ToStage[], newId: () => string): void {
  const rows = toStage.flatMap(({ escalation, staged, at }) =>
    [...latestByKey(staged)].map(([key, { effect, seq, line }]) => ({
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
      notBefore: new Date(at),
      waitsFor: line ?? null,
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

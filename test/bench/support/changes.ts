import { setTimeout as sleep } from 'node:timers/promises';
import { type Instant, SECOND } from '../../../src/domain/kernel/time.ts';
import { dispatch } from '../../../src/engine/dispatch.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import type { Request } from '../../../src/engine/request.ts';
import { REP, to } from '../../support/engine.ts';

/** Commands that one process has under way at a time. */
const AT_ONCE = 6;

export type PlannedChange = {
  readonly escalation: string;
  readonly at: Instant;
  readonly does: 'resolve' | 'move';
};

/** Of every four escalations one is resolved and one has its checkpoint moved, at about the time when it is asked for. */
export function changesFor(dueAts: readonly Instant[]): PlannedChange[] {
  return dueAts.flatMap((dueAt, index): PlannedChange[] => {
    const escalation = `planted-${index}`;
    // Before, at and after: the three are to meet.
    const at = dueAt + ((index >> 2) % 3) * 20 - 20;
    if (index % 4 === 0) return [{ escalation, at, does: 'resolve' }];
    return index % 4 === 1 ? [{ escalation, at, does: 'move' }] : [];
  });
}

/** Makes all of them, each as soon after its time as it can be, and again until it is answered. Returns how many of each. */
export async function change(engine: Engine, changes: readonly PlannedChange[], until: Instant) {
  const made = { resolve: 0, move: 0 };
  const left = [...changes].sort((one, other) => one.at - other.at).values();
  const hand = async () => {
    for (const one of left) {
      await sleep(Math.max(0, one.at - Date.now()));
      if (await insist(engine, one, until)) made[one.does] += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
  return made;
}

async function insist(engine: Engine, one: PlannedChange, until: Instant): Promise<boolean> {
  while (Date.now() < until) {
    // The connection may be cut after the commit: asked again, what is done already is refused.
    const answer = await dispatch(engine, requestOf(one)).catch(() => null);
    if (answer?.kind === 'done') return true;
    if (answer?.kind === 'refused' && answer.refusal.code !== 'NotInFuture') return true;
    await sleep(50);
  }
  return false;
}

function requestOf({ escalation, does }: PlannedChange): Request {
  const place = to(escalation, REP);
  if (does === 'move') {
    const reason = 'Waiting for the vendor';
    return { ...place, type: 'MoveCheckpoint', to: Date.now() + 6 * SECOND, reason };
  }
  const word = {
    fix: 'Rolled back',
    cause: 'A release',
    finalWord: 'It works again',
    over: 'email',
  } as const;
  return { ...place, type: 'Resolve', ...word };
}

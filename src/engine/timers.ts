import { lockEscalation } from '../store/locks.ts';
import { dueTimers, findTimer, fire } from '../store/timers.ts';
import { type Answer, dispatchIn, transact } from './dispatch.ts';
import type { Engine } from './engine.ts';

/**
 * Fires a timer if it is this version, armed and due by the clock, together with what follows; null when it is not.
 * Ring as often and as early as you like.
 */
export async function fireTimer(engine: Engine, id: string, version: number): Promise<Answer | null> {
  const timer = await findTimer(engine.db, id);
  if (timer === null) return null;
  return transact(engine, async (tx) => {
    await lockEscalation(tx, timer.escalation, engine.clock);
    const fired = await fire(tx, { id, version }, engine.clock);
    if (fired === null) return null;
    const { workspace, escalation, kind, at } = fired;
    const ring = { type: 'RingTimer', timer: kind, workspace, escalation, by: null } as const;
    return dispatchIn(tx, engine, ring, { isLocked: true, at });
  });
}

/** Fires what is overdue, the longest overdue first; answers how many it found. */
export async function fireOverdue(engine: Engine, limit = 200): Promise<number> {
  const due = await dueTimers(engine.db, engine.clock, limit);
  for (const { id, version } of due) {
    // One that cannot be fired must not keep the others from it.
    await fireTimer(engine, id, version).catch((error: unknown) => {
      engine.log.error({ err: error, timer: id }, 'a timer could not be fired');
    });
  }
  return due.length;
}

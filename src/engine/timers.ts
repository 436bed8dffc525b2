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

/** Escalations whose timers one sweep fires at a time, so that many that are due at once do not wait for each other. */
const AT_ONCE = 4;

/**
 * Fires what is overdue, the longest overdue first, those of one escalation one after the other; answers how many it
 * fired. One that cannot be fired keeps no other from it.
 */
export async function fireOverdue(engine: Engine, limit = 200): Promise<number> {
  const due = await dueTimers(engine.db, engine.clock, limit);
  const waiting = byEscalation(due).values();
  let fired = 0;
  const hand = async () => {
    for (const timers of waiting) {
      for (const { id, version } of timers) {
        const answer = await fireTimer(engine, id, version).catch((error: unknown) => {
          engine.log.error({ err: error, timer: id }, 'a timer could not be fired');
          return null;
        });
        if (answer !== null) fired += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
  return fired;
}

function byEscalation<T extends { readonly escalation: string }>(timers: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const timer of timers) groups.set(timer.escalation, [...(groups.get(timer.escalation) ?? []), timer]);
  return groups;
}

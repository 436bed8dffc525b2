import { setTimeout as sleep } from 'node:timers/promises';
import type { TestDatabase } from '../support/copy-database.ts';

/** Timers due within this long are waited for, so that nothing is looked at while it fires. */
const SOON_MS = 90_000;
const STILL_MS = 2_000;

/**
 * Waits until nothing is left to do and nothing will be for a while. Returns what is still under way when the patience
 * ends; null when all is at rest.
 */
export async function comeToRest(
  { db }: TestDatabase,
  pendingEvents: () => number,
  patienceMs: number,
): Promise<string | null> {
  const began = Date.now();
  let stillSince = Date.now();
  let before = -1;
  for (;;) {
    // Looking may fail on a machine that is out of breath.
    const counts = await countWork(db).catch(() => null);
    const { effects, timers, events } = counts ?? { effects: 1, timers: 0, events: -1 };
    const isStill = effects + timers + pendingEvents() === 0 && events === before;
    before = events;
    if (!isStill) stillSince = Date.now();
    if (Date.now() - stillSince >= STILL_MS) return null;
    if (Date.now() - began > patienceMs) {
      return `after ${Math.round(patienceMs / 1_000)} s there are still ${effects} effects to do, ${timers} timers to fire soon and ${pendingEvents()} events to tell`;
    }
    await sleep(200);
  }
}

async function countWork(db: TestDatabase['db']) {
  const [effects, timers, events] = await Promise.all([
    db.effect.count({ where: { state: { in: ['pending', 'running'] } } }),
    db.timer.count({ where: { state: 'armed', dueAt: { lt: new Date(Date.now() + SOON_MS) } } }),
    db.event.count(),
  ]);
  return { effects, timers, events };
}

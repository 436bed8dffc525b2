import { LRUCache } from 'lru-cache';
import pLimit, { type LimitFunction } from 'p-limit';

/** Modals that people are choosing in at a time. */
const VIEWS = 1_000;

/**
 * Updates of modals that follow from what people choose there. Of two quick choices the second must win, though it was made
 * before the first was shown: one is shown after the other, and none once a later one is known.
 * @param at when it was chosen, as Slack says
 */
export type ShowNewest = (view: string, at: number, update: () => Promise<unknown>) => Promise<void>;

export function createShowNewest(): ShowNewest {
  const newest = new LRUCache<string, number>({ max: VIEWS });
  const limits = new LRUCache<string, LimitFunction>({ max: VIEWS });
  return async (view, at, update) => {
    newest.set(view, Math.max(at, newest.get(view) ?? 0));
    const limit = limits.get(view) ?? pLimit(1);
    limits.set(view, limit);
    await limit(async () => {
      if ((newest.get(view) ?? at) <= at) await update();
    });
  };
}

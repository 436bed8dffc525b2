import { LRUCache } from 'lru-cache';
import { MINUTE } from '../domain/kernel/time.ts';

/** For whom it is counted at a time. */
const COUNTED = 10_000;

/**
 * Returns what says whether somebody, or something, may go once more within a minute of its first time; and counts it if
 * so. Each process counts for itself.
 */
export function perMinute(most: number, now: () => number): (key: string) => boolean {
  const counts = new LRUCache<string, { readonly since: number; times: number }>({ max: COUNTED });
  return (key) => {
    const at = now();
    const counted = counts.get(key);
    if (counted === undefined || at - counted.since >= MINUTE || at < counted.since) {
      counts.set(key, { since: at, times: 1 });
      return true;
    }
    counted.times += 1;
    return counted.times <= most;
  };
}

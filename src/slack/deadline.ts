/**
 * From its arrival on, what a payload asks for is committed within so many ms or not at all, whatever else takes its time
 * on the way there: whoever waits is answered after 2.4 s, and told then that nothing was changed.
 */
const COMMIT_MS = 2_000;

/** By the payload itself, when it arrived: the listeners are given the same object. */
const arrivals = new WeakMap<object, number>();

export function noteArrival(body: object): void {
  arrivals.set(body, performance.now());
}

/** What stands for a payload that has arrived has arrived with it. */
export function arrivedWith<T extends object>(body: unknown, other: T): T {
  const arrivedAt = typeof body === 'object' && body !== null ? arrivals.get(body) : undefined;
  if (arrivedAt !== undefined) arrivals.set(other, arrivedAt);
  return other;
}

/** When a commit comes too late, by `performance.now()`. */
export function deadlineOf(body: unknown): number {
  const arrivedAt = typeof body === 'object' && body !== null ? arrivals.get(body) : undefined;
  return (arrivedAt ?? performance.now()) + COMMIT_MS;
}

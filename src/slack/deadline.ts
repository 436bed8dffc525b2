import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * From its arrival on, what a payload asks for is committed within so many ms or not at all, whatever else takes its time
 * on the way there: whoever waits is answered after 2.4 s, and told then that nothing was changed.
 */
const COMMIT_MS = 2_000;

const deadline = new AsyncLocalStorage<number>();

/** Does what follows from something that has arrived just now. */
export function fromArrival<T>(work: () => T): T {
  return deadline.run(performance.now() + COMMIT_MS, work);
}

/** How many ms a commit may still take. What follows from no arrival has all of them. */
export function msToCommit(): number {
  const until = deadline.getStore() ?? performance.now() + COMMIT_MS;
  return Math.max(1, until - performance.now());
}

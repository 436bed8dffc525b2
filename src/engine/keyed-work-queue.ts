import pLimit from 'p-limit';

/**
 * Works on a limited number of keys at a time, first come first served, and never twice on one key at once. A key asked
 * for again while it is worked on is worked on once more.
 */
export type KeyedWorkQueue = {
  /** Resolves when there is nothing left to do for it; rejects with what the step threw. */
  readonly work: (id: string) => Promise<void>;
  /** Begins nothing new; resolves when the steps under way have ended. */
  readonly stop: () => Promise<void>;
};

type Work = { readonly done: Promise<void>; isAskedAgain: boolean };

/** @param step does the next bit of work for an id; false when there is none now. */
export function createKeyedWorkQueue(step: (id: string) => Promise<boolean>, atOnce: number): KeyedWorkQueue {
  const working = new Map<string, Work>();
  const limit = pLimit(atOnce);
  let isStopped = false;

  async function run(id: string): Promise<void> {
    try {
      const mine = () => working.get(id) as Work;
      do {
        mine().isAskedAgain = false;
        while (!isStopped && (await step(id)));
      } while (!isStopped && mine().isAskedAgain);
    } finally {
      working.delete(id);
    }
  }

  return {
    work(id) {
      const known = working.get(id);
      if (known !== undefined) {
        known.isAskedAgain = true;
        return known.done;
      }
      if (isStopped) return Promise.resolve();
      // It begins a moment later, so that what it does is known by then.
      const done = limit(() => run(id));
      working.set(id, { done, isAskedAgain: false });
      return done;
    },
    async stop() {
      isStopped = true;
      await Promise.allSettled([...working.values()].map((one) => one.done));
    },
  };
}

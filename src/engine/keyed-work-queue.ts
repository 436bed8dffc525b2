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
  const queue: (() => void)[] = [];
  let busy = 0;
  let isStopped = false;

  async function turn(): Promise<void> {
    if (busy >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
    else busy += 1;
  }

  function next(): void {
    const first = queue.shift();
    if (first === undefined) busy -= 1;
    else first();
  }

  async function run(id: string): Promise<void> {
    await turn();
    try {
      const mine = () => working.get(id) as Work;
      do {
        mine().isAskedAgain = false;
        while (!isStopped && (await step(id)));
      } while (!isStopped && mine().isAskedAgain);
    } finally {
      working.delete(id);
      next();
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
      const { promise, start } = deferred(() => run(id));
      working.set(id, { done: promise, isAskedAgain: false });
      start();
      return promise;
    },
    async stop() {
      isStopped = true;
      await Promise.allSettled([...working.values()].map((one) => one.done));
    },
  };
}

/** A promise that is known before its work begins. */
function deferred(work: () => Promise<void>): { promise: Promise<void>; start: () => void } {
  let start = () => {};
  const begun = new Promise<void>((resolve) => {
    start = resolve;
  });
  return { promise: begun.then(work), start };
}

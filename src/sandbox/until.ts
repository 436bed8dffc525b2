import type { ChangeFeed } from './workspace/changes.ts';

/**
 * Waits until `look` gives something other than undefined, null or false, looking again whenever anything happened in
 * the sandbox. What `look` throws counts as "not yet" and is told when the time is over.
 */
export function createUntil(changes: ChangeFeed, describeState: () => string) {
  return function until<T>(look: () => T, timeoutMs = 5000): Promise<Exclude<T, undefined | null | false>> {
    return new Promise((resolve, reject) => {
      let scheduled = false;
      let problem: unknown;

      const check = () => {
        scheduled = false;
        try {
          const found = look();
          if (found === undefined || found === null || found === false) return;
          finish();
          resolve(found as Exclude<T, undefined | null | false>);
        } catch (error) {
          problem = error;
        }
      };
      // Changes come in bursts; one look after each burst is enough.
      const unsubscribe = changes.subscribe(() => {
        if (scheduled) return;
        scheduled = true;
        setImmediate(check);
      });
      const timer = setTimeout(() => {
        finish();
        const why = problem instanceof Error ? ` It failed with: ${problem.message}.` : '';
        reject(new Error(`Waited ${timeoutMs} ms in vain for ${String(look)}.${why}\n${describeState()}`));
      }, timeoutMs);
      // What a test keeps itself may change without anything happening here.
      const again = setInterval(check, 50);
      const finish = () => {
        unsubscribe();
        clearInterval(again);
        clearTimeout(timer);
      };
      check();
    });
  };
}

export type Until = ReturnType<typeof createUntil>;

import { answer } from './answer.ts';

/** In MB, after everything that nobody needs any more is let go. */
export type Memory = { readonly rss: number; readonly heap: number };

const MB = 2 ** 20;

/** Answers every question with what this process takes of the memory. */
export function answerMemory(): void {
  answer((): Memory => {
    for (let round = 0; round < 3; round++) global.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    return { rss: rss / MB, heap: heapUsed / MB };
  });
}

import type { Engine } from './engine.ts';

export type Worker = {
  readonly start: () => Promise<string[]>;
  readonly stop: () => Promise<void>;
  readonly drain: () => Promise<void>;
};

export function createWorker(_engine: Engine): Worker {
  return { start: async () => [], stop: async () => {}, drain: async () => {} };
}

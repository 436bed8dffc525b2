import type { Rings } from './dispatch.ts';
import type { Log } from './log.ts';

export type Bells = {
  /** Says that there is something to do. Never blocks, never throws: a lost ring costs lateness, since workers sweep. */
  readonly ring: (rings: Rings) => void;
  readonly start: (answer: Answering) => Promise<string[]>;
  readonly stop: () => Promise<void>;
};

export type Answering = {
  readonly timer: (id: string, version: number) => Promise<void>;
  readonly effects: (escalation: string) => Promise<void>;
};

export function createBells(_: { databaseUrl: string; redisUrl?: string; log: Log }): Bells {
  return { ring: () => {}, start: async () => [], stop: async () => {} };
}

import type { Lock } from './check-lock.mjs';

/** For TypeScript; what this does stands in check-licences.mjs. */
export function productionIn(lock: Lock): {
  direct: { name: string; license?: string }[];
  problems: string[];
};

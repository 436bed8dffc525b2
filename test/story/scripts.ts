import type { Script } from '../support/script.ts';

declare global {
  interface ImportMeta {
    /** Vitest's: imports all files that match, by their paths. */
    glob<T>(pattern: string, options: { eager: true; import: string }): { [path: string]: T };
  }
}

/** Every story in scripts/: one that is added there is played wherever stories are. */
export const scripts: readonly Script[] = Object.values(
  import.meta.glob<Script>('./scripts/*.ts', { eager: true, import: 'script' }),
);

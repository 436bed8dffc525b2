import type { Actor } from '../actor/actor.ts';
import type { Injector } from '../faults/injector.ts';
import type { Workspace } from '../workspace/workspace.ts';

export type PageOptions = {
  readonly workspace: Workspace;
  readonly person: (who: string) => Actor;
  readonly isConnected: () => boolean;
  readonly injector: Injector;
};

/** One browser window: who speaks there, and which channels it looks at without being in them. */
export type Window = PageOptions & {
  actor: Actor | null;
  readonly watched: Set<string>;
};

import type { WebClient } from '@slack/web-api';
import type { PersonId } from '../domain/kernel/escalation.ts';
import type { Engine } from '../engine/engine.ts';
import type { Accounts } from './accounts.ts';
import type { Names } from './kit/text.ts';

/** What every listener is given. Built in `boot/application.ts`. */
export type ListenerContext = {
  readonly engine: Engine;
  readonly client: (workspace: string) => WebClient;
  readonly names: (workspace: string, people: readonly PersonId[]) => Promise<Names>;
  readonly accounts: Accounts;
  readonly now: () => number;
  /** How often one person may do something, in one process. */
  readonly actsAMinute: number;
  /** Work that goes on after the acknowledgement. A failure is logged once; stopping waits for it. */
  readonly later: (what: string, work: () => Promise<unknown>) => void;
};

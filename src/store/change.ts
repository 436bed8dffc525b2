import type { Event } from '../domain/event.ts';
import type { Escalation } from '../domain/kernel/escalation.ts';
import type { Instant } from '../domain/kernel/time.ts';

/** What one escalation goes through at once. Several are written together, each escalation among them once. */
export type Change = {
  /** null when it is opened. */
  readonly before: Escalation | null;
  readonly after: Escalation;
  /** At least one. */
  readonly events: readonly Event[];
  readonly at: Instant;
  /** Private escalations of the same ticket, which are to hear that this one was opened. */
  readonly hidden?: readonly string[];
  /** seq of the snapshot that `before` was read from; 0 without one. */
  readonly snapshotSeq: number;
};

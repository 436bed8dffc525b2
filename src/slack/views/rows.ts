import type { PersonId } from '../../domain/kernel/escalation.ts';
import type { Severity } from '../../domain/kernel/playbook.ts';
import type { Instant } from '../../domain/kernel/time.ts';
import type { Status } from '../../domain/slices/resolution.ts';

/** What a view shows of an escalation in a list; the store's `ListRow` has all of it. */
export type EscalationRow = {
  /** The escalation's id. */
  readonly escalation: string;
  readonly number: number;
  readonly status: Status;
  readonly severity: Severity;
  readonly owner: PersonId | null;
  readonly isPrivate: boolean;
  /** null, as are title and channel, when the reader may not know what it is about. */
  readonly customer: string | null;
  /** See `shortTitle`. */
  readonly title: string | null;
  /** Slack id of the swarm channel; also null while there is none. */
  readonly channel: string | null;
  /** When the customer is to hear from us next; null once resolved. */
  readonly nextDueAt: Instant | null;
  readonly missed: boolean;
};

/** What App Home shows one person. */
export type HomeData = {
  /** Open swarms they are in. */
  readonly mine: readonly EscalationRow[];
  /** Open escalations whose next customer update is theirs to give. */
  readonly due: readonly EscalationRow[];
  /** Open escalations that nobody owns and that they may see; null for whoever leads no team. */
  readonly unowned: readonly EscalationRow[] | null;
};

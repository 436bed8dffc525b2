import type { CommandBody, ExpectedVersions } from '../domain/command.ts';
import type { PersonId } from '../domain/kernel/escalation.ts';
import type { Kinds } from '../domain/kernel/people.ts';
import type { Severity } from '../domain/kernel/playbook.ts';
import type { Instant } from '../domain/kernel/time.ts';

/** What the rep fills in; teams and playbook are named by key and looked up in the transaction that opens. */
export type OpenRequest = {
  readonly type: 'OpenEscalation';
  readonly workspace: string;
  readonly by: PersonId;
  readonly kinds?: Kinds | undefined;
  readonly customer: string;
  /** A link or a number. */
  readonly ticket: string;
  readonly problem: string;
  readonly tried: string;
  readonly outcome: string;
  readonly playbook: string;
  readonly severity: Severity;
  readonly teams: readonly string[];
  readonly people: readonly PersonId[];
  readonly promisedAt: Instant;
  readonly isPrivate: boolean;
};

type ToEscalation = {
  readonly workspace: string;
  readonly escalation: string;
  /** null when Muster itself asks. */
  readonly by: PersonId | null;
  /** What those are who ask and whom it names; of who is missing it is not known, and nothing is done for them. */
  readonly kinds?: Kinds | undefined;
  /** What a form was based on. */
  readonly expectedVersions?: ExpectedVersions | undefined;
};

type PullInRequest = ToEscalation & {
  readonly type: 'PullIn';
  readonly people: readonly PersonId[];
  readonly teams: readonly string[];
  readonly inChannel?: string;
};

/** `ts` names the message that is gone, or no longer pinned; whether that is the card is looked up. */
type CardGoneRequest = ToEscalation & {
  readonly type: 'RecordCardGone';
  readonly how: 'deleted' | 'frozen' | 'unpinned';
  readonly channel: string;
  readonly ts: string;
  readonly person: PersonId | null;
};

/** What the roster and other escalations say is looked up. */
type LookedUp = 'rival' | 'managers' | 'departed';
type Body<T> = T extends { readonly type: 'OpenEscalation' | 'PullIn' | 'RecordCardGone' }
  ? never
  : Omit<T, LookedUp>;

/** A command as it comes from outside: who and what, before the roster is asked and the clock is read. */
export type Request = OpenRequest | PullInRequest | CardGoneRequest | (ToEscalation & Body<CommandBody>);

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What is asked of an escalation, by whoever asks it. */
export type Wish = Without<Exclude<Request, OpenRequest>, keyof ToEscalation>;

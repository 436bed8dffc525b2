import type { Duration } from './time.ts';

export const SEVERITIES = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Functional: needs somebody's knowledge. Hierarchical: needs somebody's authority. */
export const KINDS = ['functional', 'hierarchical'] as const;
export type Kind = (typeof KINDS)[number];

/** How often the customer hears from us, by severity. */
export type Cadence = Readonly<Record<Severity, Duration>>;

/** What to do for one trigger; copied into the escalation's first event, so a later change rewrites no history. */
export type Playbook = {
  readonly key: string;
  readonly trigger: string;
  readonly kind: Kind;
  readonly severity: Severity;
  readonly teams: readonly string[];
  readonly cadence: Cadence;
  /** Nobody owns it for this long: leads are asked again and the monitor is told. */
  readonly claimWithin: Duration;
  readonly outcome: string;
};

/** A team as the roster has it: people are Slack user ids. */
export type Team = {
  readonly key: string;
  readonly name: string;
  readonly skills: readonly string[];
  readonly leads: readonly string[];
  readonly members: readonly string[];
};

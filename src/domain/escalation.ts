import type { Cadence, Kind, Severity } from './playbook.ts';
import type { Duration, Instant } from './time.ts';

/** A Slack user id. */
export type PersonId = string;

export const ROLES = ['owner', 'communicator', 'monitor'] as const;
export type Role = (typeof ROLES)[number];

/** Why somebody is in the swarm. */
export type Standing = 'rep' | 'lead' | 'specialist' | 'guest';

export type SwarmMember = {
  readonly id: PersonId;
  readonly as: Standing;
  /** Key of the team they were pulled in for. */
  readonly team?: string;
};

/** A team pulled in, with those of its people who were brought along. */
export type PulledTeam = {
  readonly key: string;
  readonly name: string;
  readonly leads: readonly PersonId[];
  readonly specialists: readonly PersonId[];
};

export type Ticket = {
  /** As the rep gave it: a link or a number. */
  readonly text: string;
  /** What makes two tickets the same: see `ticketKey`. */
  readonly key: string;
  /** Set when the text is a link. */
  readonly url?: string;
};

export type Trigger = {
  readonly playbook: string;
  readonly name: string;
  readonly kind: Kind;
  /** What this kind of escalation should end in. */
  readonly outcome: string;
  readonly cadence: Cadence;
  readonly claimWithin: Duration;
};

/** A line of what was tried, or of what is next. */
export type Entry = { readonly text: string; readonly by: PersonId; readonly at: Instant };

/** A numbered promise: the customer hears from us by this time. */
export type Checkpoint = {
  readonly number: number;
  readonly dueAt: Instant;
  /** When this time was promised; the time left is judged against it. */
  readonly setAt: Instant;
  /** How far the communicator has been asked for it. */
  readonly asked: 'no' | 'ahead' | 'due';
  readonly missed: boolean;
};

/** The communicator was asked for the checkpoint by the event at `seq`. */
export type Ask = { readonly when: 'ahead' | 'due'; readonly seq: number };

/** Over what the customer was told. */
export const MEDIA = ['ticket', 'email', 'phone', 'chat', 'meeting'] as const;
export type Medium = (typeof MEDIA)[number];

export type CustomerUpdate = {
  readonly text: string;
  readonly over: Medium;
  readonly by: PersonId;
  readonly at: Instant;
};

/** The owner offers, the next one accepts; until then the owner stays. */
export type Offer = {
  readonly to: PersonId;
  readonly by: PersonId;
  /** What is next, in the owner's words. */
  readonly note: string;
  readonly at: Instant;
  /** seq of the event that made it: an answer to an older offer decides to a refusal. */
  readonly seq: number;
  /** seq of the open offer that this one took the place of. */
  readonly replaces: number | null;
};

export type Resolution = {
  readonly fix: string;
  readonly cause: string;
  readonly finalWord: string;
  readonly by: PersonId;
  readonly at: Instant;
};

/** Why Muster cannot write in its channel any more, or, where a private one was opened to others, must not. */
export const LOSSES = ['exposed', 'removed', 'archived', 'deleted'] as const;
export type Loss = (typeof LOSSES)[number];

export type Channel = {
  readonly id: string;
  readonly name: string;
  readonly lost: Loss | null;
  /** A new one is being opened in its place. */
  readonly isReplaced: boolean;
};

/** What the event at `seq` asks for was sent to this person directly, the channel being lost. */
export type DirectAsk = { readonly seq: number; readonly to: PersonId };

/** An escalation as its events tell it. Only `evolve` makes one. */
export type Escalation = {
  readonly id: string;
  readonly workspace: string;
  readonly number: number;
  /** seq of the last event. */
  readonly seq: number;
  readonly status: 'open' | 'resolved';
  readonly isPrivate: boolean;
  readonly openedAt: Instant;

  readonly customer: string;
  readonly ticket: Ticket;
  readonly problem: string;
  readonly tried: readonly Entry[];
  readonly outcome: string;
  readonly nextActions: readonly Entry[];
  readonly trigger: Trigger;
  readonly severity: Severity;

  readonly rep: PersonId;
  readonly owner: PersonId | null;
  readonly claimedAt: Instant | null;
  /** Time to claim counts from here: opening, or the latest reopening. */
  readonly claimableSince: Instant;
  readonly communicator: PersonId;
  readonly monitor: PersonId;
  readonly offer: Offer | null;
  readonly teams: readonly PulledTeam[];
  readonly swarm: readonly SwarmMember[];
  /** Those whose account was deactivated. */
  readonly departed: readonly PersonId[];
  /** The pattern-made name its channel is to have; `channel` is set once it exists. */
  readonly channelName: string;
  readonly channel: Channel | null;
  /** How many channels there have been. */
  readonly channels: number;
  readonly directAsks: readonly DirectAsk[];
  /** How often a person took the pin off the card. */
  readonly unpinned: number;

  /** Exactly one while open, none once resolved. */
  readonly checkpoint: Checkpoint | null;
  /** How many checkpoints there have been. */
  readonly checkpoints: number;
  /** Every time the communicator was asked for the latest checkpoint, moved or not. */
  readonly asks: readonly Ask[];
  readonly lastUpdate: CustomerUpdate | null;
  /** The claim was not made in time and leads were asked again. */
  readonly claimOverdue: boolean;
  /** Steps that failed for everybody, each with its reason: told once. */
  readonly failures: readonly string[];
  readonly resolution: Resolution | null;
};

export function isInSwarm(escalation: Escalation, person: PersonId): boolean {
  return escalation.swarm.some((one) => one.id === person);
}

/** Whether this person may know what a private escalation is about: the swarm and the monitor. */
export function maySee(escalation: Escalation, person: PersonId): boolean {
  return !escalation.isPrivate || isInSwarm(escalation, person) || escalation.monitor === person;
}

/** How somebody stands in the swarm: for the team that named them, as its lead rather than its specialist. */
export function memberOf(
  teams: readonly PulledTeam[],
  id: PersonId,
  otherwise: Standing = 'guest',
): SwarmMember {
  const led = teams.find((team) => team.leads.includes(id));
  if (led) return { id, as: 'lead', team: led.key };
  const worked = teams.find((team) => team.specialists.includes(id));
  return worked ? { id, as: 'specialist', team: worked.key } : { id, as: otherwise };
}

/** Its channel could not be made, so it was closed without anybody resolving it. */
export function neverOpened({ status, resolution }: Escalation): boolean {
  return status === 'resolved' && resolution === null;
}

export function leadsOf(escalation: Escalation): PersonId[] {
  const leads = new Set(escalation.teams.flatMap((team) => team.leads));
  return [...leads].filter((lead) => !escalation.departed.includes(lead));
}

/** Everybody who answers for something here. */
export function rolesOf({ rep, owner, communicator, monitor }: Escalation): PersonId[] {
  return [...new Set([rep, owner, communicator, monitor])].filter((one) => one !== null);
}

/** Who is told what the swarm cannot read: the rep, or who stands in for a rep that has left the workspace, if anybody does. */
export function contactOf({ rep, communicator, owner, monitor, departed }: Escalation): PersonId | null {
  return [rep, communicator, owner, monitor].find((one) => one !== null && !departed.includes(one)) ?? null;
}

/** Why a step failed, where that is told once and not for every try. */
export function failureOf(step: string, reason: string): string {
  return `${step}: ${reason}`;
}

/** "ESC-7", what people call it by. */
export function reference(escalation: { readonly number: number }): string {
  return `ESC-${escalation.number}`;
}

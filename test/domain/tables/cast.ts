import type { EventBody } from '../../../src/domain/event.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/kernel/time.ts';
import type { Refusal } from '../../../src/domain/refusal.ts';
import type { Trigger } from '../../../src/domain/slices/opening.ts';
import type { PulledTeam } from '../../../src/domain/slices/swarm.ts';
import { actor, type Past, START, type Wish } from '../../support/given.ts';

/** A row of a table: what happened, what somebody wants, what comes of it. An empty answer means: nothing to do. */
export type Case = {
  readonly name: string;
  readonly given: readonly Past[];
  readonly when: Wish;
  readonly then: readonly EventBody[] | Refusal;
};

/** Rita escalates; Dana leads and Sam works in Payments, Lee leads and Pat works in Platform. */
export const rita = actor('rita');
export const dana = actor('dana');
export const sam = actor('sam');
export const lee = actor('lee');
/** Morgan manages and watches; Nora leads a team that was not pulled in; Gus and Olli are none of these. */
export const morgan = actor('morgan');
export const nora = actor('nora');
export const gus = actor('gus');
export const olli = actor('olli');

export const PAYMENTS: PulledTeam = {
  key: 'payments',
  name: 'Payments',
  leads: ['dana'],
  specialists: ['sam'],
};
export const PLATFORM: PulledTeam = {
  key: 'platform',
  name: 'Platform',
  leads: ['lee'],
  specialists: ['pat'],
};

export const TRIGGER: Trigger = {
  playbook: 'outage',
  name: 'Outage or data loss',
  kind: 'functional',
  outcome: 'Service restored',
  cadence: { SEV1: 30 * MINUTE, SEV2: 2 * HOUR, SEV3: DAY, SEV4: 2 * DAY },
  claimWithin: 10 * MINUTE,
};

export const DUE = START + 2 * HOUR;

const OPENING = {
  type: 'EscalationOpened',
  number: 7,
  isPrivate: false,
  customer: 'Acme',
  ticket: { text: '#4711', key: '4711' },
  problem: 'Payouts fail',
  tried: 'Restarted\nCleared the cache',
  outcome: 'Payouts work',
  trigger: TRIGGER,
  severity: 'SEV2',
  rep: 'rita',
  monitor: 'morgan',
  teams: [PAYMENTS],
  swarm: [
    { id: 'rita', as: 'rep' },
    { id: 'dana', as: 'lead', team: 'payments' },
    { id: 'sam', as: 'specialist', team: 'payments' },
  ],
  channelName: 'esc-7-acme-payouts-fail',
} as const satisfies Past;

export const opened = OPENING satisfies Past;
const promised: Past = { type: 'CheckpointPromised', number: 1, dueAt: DUE };
export const created = {
  type: 'SwarmChannelCreated',
  channel: 'C7',
  name: opened.channelName,
  by: null,
} as const satisfies Past;
const claimed: Past = { type: 'OwnershipClaimed', owner: 'dana', by: 'dana', at: START + MINUTE };
const told: Past = {
  type: 'CustomerUpdated',
  text: 'All works again.',
  over: 'email',
  met: 1,
  at: START + HOUR,
};
const closed: Past = {
  type: 'EscalationResolved',
  fix: 'Rolled back',
  cause: 'A bad deploy',
  finalWord: 'All works again.',
  at: START + HOUR,
};

/** Opened (1), promised (2), and no channel yet. */
export const unopened: readonly Past[] = [opened, promised];
/** Opened (1), promised (2), its channel made (3). The next event has seq 4. */
export const open: readonly Past[] = [opened, promised, created];
/** Dana claimed (4). */
export const owned: readonly Past[] = [...open, claimed];
/** Dana offered it to Sam (5). */
export const offered: readonly Past[] = [
  ...owned,
  { type: 'HandOverOffered', to: 'sam', note: 'Watch the queue', by: 'dana', at: START + 2 * MINUTE },
];
/** Dana claimed (4), resolved (5, 6). */
export const resolved: readonly Past[] = [...owned, told, closed];
/** Dana claimed (4), withdrawn (5). */
export const withdrawn: readonly Past[] = [
  ...owned,
  { type: 'EscalationWithdrawn', reason: 'Wrong customer', at: START + HOUR },
];
/** Resolved before anybody claimed (4, 5). */
export const resolvedUnowned: readonly Past[] = [...open, told, closed];
/** Reopened a day later, still without an owner (6, 7). */
export const reopenedUnowned: readonly Past[] = [
  ...resolvedUnowned,
  { type: 'EscalationReopened', reason: 'It is back', at: START + DAY },
  { type: 'CheckpointPromised', number: 2, dueAt: START + DAY + HOUR, at: START + DAY },
];

export function hidden(past: readonly Past[]): readonly Past[] {
  return past.map((one) => (one.type === 'EscalationOpened' ? { ...one, isPrivate: true } : one));
}

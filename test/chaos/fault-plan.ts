import type { FaultRule } from '../../src/sandbox/faults/rules.ts';
import { type Random, randomFrom } from '../support/random.ts';
import { ANSWER_NAMES, type AnswerName } from './answers.ts';

const WAYS = ['reset', 'blackhole', 'latency', 'half-close', 'refuse'] as const;
export type WayFault = (typeof WAYS)[number];

/** Something that goes wrong, and for how long. */
export type Fault = {
  /** Since the beginning, in ms. */
  readonly atMs: number;
  readonly ms: number;
} & (
  | { readonly kind: 'process'; readonly what: 'kill' | 'freeze' | 'restart'; readonly slot: number }
  | {
      readonly kind: 'network';
      readonly to: 'redis' | 'postgres';
      readonly what: WayFault;
      /** Of one process, or of all. */
      readonly slot: number | null;
    }
  | { readonly kind: 'redis'; readonly what: 'kill' | 'flush' | 'freeze' }
  | { readonly kind: 'postgres'; readonly what: 'terminate connections' | 'crash' }
  | { readonly kind: 'slack'; readonly rule: FaultRule }
  | { readonly kind: 'slack'; readonly rule: null }
  | {
      /** Every call is answered so. */
      readonly kind: 'token';
      readonly answer: AnswerName;
      /** Of one process, or of all. */
      readonly slot: number | null;
    }
);

/** What it is called in the table. */
export function nameOf(fault: Fault): string {
  switch (fault.kind) {
    case 'process':
      return `process: ${fault.what}`;
    case 'network':
      return `network to ${fault.to}: ${fault.what}`;
    case 'redis':
    case 'postgres':
      return `${fault.kind}: ${fault.what}`;
    case 'token':
      return `slack takes nothing: ${fault.answer}`;
    case 'slack':
      if (fault.rule === null) return 'slack: a connection renewed';
      return `slack ${fault.rule.on.startsWith('deliver:') ? 'delivery' : 'call'}: ${fault.rule.fault}`;
  }
}

const METHODS = [
  'chat.postMessage',
  'chat.postMessage',
  'chat.update',
  'chat.*',
  'conversations.create',
  'conversations.invite',
  'conversations.setTopic',
  'conversations.*',
  'pins.add',
  'views.*',
  '*',
] as const;
const CALL_FAULTS = ['reset', 'accept-then-drop', 'rate-limit', 'server-error', 'slow'] as const;
const DELIVERY_FAULTS = [
  'drop-before',
  'accept-then-drop',
  'slow',
  'duplicate',
  'reorder',
  'late-ack',
] as const;
const DELIVERIES = ['deliver:*', 'deliver:view_submission', 'deliver:block_actions', 'deliver:events_api'];

const POSTGRES = ['terminate connections', 'crash'] as const;

/** Between the beginnings of two faults, in ms: they overlap often. */
const EVERY_MS = [400, 3_600] as const;

type Scope = {
  readonly withinMs: number;
  readonly slots: number;
  readonly hasRedis: boolean;
  /** Nobody else has a database on the same Postgres. */
  readonly ownsPostgres: boolean;
};

/** All faults of a run in their order. */
export function planFaults(seed: number, scope: Scope): Fault[] {
  const { withinMs } = scope;
  const random = randomFrom(seed, 1_000_003);
  const faults: Fault[] = [];
  for (let atMs = random.between(1_000, 2_000); atMs < withinMs; atMs += random.between(...EVERY_MS)) {
    const fault = drawFault(random, scope);
    faults.push({ ...fault, atMs });
  }
  return faults;
}

function drawFault(random: Random, { slots, hasRedis, ownsPostgres }: Scope): Fault {
  const ms = random.between(300, 6_000);
  const base = { atMs: 0, ms };
  const slot = random.between(0, slots - 1);
  const { kind } = random.weighted([
    { kind: 'process', weight: 5 },
    { kind: 'network to redis', weight: hasRedis ? 3 : 0 },
    { kind: 'network to postgres', weight: 3 },
    { kind: 'redis', weight: hasRedis ? 2 : 0 },
    { kind: 'postgres', weight: ownsPostgres ? 2 : 1 },
    { kind: 'slack call', weight: 6 },
    { kind: 'slack delivery', weight: 4 },
    { kind: 'slack connections', weight: 1 },
    { kind: 'token', weight: 2 },
  ] as const);
  switch (kind) {
    case 'process': {
      const what = random.pick(['kill', 'kill', 'freeze', 'restart'] as const);
      return { ...base, kind: 'process', what, slot };
    }
    case 'network to redis':
    case 'network to postgres': {
      const to = kind === 'network to redis' ? 'redis' : 'postgres';
      const what = random.pick(WAYS);
      return { ...base, kind: 'network', to, what, slot: random.chance(0.3) ? null : slot };
    }
    case 'redis':
      return { ...base, kind: 'redis', what: random.pick(['kill', 'flush', 'freeze'] as const) };
    case 'postgres':
      return {
        ...base,
        kind: 'postgres',
        what: ownsPostgres ? random.pick(POSTGRES) : 'terminate connections',
      };
    case 'slack call':
      return { ...base, kind: 'slack', rule: drawCallRule(random) };
    case 'slack delivery': {
      const fault = random.pick(DELIVERY_FAULTS);
      const rule = { on: random.pick(DELIVERIES), fault, count: random.between(1, 4) };
      return { ...base, kind: 'slack', rule: { ...rule, ...slowness(random, fault) } };
    }
    case 'slack connections':
      return { ...base, kind: 'slack', rule: null };
    case 'token': {
      const answer = random.pick(ANSWER_NAMES);
      // Long enough to be met by something.
      return { ...base, ms: ms + 2_000, kind: 'token', answer, slot: random.chance(0.6) ? null : slot };
    }
  }
}

function drawCallRule(random: Random): FaultRule {
  // A message that Slack itself makes twice stands there twice, whatever an app does; a channel can only be made once.
  if (random.chance(0.1)) return { on: 'conversations.create', fault: 'double-create', count: 2 };
  const fault = random.pick(CALL_FAULTS);
  const rule = { on: random.pick(METHODS), fault, count: random.between(1, 6) };
  return { ...rule, ...slowness(random, fault) };
}

/**
 * A call that Slack keeps for longer than the lease of whoever made it and died meanwhile can be found by nobody, so it
 * keeps none that long.
 */
function slowness(random: Random, fault: string): { readonly ms?: number } {
  const ms = random.between(200, 2_500);
  return fault === 'slow' || fault === 'rate-limit' ? { ms } : {};
}

import type { SeedPerson } from '../../src/sandbox/seed-people.ts';
import { randomFrom } from '../support/random.ts';

const ELSEWHERE = 'T0GLOBEX';
const base = { title: '', tz: 'Europe/Berlin' };

/** Whom Slack shows in a workspace though no escalation is for them: nobody brings the guest in. */
export const OUTSIDERS = [
  { ...base, handle: 'fay', name: 'Fay Foreign', team: ELSEWHERE },
  { ...base, handle: 'stan', name: 'Stan Stranger', team: ELSEWHERE, isStranger: true },
  { ...base, handle: 'bob', name: 'Bob Bot', isBot: true },
  { ...base, handle: 'dee', name: 'Dee Deactivated' },
  { ...base, handle: 'gus', name: 'Gus Guest', guest: 'multi-channel' },
] as const satisfies readonly SeedPerson[];

export type Outsider = (typeof OUTSIDERS)[number];
/** Whose account is closed. */
export const DEACTIVATED = 'dee';
/** In a channel Slack lets these do what others do; to the rest it sends what a member did as theirs. */
const INSIDE: readonly Outsider['handle'][] = ['fay', 'stan', 'bob'];

const ACTS = [
  { act: 'command', weight: 3 },
  { act: 'press', weight: 4 },
  { act: 'press a member’s', weight: 5 },
  { act: 'send a member’s form', weight: 6 },
  { act: 'send a member’s command', weight: 2 },
  { act: 'join', weight: 3 },
  { act: 'be invited', weight: 3 },
  { act: 'bring somebody', weight: 1 },
  { act: 'leave', weight: 1 },
  { act: 'look at App Home', weight: 1 },
] as const;

export type OutsiderAct = (typeof ACTS)[number]['act'];

const BUTTONS = [
  ...['Claim ownership', 'Log customer update', 'Move next update', 'Add note', 'Edit context'],
  ...['Change severity', 'Add people', 'Change roles', 'Hand over', 'Release ownership'],
  ...['Withdraw', 'Resolve', 'Reopen', 'Accept', 'Decline'],
];
const COMMANDS = [
  ...['/escalate', '/escalate Refunds fail', '/swarm', '/swarm list', '/swarm timeline'],
  ...['/swarm context', '/swarm withdraw', '/swarm remove'],
];

/** Something that an outsider tries, in one of the escalations that are there by then. */
export type Intrusion = {
  /** Since the beginning, in ms. */
  readonly atMs: number;
  readonly who: Outsider;
  readonly act: OutsiderAct;
  /** The button, or the command. */
  readonly words: string;
  /** From 0 up to 1: which escalation. */
  readonly draw: number;
};

/** Between two tries, in ms. */
const EVERY_MS = [300, 1_500] as const;

/** What all outsiders of a run try, in order. */
export function planOutsiders(seed: number, withinMs: number): Intrusion[] {
  const random = randomFrom(seed, 1_000_033);
  const all: Intrusion[] = [];
  for (let atMs = random.between(3_000, 5_000); atMs < withinMs; atMs += random.between(...EVERY_MS)) {
    const { act } = random.weighted(ACTS);
    const isOpenTo = ({ handle }: Outsider) => !NEEDS_CHANNEL.has(act) || INSIDE.includes(handle);
    const who = random.pick(OUTSIDERS.filter(isOpenTo));
    const words = random.pick(act === 'command' ? COMMANDS : BUTTONS);
    all.push({ atMs, who, act, words, draw: random.next() });
  }
  return all;
}

const NEEDS_CHANNEL: ReadonlySet<OutsiderAct> = new Set([
  'command',
  'press',
  'be invited',
  'bring somebody',
  'leave',
]);

import { type Random, randomFrom } from '../support/random.ts';

/** What a person can do in an escalation once it is open. */
export type ActName =
  | 'claim'
  | 'log update'
  | 'move update'
  | 'add note'
  | 'edit context'
  | 'change severity'
  | 'add people'
  | 'give role'
  | 'hand over'
  | 'release'
  | 'take out'
  | 'join'
  | 'leave'
  | 'leave as rep'
  | 'rename channel'
  | 'take off pin'
  | 'delete card'
  | 'archive channel'
  | 'remove Muster'
  | 'resolve'
  | 'withdraw'
  | 'reopen';

export type Step = {
  readonly act: ActName;
  /** How long people wait before it, in ms. */
  readonly afterMs: number;
  /** How far ahead the next promise is, where the act makes one, in ms. */
  readonly promiseMs: number;
};

/** One escalation as its people mean to work on it. */
export type Plan = {
  readonly number: number;
  /** Since the beginning, in ms. */
  readonly startsAtMs: number;
  readonly rep: string;
  /** They claim in the same instant. */
  readonly leads: readonly [string, string];
  readonly specialist: string;
  readonly guest: string;
  /** Takes over from whoever is taken out. */
  readonly successor: string;
  readonly trigger: string;
  readonly isPrivate: boolean;
  readonly promiseMs: number;
  readonly steps: readonly Step[];
};

/** The triggers of muster.yml, with leads and specialists of the teams they pull in. */
const TRIGGERS = [
  {
    trigger: 'Payments failing or wrong amounts',
    leads: ['dana', 'dana'],
    specialists: ['sam', 'ada', 'mateo'],
  },
  { trigger: 'Outage or data loss', leads: ['lee', 'grace'], specialists: ['noor', 'priya', 'omar'] },
  { trigger: 'Security or access concern', leads: ['elena', 'lee'], specialists: ['tom', 'jonas'] },
  {
    trigger: 'Integration or API stopped working',
    leads: ['ines', 'ines'],
    specialists: ['kofi', 'yuki'],
  },
  { trigger: 'Promise missed or deadline at risk', leads: ['lee', 'lee'], specialists: ['noor', 'jonas'] },
] as const;

/** Beside the two that are there, those whom the sandbox is given. */
export const MORE_REPS = ['rae', 'remy', 'rita', 'ross', 'ruth', 'ryan'] as const;
/** Of muster.yml. */
export const MANAGER = 'morgan';
const REPS = ['riley', 'robin', ...MORE_REPS] as const;

const ACTS: readonly { readonly act: ActName; readonly weight: number }[] = [
  { act: 'log update', weight: 8 },
  { act: 'move update', weight: 4 },
  { act: 'add note', weight: 4 },
  { act: 'edit context', weight: 2 },
  { act: 'change severity', weight: 2 },
  { act: 'add people', weight: 2 },
  { act: 'give role', weight: 1 },
  { act: 'hand over', weight: 3 },
  { act: 'release', weight: 1 },
  { act: 'take out', weight: 3 },
  { act: 'join', weight: 2 },
  { act: 'leave', weight: 2 },
  { act: 'leave as rep', weight: 1 },
  { act: 'rename channel', weight: 1 },
  { act: 'take off pin', weight: 1 },
  { act: 'delete card', weight: 2 },
  { act: 'archive channel', weight: 1 },
  { act: 'remove Muster', weight: 1 },
];

/** Done once at most: what the second time means is another story. */
const ONCE: ReadonlySet<ActName> = new Set([
  'take off pin',
  'archive channel',
  'remove Muster',
  'leave as rep',
  'give role',
  'hand over',
  'release',
  'take out',
]);

/** What only an owner does. */
const OWNED: ReadonlySet<ActName> = new Set(['hand over', 'release']);

const ENDS = [
  { end: 'resolve', weight: 13 },
  { end: 'withdraw', weight: 3 },
  { end: null, weight: 4 },
] as const;

/** How all escalations of a run are meant to go; each by a stream of its own, so that one more changes no other. */
export function planAll(seed: number, count: number, withinMs: number): Plan[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1;
    const random = randomFrom(seed, number);
    const startsAtMs = Math.round(((index + random.next()) / count) * withinMs);
    return planOne(random, number, startsAtMs);
  });
}

function planOne(random: Random, number: number, startsAtMs: number): Plan {
  const { trigger, leads, specialists } = random.pick(TRIGGERS);
  const rep = random.pick(REPS);
  const isPrivate = random.chance(0.25);
  return {
    number,
    startsAtMs,
    rep,
    leads,
    specialist: random.pick(specialists),
    guest: random.pick(['chloe', 'morgan']),
    trigger,
    successor: random.pick(REPS.filter((one) => one !== rep)),
    isPrivate,
    promiseMs: promise(random),
    steps: stepsOf(random, isPrivate),
  };
}

function stepsOf(random: Random, isPrivate: boolean): Step[] {
  const acts: ActName[] = [];
  const count = random.between(2, 8);
  // Some are claimed late, or never.
  const claimedAt = random.chance(0.85) ? random.between(0, 2) : count;
  for (let n = 0; n < count; n++) {
    if (n === claimedAt) acts.push('claim');
    const can = ({ act }: { readonly act: ActName }) =>
      !(ONCE.has(act) && acts.includes(act)) &&
      !(OWNED.has(act) && !acts.includes('claim')) &&
      (act !== 'take out' || isPrivate);
    const { act } = random.weighted(ACTS.filter(can));
    acts.push(act);
    if (act === 'release' && random.chance(0.6)) acts.push('claim');
  }
  const { end } = random.weighted(ENDS);
  if (end !== null) acts.push(end);
  if (end !== null && random.chance(0.25)) acts.push('reopen', 'add note', 'resolve');
  return acts.map((act) => ({ act, afterMs: random.between(200, 5_000), promiseMs: promise(random) }));
}

/** Short, so that many come due. */
function promise(random: Random): number {
  return random.between(4_000, 20_000);
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Outcome } from '../../src/sandbox/delivery/deliver.ts';
import { fillEscalate } from '../support/acts.ts';
import { randomFrom } from '../support/random.ts';
import type { Stage } from '../support/script.ts';
import type { Bystander } from './flood-checks.ts';
import type { Deed, Told } from './ledger.ts';
import { BREATH_MS, sendOn } from './sending.ts';

/** How often one person may do something in a minute, in each process: a hurried person's, and no flood's. */
export const ACTS_A_MINUTE = 60;

/** One person who does in seconds what would take others an hour. */
export type Flood = {
  readonly number: number;
  /** Since the beginning, in ms. */
  readonly atMs: number;
  /** More than all processes together take. */
  readonly commands: number;
  readonly presses: number;
  readonly escalations: number;
};

const EVERY_MS = [40_000, 70_000] as const;

/** All floods of a run, in order, each of a person of its own. */
export function planFloods(seed: number, withinMs: number): Flood[] {
  const random = randomFrom(seed, 1_000_037);
  const all: Flood[] = [];
  for (let atMs = random.between(4_000, 8_000); atMs < withinMs; atMs += random.between(...EVERY_MS)) {
    const [commands, presses] = [random.between(180, 220), random.between(20, 40)];
    all.push({ number: all.length + 1, atMs, commands, presses, escalations: random.between(3, 5) });
  }
  return all;
}

export type Floods = {
  readonly deeds: readonly Deed[];
  readonly bystanders: readonly Bystander[];
  counts(): {
    readonly escalations: { readonly done: number; readonly refused: number; readonly nothing: number };
    /** The longest that somebody else did. */
    readonly waitedMs: number;
  };
  run(floods: readonly Flood[]): Promise<void>;
};

const TRIES = 8;
/** Whoever gets no answer for so long gets none. */
const PATIENCE_MS = 45_000;

/** @param howMany of whom `run` may be told; they have to be known before Muster starts */
export function createFloods({ sandbox, ...rest }: Stage, howMany: number): Floods {
  const stage: Stage = { sandbox, ...rest };
  const deeds: Deed[] = [];
  const bystanders: Bystander[] = [];
  const titled = { title: 'Support rep', tz: 'Europe/Berlin' };
  const flooders = Array.from({ length: howMany }, (_, index) =>
    sandbox.addPerson({ ...titled, handle: `flo${index + 1}`, name: `Flo Flood${index + 1}` }),
  );
  const bystander = sandbox.addPerson({ ...titled, handle: 'vera', name: 'Vera Visitor' });
  let copies = 0;

  function note(person: Actor, customer: string, marker: string): Told[] {
    const told: Told[] = [];
    deeds.push({
      customer,
      person: person.id,
      what: 'escalate',
      marker,
      leaves: ['EscalationOpened'],
      told,
    });
    return told;
  }

  /** Fills the form in as everybody does, so that there is something to send again and again. */
  async function fillInOnce(flo: Actor): Promise<void> {
    for (let left = TRIES; left > 0; left--) {
      copies += 1;
      const one = namesOf(copies);
      const told = note(flo, one.customer, one.marker);
      const typed = {
        Customer: one.customer,
        'Ticket (link or number)': one.ticket,
        'What is happening?': `All at once ${one.marker}`,
      };
      await fillEscalate(stage, flo, typed)
        .then((sent) => sendOn(flo, told, sent))
        .catch(() => {});
      if (told.includes('done')) return;
      await sleep(BREATH_MS);
    }
  }

  /** The same form once more, as another one about another customer. */
  async function sendCopy(flo: Actor): Promise<void> {
    const sent = sandbox.deliveries.findLast(
      ({ payload }) => payload.type === 'view_submission' && (payload.user as { id?: string }).id === flo.id,
    );
    const found = JSON.stringify(sent?.payload ?? {}).match(/Customer flood-(\d+)/)?.[1];
    if (sent === undefined || found === undefined) return;
    copies += 1;
    const [before, one] = [namesOf(Number(found)), namesOf(copies)];
    const told = note(flo, one.customer, one.marker);
    const text = JSON.stringify(sent.payload)
      .replaceAll(`"${before.customer}"`, `"${one.customer}"`)
      .replaceAll(before.marker, one.marker)
      .replaceAll(before.ticket, one.ticket);
    const payload = JSON.parse(text) as typeof sent.payload & { view: object };
    const view = { ...payload.view, id: `V0FLOOD${copies}`, hash: `${copies}.flood` };
    const trigger_id = `${copies}.1.flood`;
    told.push(toldBy(await sandbox.redeliver({ ...sent, payload: { ...payload, trigger_id, view } })));
  }

  /** Somebody else who only wants to know something, until they know it. */
  async function ask(flood: number): Promise<void> {
    const began = performance.now();
    const asked: { flood: number; waitedMs: number | null } = { flood, waitedMs: null };
    bystanders.push(asked);
    while (asked.waitedMs === null && performance.now() - began < PATIENCE_MS) {
      const had = bystander.ephemerals('general').length;
      await bystander.command('general', '/swarm', 'list').catch(() => {});
      await sandbox.until(() => bystander.ephemerals('general').length > had, 3_000).catch(() => {});
      if (bystander.ephemerals('general').length > had)
        asked.waitedMs = Math.round(performance.now() - began);
    }
  }

  async function flood({ number, atMs, commands, presses, escalations }: Flood): Promise<void> {
    await sleep(atMs);
    const flo = flooders[number - 1];
    if (flo === undefined) throw new Error(`nobody was to make flood ${number}`);
    await fillInOnce(flo);
    const all = [
      ...some(commands, () => flo.command('general', '/swarm', 'help')),
      ...some(presses, () => flo.click('escalations', 'Join')),
    ];
    // Of the forms some come before there is too much, some in the middle of it, and one after.
    for (let nth = escalations; nth > 0; nth--) {
      all.splice(Math.floor((nth * all.length) / escalations), 0, () => sendCopy(flo));
    }
    await sendCopy(flo);
    await Promise.all([...all.map((act) => act().catch(() => {})), ask(number)]);
    await sendCopy(flo);
  }

  return {
    deeds,
    bystanders,
    counts() {
      const isTold = (what: Told) => deeds.filter(({ told }) => told.at(-1) === what).length;
      return {
        escalations: { done: isTold('done'), refused: isTold('refused'), nothing: isTold('nothing') },
        waitedMs: Math.max(0, ...bystanders.map(({ waitedMs }) => waitedMs ?? PATIENCE_MS)),
      };
    },
    run: async (floods) => {
      await Promise.all(floods.map(flood));
    },
  };
}

function some(times: number, act: () => Promise<unknown>): (() => Promise<unknown>)[] {
  return Array.from({ length: times }, () => act);
}

function namesOf(copy: number) {
  return { customer: `Customer flood-${copy}`, marker: `fl${copy}x${copy}z`, ticket: `#${900_000 + copy}` };
}

function toldBy(outcome: Outcome): Told {
  if (outcome.kind !== 'acknowledged') return 'nothing';
  const { response_action: action, errors } = (outcome.answer ?? {}) as {
    response_action?: string;
    errors?: Readonly<Record<string, string>>;
  };
  // That it has to wait for others, or that it has to be looked at again: either may be meant.
  if (action !== undefined && action !== 'errors') return 'nothing';
  if (errors === undefined) return 'done';
  return Object.values(errors).some((one) => one.startsWith('Muster cannot save')) ? 'nothing' : 'refused';
}

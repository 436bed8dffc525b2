import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Choice } from '../../src/sandbox/actor/values.ts';
import { fillEscalate } from '../support/acts.ts';
import type { Stage } from '../support/script.ts';
import { formOf, isForm } from './forms.ts';
import type { Deed, Told } from './ledger.ts';
import type { Plan, Step } from './plan.ts';
import { BREATH_MS, MODAL_MS, patiently, sendOn, shows, TRIES } from './sending.ts';
import { troubles } from './troubles.ts';

/** How a person's try ended. */
export type Count = { done: number; refused: number; givenUp: number };

export type People = {
  /** What everybody did and was told, in order. */
  readonly deeds: readonly Deed[];
  /** How often each act was done, refused, or given up. */
  readonly acts: ReadonlyMap<string, Count>;
  /** What stood in the way of a try, and how often. */
  readonly obstacles: ReadonlyMap<string, number>;
  /** Works on one escalation from its opening to its end. */
  work(plan: Plan): Promise<void>;
};

/** What an act needs to know of the escalation it is about. */
export type Place = {
  readonly plan: Plan;
  readonly id: string;
  readonly channel: string;
  /** Who is it now. */
  readonly rep: Actor;
  readonly owner: Actor | null;
};

/** Who has an escalation on their hands does not give up that soon. */
const OPEN_TRIES = 10;
const OPEN_MS = 30_000;

/** People who do what they mean to do, try again when nothing happens, and remember what they were told. */
/** @param isOver from when on nobody begins anything any more */
export function createPeople(stage: Stage, isOver: () => boolean): People {
  const { sandbox, database } = stage;
  const deeds: Deed[] = [];
  const acts = new Map<string, Count>();
  const obstacles = new Map<string, number>();
  const busy = new Map<string, Promise<unknown>>();
  let markers = 0;

  /** Nobody fills in two forms at once. */
  function alone<T>(person: Actor, work: () => Promise<T>): Promise<T> {
    const mine = (busy.get(person.id) ?? Promise.resolve()).then(work);
    busy.set(
      person.id,
      mine.catch(() => {}),
    );
    return mine;
  }

  function note(deed: Omit<Deed, 'told'>): Told[] {
    const told: Told[] = [];
    deeds.push({ ...deed, told });
    return told;
  }

  function marker(plan: Plan): string {
    markers += 1;
    return `ch${plan.number}x${markers}z`;
  }

  function count(act: string, told: readonly Told[]): void {
    const one = acts.get(act) ?? { done: 0, refused: 0, givenUp: 0 };
    if (told.includes('done')) one.done += 1;
    else if (told.includes('refused')) one.refused += 1;
    else one.givenUp += 1;
    acts.set(act, one);
  }

  function stumble(act: string, error: unknown): Told[] {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).trim().split('\n');
    const why = `${act}: ${line.slice(0, 160)}`;
    obstacles.set(why, (obstacles.get(why) ?? 0) + 1);
    return [];
  }

  async function escalate(plan: Plan): Promise<boolean> {
    const rep = sandbox.person(plan.rep);
    const all: Told[] = [];
    for (let left = OPEN_TRIES; left > 0 && !all.includes('done') && !isOver(); left--) {
      const typed = marker(plan);
      const told = note({
        customer: customerOf(plan),
        person: rep.id,
        what: 'escalate',
        marker: typed,
        leaves: ['EscalationOpened'],
      });
      await alone(rep, async () => {
        await fillEscalate(stage, rep, opening(plan, typed, stage.now())).then((sent) =>
          sendOn(rep, told, sent),
        );
      }).catch((error: unknown) => stumble(`escalate (${rep.notices().at(-1) ?? 'no notice'})`, error));
      all.push(...told);
      if (await placeOf(plan, told.includes('done') ? OPEN_MS : 3_000)) break;
    }
    count('escalate', all);
    return (await placeOf(plan, isOver() ? 0 : OPEN_MS)) !== null;
  }

  /** Where it is worked on now; null while nothing of it shows. */
  async function placeOf(plan: Plan, patienceMs = 0): Promise<Place | null> {
    for (let waited = 0; ; waited += 200) {
      const where = { customer: customerOf(plan) };
      // Looking may fail on a machine that is out of breath; people look again.
      const row = await database.db.escalation.findFirst({ where }).catch(() => null);
      if (row?.channelId) {
        const owner = row.ownerId ? sandbox.person(row.ownerId) : null;
        return { plan, id: row.id, channel: row.channelId, rep: sandbox.person(row.repId), owner };
      }
      if (waited >= patienceMs) return null;
      await sleep(200);
    }
  }

  async function act(plan: Plan, step: Step): Promise<void> {
    const all: Told[] = [];
    for (let left = TRIES; left > 0 && !all.includes('done') && !isOver(); left--) {
      const place = await placeOf(plan);
      if (place === null) break;
      const told = await once(place, step).catch((error: unknown) => stumble(step.act, error));
      all.push(...told);
      // A refusal other than of a time that has passed meanwhile would be the same again.
      if (told.includes('refused') && !/update|reopen/.test(step.act)) break;
      if (!told.includes('done')) await sleep(BREATH_MS);
    }
    count(step.act, all);
  }

  async function once(place: Place, step: Step): Promise<readonly Told[]> {
    if (isForm(step.act)) return fillIn(place, step, step.act);
    if (step.act === 'claim') return claim(place);
    await troubles[step.act](stage, place);
    return ['done'];
  }

  async function fillIn(
    place: Place,
    step: Step,
    name: Parameters<typeof formOf>[0],
  ): Promise<readonly Told[]> {
    const form = formOf(name);
    const person = form.who(place, sandbox);
    const typed = form.isTyped ? marker(place.plan) : null;
    const told = note({
      customer: customerOf(place.plan),
      person: person.id,
      what: name,
      marker: typed,
      leaves: form.leaves,
    });
    form.before?.(place, sandbox);
    await alone(person, async () => {
      if (person.view()) person.close(true);
      await patiently(() => form.open(person, place));
      await sandbox.until(() => person.view(), MODAL_MS);
      await person.fill('modal', form.values(place, new Date(stage.now() + step.promiseMs), typed ?? ''));
      await sendOn(person, told, await person.submit());
    });
    if (name === 'hand over' && told.includes('done')) await answerOffer(place);
    return told;
  }

  /** Who pressed a button looks whether anything came of it: it is acknowledged before that is known. */
  async function claim(place: Place): Promise<readonly Told[]> {
    const { leads } = place.plan;
    await Promise.allSettled(
      [...new Set(leads)].map((lead) => press(lead, place.channel, 'Claim ownership')),
    );
    return (await shows(async () => (await placeOf(place.plan))?.owner)) ? ['done'] : ['nothing'];
  }

  async function answerOffer({ plan, id, channel }: Place): Promise<void> {
    const answer = plan.number % 3 === 0 ? 'Decline' : 'Accept';
    for (let left = TRIES; left > 0; left--) {
      await press(plan.specialist, channel, answer).catch(() => {});
      if (await shows(() => isAnswered(id))) return;
    }
  }

  function isAnswered(id: string): Promise<number> {
    const answers = [
      ...['HandOverAccepted', 'HandOverDeclined', 'OwnershipPassed', 'OwnershipReleased'],
      ...['EscalationResolved', 'EscalationWithdrawn'],
    ];
    return database.db.event.count({ where: { escalationId: id, type: { in: answers } } }).catch(() => 0);
  }

  function press(handle: string, channel: string, what: string): Promise<unknown> {
    const person = sandbox.person(handle);
    return alone(person, () => patiently(() => person.click(channel, what)));
  }

  return {
    deeds,
    acts,
    obstacles,
    async work(plan) {
      if (!(await escalate(plan))) return;
      for (const step of plan.steps) {
        await sleep(step.afterMs);
        if (isOver()) return;
        await act(plan, step);
      }
    },
  };
}

function customerOf({ number }: Plan): string {
  return `Customer ${number}`;
}

function opening(plan: Plan, typed: string, now: number): Record<string, Choice> {
  return {
    Trigger: plan.trigger,
    Customer: customerOf(plan),
    'Ticket (link or number)': `#${10_000 + plan.number}`,
    'What is happening?': `It fails ${typed}`,
    'Next update promised to the customer': new Date(now + plan.promiseMs),
    ...(plan.isPrivate ? { 'Private swarm': ['Only those pulled in, and the monitor, can see it'] } : {}),
  };
}

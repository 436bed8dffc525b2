import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/domain/kernel/time.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import { freshTicket, TYPED } from '../support/acts.ts';
import { numberFrom } from '../support/drawn.ts';
import { tellStory, words } from '../support/story.ts';

/** REPS=200 takes twice as many, and twice as long. */
const REPS = numberFrom('REPS') ?? 100;
/** Of Slack's tier 2, which opening a channel belongs to. */
const CHANNELS_A_MINUTE = 20;
/** Of tier 4, which opening and changing a form belong to; and asking who somebody is, which the start does of the roster. */
const FORMS_A_MINUTE = 60;
const AT_ONCE = 10;

const told = tellStory({ isClockStill: true, expectLogged: /asked to try again|"from":"bolt"/ });

/** Each with the form open and filled in; forms come no faster than Slack lets them be opened. */
async function reps(): Promise<Actor[]> {
  const { story } = told;
  const all: Actor[] = [];
  for (let number = 1; number <= REPS; number++) {
    const rep = story.sandbox.addPerson({
      handle: `rep${number}`,
      name: `Rep Number${number}`,
      title: 'Support',
      tz: 'Europe/Berlin',
    });
    all.push(rep);
    await rep.command('general', '/escalate');
    await story.sandbox.until(() => rep.view());
    const { Trigger = null, ...rest } = { ...TYPED, 'Ticket (link or number)': freshTicket() };
    const before = rep.view()?.hash;
    await rep.fill('modal', { Trigger });
    await story.sandbox.until(() => rep.view()?.hash !== before);
    await rep.fill('modal', rest);
    if (number % FORMS_A_MINUTE === 0) await story.pass(MINUTE + SECOND);
  }
  return all;
}

/** Sends the form off, again if that is what Muster asks for; returns how often it asked. */
async function send(rep: Actor): Promise<number> {
  for (let asked = 0; ; asked++) {
    const { errors = {}, notice } = await rep.submit();
    expect(notice).toBeUndefined();
    if (Object.keys(errors).length === 0) return asked;
    expect(Object.values(errors).join()).toContain('send it again in a moment');
  }
}

async function inTurns(people: readonly Actor[], act: (one: Actor) => Promise<unknown>): Promise<void> {
  const waiting = [...people];
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await act(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

test(`${REPS} escalations at once: first come, first served, each rep told when, as fast as Slack allows`, {
  timeout: 600_000,
}, async () => {
  const { story } = told;
  const { db } = story.database;
  const all = await reps();
  await story.quiet();
  const began = story.now();
  const callsBefore = story.sandbox.calls.length;
  await inTurns(all, send);

  const opened = await db.escalation.findMany({
    orderBy: { number: 'asc' },
    select: { id: true, repId: true },
  });
  expect(opened).toHaveLength(REPS);
  const queued = all.filter((rep) => words(rep.view()).includes('is saved'));
  expect(queued.length).toBeGreaterThanOrEqual(REPS - 2 * CHANNELS_A_MINUTE);
  expect(words(queued.at(-1)?.view())).toMatch(/ESC-\d+.* is saved.*its channel opens at about /);

  await story.quiet();
  const calls = story.sandbox.calls.slice(callsBefore);
  const made = calls.filter((call) => call.method === 'conversations.create' && call.ok);
  const numbers = made.map((call) => Number(/^esc-(\d+)/.exec(String(call.args.name))?.[1]));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(opened.map((_, index) => index + 1));
  // Those of one moment are opened side by side, and nobody is overtaken by the next minute's.
  const displaced = numbers.map((number, index) => Math.abs(number - (index + 1)));
  expect(Math.max(...displaced)).toBeLessThan(CHANNELS_A_MINUTE);
  for (const rep of all) {
    const [channel, ...others] = rep.conversations().filter((one) => one.name.startsWith('esc-'));
    expect(others).toEqual([]);
    expect(rep.pins(channel?.id ?? '')).toHaveLength(1);
    expect(rep.conversation(channel?.id ?? '').topic).not.toBe('');
  }
  expect(await db.effect.count({ where: { state: { not: 'done' } } })).toBe(0);

  const least = (REPS / CHANNELS_A_MINUTE - 1) * MINUTE;
  const took = (made.at(-1)?.at ?? 0) - began;
  const refused = calls.filter((call) => call.error === 'ratelimited').map((call) => call.method);
  const ratio = took / least;
  console.log(
    `${REPS} channels in ${Math.round(took / SECOND)} s, ${ratio.toFixed(2)} of what Slack's limits take; refused for their rate: ${refused.join(', ') || 'none'}`,
  );
  expect(ratio).toBeLessThanOrEqual(1.1);
  expect(refused).toEqual([]);
});

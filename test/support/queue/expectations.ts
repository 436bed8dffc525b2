import { SECOND } from '../../../src/domain/kernel/time.ts';
import { timersOf } from '../../../src/domain/timers.ts';
import { loadEvents } from '../../../src/store/events/load.ts';
import { firedOf, orderWrong, promisesWrong, ringsWrong } from '../invariants/story.ts';
import { type Tale, tell } from '../invariants/tale.ts';
import { LATE_MS, type QueueScene } from './scene.ts';

/** All that is known once the trouble has passed and everything that was due has been done. */
export type Facts = {
  readonly scene: QueueScene;
  /** How long each dispatch took during the trouble, in ms. */
  readonly waits: readonly number[];
  /** Of escalations whose promise was to be asked for and missed meanwhile, before or since. */
  readonly asked: readonly Tale[];
  /** Of one whose promise was moved away, and one that was resolved, while their jobs were stuck. */
  readonly silent: readonly Tale[];
};

/** A notification that gets no answer is given up after two seconds: the first dispatch of a trouble that waited for it would take longer. */
const DISPATCH_MS = 2 * SECOND;

/** What has to be so whatever happened to the queue; each answers what is not. */
export const expectations: Record<string, (facts: Facts) => string[] | Promise<string[]>> = {
  'dispatch does not wait for the queue': ({ waits: [first = 0], scene }) => [
    ...(first < DISPATCH_MS ? [] : [`the first dispatch took ${Math.round(first)} ms`]),
    ...(scene.waitedFor() === 0 ? [] : [`${scene.waitedFor()} notifications could be waited for`]),
  ],

  'every promise is asked for once and missed once': ({ asked }) =>
    asked.flatMap(({ events, number }) => {
      const due = events.filter((one) => one.type === 'CheckpointAsked' && one.when === 'due').length;
      const ahead = events.filter((one) => one.type === 'CheckpointAsked' && one.when === 'ahead').length;
      const missed = events.filter((one) => one.type === 'CheckpointMissed').length;
      return due === 1 && missed === 1 && ahead <= 1
        ? []
        : [`${number}: asked ahead ${ahead}, when due ${due} and missed ${missed} times`];
    }),

  'nothing is early, twice or in vain': (facts) => all(facts).flatMap(ringsWrong),

  'nothing is later than the sweep allows': (facts) =>
    latenesses(facts)
      .filter((ms) => ms > LATE_MS)
      .map((ms) => `a timer fired ${ms} ms late`),

  'every timeline is in order': (facts) =>
    all(facts).flatMap((tale) => [...orderWrong(tale), ...promisesWrong(tale)]),

  'armed is what should be': async (facts) => {
    const { db } = facts.scene.database;
    const found: string[] = [];
    for (const { id, number, escalation } of all(facts)) {
      const rows = await db.timer.findMany({
        where: { escalationId: id, state: 'armed' },
        select: { kind: true },
      });
      const are = rows.map((row) => row.kind).sort();
      const should = timersOf(escalation)
        .map((one) => one.kind)
        .sort();
      if (are.join() !== should.join()) found.push(`${number}: armed are [${are}], should be [${should}]`);
    }
    return found;
  },

  'every effect is done, and once': async ({ scene }) => {
    const { database, slack } = scene;
    const left = await database.db.effect.count({ where: { state: { not: 'done' } } });
    const escalations = await database.db.escalation.count();
    const ops = slack.messages.map((one) => one.op);
    // Slack pins a message once: whoever died before the answer was recorded asks again, and is told that it is pinned.
    const pinned = new Set(slack.pins).size;
    return [
      ...(left === 0 ? [] : [`${left} effects are not done`]),
      ...(slack.channels.length === escalations
        ? []
        : [`${slack.channels.length} channels for ${escalations} escalations`]),
      ...(pinned === escalations ? [] : [`${pinned} cards are pinned of ${escalations}`]),
      ...(new Set(ops).size === ops.length ? [] : ['a message was posted twice']),
    ];
  },
};

/** How late each timer fired, in ms. */
export function latenesses(facts: Facts): number[] {
  return all(facts).flatMap((tale) => firedOf(tale).map(({ event, dueAt = event.at }) => event.at - dueAt));
}

function all({ asked, silent }: Facts): readonly Tale[] {
  return [...asked, ...silent];
}

export async function taleOf({ database }: QueueScene, id: string): Promise<Tale> {
  const tale = tell(await loadEvents(database.db, id));
  if (tale === null) throw new Error(`nothing is known of ${id}`);
  return tale;
}

import { loadEvents } from '../../../src/store/events/load.ts';
import type { Stage } from '../script.ts';
import {
  type Calls,
  cardWrong,
  channelsBeside,
  lineWrong,
  lostWrong,
  membersWrong,
  mentionsWrong,
  postedOps,
  postsGone,
  postsTwice,
  roomOf,
  secrecyWrong,
  topicWrong,
} from './slack.ts';
import { orderWrong, peopleWrong, promisesWrong, ringsWrong } from './story.ts';
import { type Tale, tell } from './tale.ts';
import { neverStaged, readModelsWrong, timersWrong, workLeft } from './work.ts';

/** Something that should always be so, how often it was looked at, and where it is not. */
export type Check = {
  readonly name: string;
  readonly checked: number;
  readonly broken: readonly Broken[];
};

/** @property escalation its number; null when it is about all of them */
export type Broken = { readonly escalation: number | null; readonly what: string };

type Look = (tale: Tale) => string[] | Promise<string[]>;

/**
 * Holds the timeline, the work to do and Slack against each other. All holds for every escalation whenever all is
 * quiet, whatever happened on the way.
 * @param since How many calls Slack had had before the first of these escalations.
 */
export async function inspect(stage: Stage, since = 0): Promise<Check[]> {
  const calls = stage.sandbox.calls.slice(since);
  const { tales, untold, rows } = await tellAll(stage);
  const checks: Check[] = [
    {
      name: 'every timeline can be told',
      checked: rows.length,
      broken: untold.map(({ number }) => ({ escalation: number, what: 'its first event is missing' })),
    },
    atLarge('one channel each', rows.length, channelsBeside(calls, tales)),
    atLarge('no message posted twice', postedOps(calls).length, postsTwice(stage, calls, tales)),
    atLarge('nobody mentioned who was not picked', calls.length, mentionsWrong(calls, tales)),
  ];
  for (const [name, look] of Object.entries(looksAt(stage, calls)))
    checks.push(await each(name, tales, look));
  return checks;
}

/** Every escalation as its events tell it, and those whose events cannot be told. */
export async function tellAll({ database: { db } }: Stage) {
  const rows = await db.escalation.findMany({ orderBy: { number: 'asc' } });
  const found = new Map<string, Tale | null>();
  for (const { id } of rows) found.set(id, tell(await loadEvents(db, id)));
  const tales = [...found.values()].filter((tale) => tale !== null);
  return { rows, tales, untold: rows.filter(({ id }) => found.get(id) === null) };
}

/** What is not as it should be, in words; nothing when all is well. */
export async function discrepancies(stage: Stage, since = 0): Promise<string[]> {
  const checks = await inspect(stage, since);
  return checks.flatMap(({ broken }) =>
    broken.map(({ escalation, what }) => (escalation === null ? what : `ESC-${escalation}: ${what}`)),
  );
}

function looksAt(stage: Stage, calls: Calls): Record<string, Look> {
  const posted = new Set(postedOps(calls));
  const inRoom =
    (look: (tale: Tale, room: NonNullable<ReturnType<typeof roomOf>>) => string[]): Look =>
    (tale) => {
      // A channel that is lost shows what it did when it was.
      if (tale.escalation.channel?.lost) return [];
      const room = roomOf(stage, tale);
      return room === null ? ['there is no channel'] : look(tale, room);
    };
  return {
    'events in order': orderWrong,
    'rep, communicator and owner always in': peopleWrong,
    'one promise while open, none after': promisesWrong,
    'no timer early, twice or in vain': ringsWrong,
    'timers armed as they should be': (tale) => timersWrong(stage, tale),
    'all that follows from events is staged': (tale) => neverStaged(stage, tale),
    'nothing left to do': (tale) => workLeft(stage, tale),
    'read models equal the events': (tale) => readModelsWrong(stage, tale),
    'every message stands in Slack': (tale) => postsGone(stage, tale, posted),
    'everybody in the channel who should be': inRoom((tale, room) => membersWrong(stage, tale, room)),
    'one card, and it is pinned': inRoom(cardWrong),
    'the right topic': inRoom((tale, room) => topicWrong(stage, tale, room)),
    'one line in the escalations channel': (tale) => lineWrong(stage, tale),
    'no channel is taken for lost that is not': (tale) => lostWrong(stage, tale),
    'private stays private': inRoom((tale, room) => secrecyWrong(tale, room)),
  };
}

async function each(name: string, tales: readonly Tale[], look: Look): Promise<Check> {
  const broken: Broken[] = [];
  for (const tale of tales) {
    for (const what of await look(tale)) broken.push({ escalation: tale.number, what });
  }
  return { name, checked: tales.length, broken };
}

function atLarge(name: string, checked: number, found: readonly string[]): Check {
  return { name, checked, broken: found.map((what) => ({ escalation: null, what })) };
}

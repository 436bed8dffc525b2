import type { Letter } from '../../fuzz/letters.ts';
import { fresh } from '../../fuzz/letters.ts';
import { randomFrom } from '../../support/random.ts';
import type { Tape, Target } from './tape.ts';

/** What acknowledging a letter takes: a decision that is committed, a row that it arrived, or for most events nothing. */
export type Weight = 'command' | 'look' | 'event';

export type Planned = {
  readonly letter: Letter;
  readonly weight: Weight;
  /** When it is to be sent, in ms from the start, whatever became of those before. */
  readonly at: number;
};

export type Load = {
  readonly tape: Tape;
  readonly perSecond: number;
  readonly seconds: number;
  /** Where answers to what is delivered are to go. */
  readonly answersTo: string;
  /** Different for each run on a database, so that nothing arrives there twice. */
  readonly run: number;
};

/** In the name of everything that is sent, and of nothing else. */
export const FRESH = 'load-';

/** So many escalations are worked at a time, each somewhere else in its life. */
const LANES = 25;
/** How many escalations a run has to itself: more than it gets through in some seconds. */
export const TARGETS_A_RUN = 3 * LANES;

/**
 * The tape played over and over, each time for another escalation, interleaved as if so many swarms were at work. The
 * gaps between letters are random, with the same seed for everybody.
 */
export function planLoad({ tape, perSecond, seconds, run, answersTo }: Load): Planned[] {
  const random = randomFrom(run);
  const lanes = Array.from({ length: LANES }, (_, lane) => ({
    next: Math.floor((lane * tape.letters.length) / LANES),
    target: takeTarget(tape, run, lane),
  }));
  const planned: Planned[] = [];
  let taken = LANES;
  let at = gap(random.next(), perSecond);
  for (let number = 0; at < seconds * 1_000; number++) {
    const lane = lanes[number % LANES] as { next: number; target: Target };
    const letter = tape.letters[lane.next] as Letter;
    planned.push({
      at,
      weight: weightOf(letter),
      letter: addressed(letter, tape, { ...lane.target, answersTo, name: `${FRESH}${run}-${number}` }),
    });
    lane.next = (lane.next + 1) % tape.letters.length;
    if (lane.next === 0) lane.target = takeTarget(tape, run, taken++);
    at += gap(random.next(), perSecond);
  }
  return planned;
}

/** The next one of this run's own. */
function takeTarget({ targets }: Tape, run: number, index: number): Target {
  return targets[(run * TARGETS_A_RUN + index) % targets.length] as Target;
}

/** As between people who know nothing of each other. */
function gap(random: number, perSecond: number): number {
  return (-Math.log(1 - random) / perSecond) * 1_000;
}

type Address = Target & Pick<Load, 'answersTo'> & { readonly name: string };

/** The same for another escalation, and not seen before. */
function addressed(letter: Letter, { original, ticket, slack }: Tape, to: Address): Letter {
  const text = JSON.stringify(letter)
    .replaceAll(original.id, to.id)
    .replaceAll(original.channel, to.channel)
    .replaceAll(ticket, `#${to.name}`)
    .replaceAll(slack, to.answersTo);
  return fresh(JSON.parse(text) as Letter, to.name);
}

function weightOf({ type, payload }: Letter): Weight {
  if (type === 'events_api') return 'event';
  const { type: kind, actions } = payload as { type?: string; actions?: { action_id: string }[] };
  return kind === 'view_submission' || actions?.[0]?.action_id === 'claim-ownership' ? 'command' : 'look';
}

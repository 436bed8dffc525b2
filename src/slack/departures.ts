import type { PersonId } from '../domain/kernel/escalation.ts';
import { MINUTE } from '../domain/kernel/time.ts';
import { dispatch } from '../engine/dispatch.ts';
import type { Engine } from '../engine/engine.ts';
import type { Request } from '../engine/request.ts';
import { notePresence } from '../store/people/note-presence.ts';
import {
  answerablePeople,
  loadEscalation,
  openEscalationsOf,
  partsOfDeparted,
  rosterPeople,
} from '../store/queries.ts';
import type { ListenerContext } from './listener-context.ts';
import { presenceOf } from './names.ts';
import { reconcileAll } from './reconcile.ts';
import { successorOf } from './successor.ts';

/**
 * Takes somebody who has left the workspace out of every open swarm. What of it was done already decides to nothing.
 * Note first that they have left: what is left undone here is then found by `finishDepartures`.
 * @throws once all are tried, when some could not be done
 */
export async function depart(context: ListenerContext, workspace: string, person: PersonId): Promise<void> {
  const escalations = await openEscalationsOf(context.engine.db, workspace, person);
  const successor = await successorOf(context, workspace, person);
  await departFrom(context, workspace, { person, successor, escalations });
}

/**
 * What somebody answers for who has become a guest passes to others, in every open swarm.
 * @throws once all are tried, when some could not be done
 */
export async function becomeGuest(
  { engine }: ListenerContext,
  workspace: string,
  person: PersonId,
): Promise<void> {
  const escalations = await openEscalationsOf(engine.db, workspace, person);
  await recordIn(engine, escalations, { type: 'RecordGuest', workspace, by: null, person });
}

/**
 * Finds those who came and left while no process was there to hear of it, once, and what is left undone of departures ever
 * after.
 */
export function watchDepartures(context: ListenerContext, everyMs: number = MINUTE) {
  let timer: NodeJS.Timeout | undefined;
  let isStopping = false;
  const goesOn = () => !isStopping;

  function run(work: () => Promise<void>, workspace: string): void {
    context.later('departures', async () => {
      try {
        await work();
      } finally {
        const next = () => run(() => finishDepartures(context, workspace, goesOn), workspace);
        if (goesOn()) timer = setTimeout(next, everyMs);
      }
    });
  }

  return {
    start(workspace: string): void {
      run(async () => {
        await finishDepartures(context, workspace, goesOn);
        await findDeparted(context, workspace, goesOn);
        await reconcileAll(context, workspace, goesOn);
      }, workspace);
    },
    stop(): void {
      isStopping = true;
      clearTimeout(timer);
    },
  };
}

/**
 * Finds who left while nobody was there to hear of it, among those who answer for something and those on the roster. Of whom
 * Slack says nothing now, a message that does not reach them will tell.
 * @param goesOn asked before everybody.
 */
async function findDeparted(
  context: ListenerContext,
  workspace: string,
  goesOn: () => boolean,
): Promise<void> {
  const { db, log } = context.engine;
  const people = [...(await answerablePeople(db, workspace)), ...(await rosterPeople(db, workspace))];
  for (const person of new Set(people)) {
    if (!goesOn()) return;
    const account = await presenceOf(context.client(workspace), person);
    if (account?.isGone !== true) continue;
    try {
      await notePresence(db, workspace, account);
      await depart(context, workspace, person);
    } catch (error) {
      log.error({ err: error, person }, 'somebody who has left could not be taken out everywhere');
    }
  }
}

/**
 * Takes those out of open swarms who are noted to have left and still have a part there: a process may have been killed
 * after noting it, or an escalation may have been out of reach. Slack is asked again before, since they may be back and
 * the word of it may have been lost.
 * @param goesOn asked before everybody.
 */
async function finishDepartures(
  context: ListenerContext,
  workspace: string,
  goesOn: () => boolean,
): Promise<void> {
  const { db, log } = context.engine;
  for (const { person, escalations } of await partsOfDeparted(db, workspace)) {
    if (!goesOn()) return;
    try {
      const left = await stillIn(context, workspace, person, escalations);
      const account = left.length === 0 ? null : await presenceOf(context.client(workspace), person);
      if (account?.isGone === false) await notePresence(db, workspace, account);
      if (account?.isGone !== true) continue;
      const successor = await successorOf(context, workspace, person);
      await departFrom(context, workspace, { person, successor, escalations: left });
    } catch (error) {
      log.error({ err: error, person }, 'somebody who has left could not be taken out everywhere');
    }
  }
}

/** Without those in which their departure is known, and a role is theirs still because nobody could take it over. */
async function stillIn(
  { engine }: ListenerContext,
  workspace: string,
  person: PersonId,
  escalations: readonly string[],
): Promise<string[]> {
  const left: string[] = [];
  for (const id of escalations) {
    const escalation = await loadEscalation(engine.db, workspace, id).catch((error: unknown) => {
      engine.log.warn({ err: error, escalation: id, person }, 'it is not known whether somebody is still in');
      return null;
    });
    if (escalation !== null && !escalation.departed.includes(person)) left.push(id);
  }
  return left;
}

/** Somebody has left, and has a new account or none; of these escalations. */
type Departure = {
  readonly person: PersonId;
  readonly successor: PersonId | null;
  readonly escalations: readonly string[];
};

function departFrom(
  { engine }: ListenerContext,
  workspace: string,
  { person, successor, escalations }: Departure,
): Promise<void> {
  const own = successor === null ? {} : { successor };
  return recordIn(engine, escalations, { type: 'RecordDeparture', workspace, by: null, person, ...own });
}

/** Tries all of them, whatever becomes of one. */
async function recordIn(
  engine: Engine,
  escalations: readonly string[],
  change:
    | Omit<Extract<Request, { type: 'RecordDeparture' }>, 'escalation'>
    | Omit<Extract<Request, { type: 'RecordGuest' }>, 'escalation'>,
): Promise<void> {
  const errors: unknown[] = [];
  for (const escalation of escalations) {
    try {
      await dispatch(engine, { ...change, escalation });
    } catch (error) {
      const { person } = change;
      engine.log.warn(
        { err: error, escalation, person },
        'what has become of somebody could not be recorded',
      );
      errors.push(error);
    }
  }
  if (errors.length > 0) {
    const message = `${errors.length} of ${escalations.length} escalations do not know yet what has become of somebody`;
    throw new AggregateError(errors, message);
  }
}

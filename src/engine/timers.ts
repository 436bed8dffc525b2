import pLimit from 'p-limit';
import { MUSTER } from '../domain/command.ts';
import { createBatch } from '../store/batch.ts';
import type { Change } from '../store/change.ts';
import type { Reader, Transaction } from '../store/client.ts';
import { loadStandings } from '../store/events/standing.ts';
import { lockEscalation } from '../store/locks.ts';
import { dueTimers, findTimer } from '../store/timers/find-due.ts';
import { type FiredTimer, fire, fireDue } from '../store/timers/fire.ts';
import type { Answer } from './answer.ts';
import { beforeOf, decideOn, notBefore } from './decide-request.ts';
import { dispatchIn } from './dispatch.ts';
import type { Engine } from './engine.ts';
import { record } from './record.ts';
import type { CommandReport } from './report.ts';
import { transact } from './transact.ts';

/** Timers fired in one transaction: many enough to share its costs, few enough that nobody waits for long. */
export const ROUND = 100;
/** Escalations whose timers are fired one by one at a time. */
const AT_ONCE = 4;

/**
 * Fires a timer if it is this version, armed and due by the clock, together with what follows; null when it is not.
 * May be called as often and as early as one likes.
 */
export async function fireTimer(engine: Engine, id: string, version: number): Promise<Answer | null> {
  const timer = await findTimer(engine.db, { id, version }, engine.clock);
  if (timer === null) return null;
  return engine.telemetry.span('muster.timers', {}, async (note) => {
    const fired = await transact(engine, async (tx) => {
      await lockEscalation(tx, timer.escalation, engine.clock);
      const fired = await fire(tx, { id, version }, engine.clock);
      return fired === null ? null : dispatchIn(tx, engine, requestOf(fired), { at: fired.at });
    });
    note({ 'muster.fired': fired === null ? 0 : 1 });
    return fired?.answer ?? null;
  });
}

/**
 * Fires up to `ROUND` timers that are due, the longest overdue first, each as `fireTimer` does, in one transaction;
 * returns how many. Leaves out those whose escalation somebody else is at, and `except`.
 */
export async function fireRound(engine: Engine, except: ReadonlySet<string> = new Set()): Promise<number> {
  // Most sweeps find nothing, and are neither a transaction nor a span.
  const due = await dueTimers(engine.db, engine.clock, except.size + 1);
  if (due.every(({ id }) => except.has(id))) return 0;
  return engine.telemetry.span('muster.timers', {}, async (note) => {
    const { count } = await transact(engine, (tx) => fireIn(tx, engine, except));
    note({ 'muster.fired': count });
    return count;
  });
}

async function fireIn(tx: Transaction, engine: Engine, except: ReadonlySet<string>) {
  const fired = await fireDue(tx, engine.clock, { limit: ROUND, except });
  if (fired.length === 0) return { newWork: { timers: [], effects: [] }, commands: [], count: 0 };
  const changes = await decideOnAll(tx, fired);
  const batch = createBatch();
  const { newWork } = await record(tx, engine, batch, changes);
  await batch.run(tx);
  return { newWork: newWork(), commands: commandsOf(fired, changes), count: fired.length };
}

function commandsOf(fired: readonly FiredTimer[], changes: readonly Change[]): CommandReport[] {
  const seqs = new Map(changes.map(({ after }) => [after.id, after.seq]));
  return fired.map(({ kind, escalation }) => {
    const seq = seqs.get(escalation) ?? null;
    const outcome = seq === null ? 'nothing to do' : 'done';
    return { type: 'FireTimer', timer: kind, escalation, seq, outcome };
  });
}

/** What timers that fired make of their escalations. */
async function decideOnAll(reader: Reader, fired: readonly FiredTimer[]): Promise<Change[]> {
  const ids = [...new Set(fired.map((one) => one.escalation))];
  const standings = await loadStandings(reader, ids);
  const changes = new Map<string, Change>();
  for (const one of fired) {
    const id = one.escalation;
    const earlier = changes.get(id);
    const standing = standings.get(id) ?? null;
    const read = beforeOf(standing);
    const from = earlier === undefined ? read : { ...read, before: earlier.after };
    const at = notBefore(standing, one.at);
    const change = await decideOn(reader, requestOf(one), { ...from, at, by: MUSTER });
    if ('code' in change || change.events.length === 0) continue;
    const joined = { ...change, before: read.before };
    changes.set(id, { ...joined, events: [...(earlier?.events ?? []), ...change.events] });
  }
  return [...changes.values()];
}

function requestOf({ kind, subject, workspace, escalation }: FiredTimer) {
  return { type: 'FireTimer', timer: kind, subject, workspace, escalation, by: null } as const;
}

/**
 * Fires what is overdue, the longest overdue first; returns how many it fired.
 * @param spoilt collects those that cannot be fired, so that a round without them succeeds
 * @param goesOn asked before each round and each one by itself; once it says no the rest is left for later
 */
export async function fireOverdue(
  engine: Engine,
  spoilt = new Set<string>(),
  goesOn = () => true,
): Promise<number> {
  let fired = 0;
  for (let count = ROUND; count === ROUND && goesOn(); fired += count) {
    count = await fireRound(engine, spoilt).catch((error: unknown) => {
      engine.log.warn({ err: error }, 'timers that are due are fired one by one');
      return 0;
    });
  }
  return fired + (await fireLeft(engine, spoilt, goesOn));
}

/** Fires singly what rounds left out: locked by somebody else, or making a round fail. One at a time per escalation. */
async function fireLeft(engine: Engine, spoilt: Set<string>, goesOn: () => boolean): Promise<number> {
  const due = goesOn() ? await dueTimers(engine.db, engine.clock, 2 * ROUND) : [];
  let fired = 0;
  await pLimit(AT_ONCE).map(byEscalation(due).values(), async (timers) => {
    for (const { id, version } of timers) {
      if (!goesOn()) return;
      const answer = await fireTimer(engine, id, version).catch((error: unknown) => {
        engine.log.error({ err: error, timer: id }, 'a timer could not be fired');
        spoilt.add(id);
        return null;
      });
      if (answer === null) continue;
      spoilt.delete(id);
      fired += 1;
    }
  });
  return fired;
}

function byEscalation<T extends { readonly escalation: string }>(timers: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const timer of timers) groups.set(timer.escalation, [...(groups.get(timer.escalation) ?? []), timer]);
  return groups;
}

import type { Instant } from '../domain/kernel/time.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { createBatch } from '../store/batch.ts';
import type { Transaction } from '../store/client.ts';
import { isWorthAnotherTry } from '../store/errors.ts';
import { type Arrival, keepFirstArrival } from '../store/inbox/keep.ts';
import { lockNow } from '../store/locks.ts';
import { lockNumbersNow } from '../store/numbers/lock.ts';
import { type Answer, answerOf, firstAnswer, keepAnswer, noteOf, Repeated } from './answer.ts';
import { decideForHidden, decideNow, decideUnlocked } from './decide-request.ts';
import type { Engine } from './engine.ts';
import type { NewWork } from './job-notifier.ts';
import { readable } from './readable.ts';
import { record } from './record.ts';
import { type CommandReport, commandReport, reportCommands } from './report.ts';
import type { Request } from './request.ts';
import { assertInTime, LIMIT_MS, notifyWorkers, transact } from './transact.ts';

export type Dispatched = {
  readonly answer: Answer;
  readonly newWork: NewWork;
  readonly commands: readonly CommandReport[];
};

/**
 * Does what is asked, in one transaction, or says why not. Rejects only for bugs and broken infrastructure, and then
 * nothing was changed. With `inbox`, the same key finds its first answer again. What is not done within `limitMs` is not
 * done at all.
 */
export async function dispatch(
  engine: Engine,
  request: Request,
  options: { readonly inbox?: Arrival; readonly limitMs?: number } = {},
): Promise<Answer> {
  const clean = readable(request);
  return engine.telemetry.span('muster.command', { 'muster.command': clean.type }, async (note) => {
    const answer = await dispatchClean(engine, clean, options);
    const { escalation, seq, outcome } = commandReport(clean, answer);
    note({ 'muster.outcome': outcome });
    if (escalation !== null) note({ 'muster.escalation': escalation });
    if (seq !== null) note({ 'muster.seq': seq });
    return answer;
  });
}

async function dispatchClean(
  engine: Engine,
  clean: Request,
  { inbox, limitMs = LIMIT_MS }: { readonly inbox?: Arrival; readonly limitMs?: number },
): Promise<Answer> {
  const since = performance.now();
  const until = since + limitMs;
  try {
    const alone = await dispatchAlone(engine, clean, inbox, until);
    if (alone !== null) {
      reportCommands(engine, [commandReport(clean, alone)], since);
      return alone;
    }
    return (await transact(engine, (tx) => dispatchIn(tx, engine, clean, { inbox }), until)).answer;
  } catch (error) {
    if (inbox === undefined || !(error instanceof Repeated)) throw error;
    const first = await firstAnswer(engine.db, clean.workspace, inbox.key);
    reportCommands(engine, [{ ...commandReport(clean, first), outcome: 'repeated' }], since);
    return first;
  }
}

/**
 * Most commands have no rival: then one read and one statement that writes all do without a transaction, at half the
 * round trips. Returns null, with nothing written, when it takes more than one statement, when somebody else was first
 * and when nothing changes: a transaction then decides.
 */
async function dispatchAlone(
  engine: Engine,
  request: Request,
  inbox: Arrival | undefined,
  until: number,
): Promise<Answer | null> {
  const { db } = engine;
  const change = await decideUnlocked(db, engine, request);
  if ('code' in change || change.events.length === 0) return null;
  if (change.hidden !== undefined) return null;
  // While its channel is lost, other rows are read and written first.
  if (change.after.channel?.lost != null) return null;
  const batch = createBatch();
  const { newWork, channelAt } = await record(db, engine, batch, [change]);
  const answer = answerOf(change, channelAt);
  if (inbox !== undefined) keepFirstArrival(batch, request.workspace, inbox, noteOf(answer));
  assertInTime(until);
  try {
    if (!(await batch.runAlone(db, lockFor(request)))) return null;
  } catch (error) {
    if (isWorthAnotherTry(error)) return null;
    throw error;
  }
  notifyWorkers(engine, newWork());
  return answer;
}

/** Two openings contend for the next number, all other commands for their escalation. */
function lockFor(request: Request): Prisma.Sql {
  return request.type === 'OpenEscalation' ? lockNumbersNow(request.workspace) : lockNow(request.escalation);
}

/** Dispatches in the caller's transaction; the caller notifies the workers once it is committed. */
export async function dispatchIn(
  tx: Transaction,
  engine: Engine,
  request: Request,
  { at, inbox }: { readonly at?: Instant; readonly inbox?: Arrival | undefined } = {},
): Promise<Dispatched> {
  const change = await decideNow(tx, engine, request, at);
  const isRefused = 'code' in change;
  const batch = createBatch();
  const changes =
    isRefused || change.events.length === 0 ? [] : [change, ...(await decideForHidden(tx, engine, change))];
  const { newWork, channelAt } = await record(tx, engine, batch, changes);
  const answer: Answer = isRefused ? { kind: 'refused', refusal: change } : answerOf(change, channelAt);
  const isNew = await keepAnswer(tx, batch, request.workspace, inbox, answer);
  await batch.run(tx);
  if (!isNew()) throw new Repeated();
  return { answer, newWork: newWork(), commands: [commandReport(request, answer)] };
}

import type { Instant } from '../domain/time.ts';
import { createBatch } from '../store/batch.ts';
import type { Change } from '../store/change.ts';
import type { Transaction } from '../store/client.ts';
import { isWorthAnotherTry } from '../store/errors.ts';
import { type Arrival, keepFirstArrival } from '../store/inbox.ts';
import { lockNow, readToDecide } from '../store/locks.ts';
import { type Answer, answerOf, firstAnswer, keepAnswer, noteOf, Repeated } from './answer.ts';
import type { Rings } from './bells.ts';
import { decideFrom, decideNow } from './decide.ts';
import type { Engine } from './engine.ts';
import { readable } from './readable.ts';
import { effectsOf, record } from './record.ts';
import type { Request } from './request.ts';
import { assertInTime, LIMIT_MS, ring, transact } from './transact.ts';

export type Dispatched = { readonly answer: Answer; readonly rings: Rings };

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
  const { inbox, limitMs = LIMIT_MS } = options;
  const clean = readable(request);
  const until = performance.now() + limitMs;
  try {
    const alone = await dispatchAlone(engine, clean, inbox, until);
    if (alone !== null) return alone;
    return (await transact(engine, (tx) => dispatchIn(tx, engine, clean, { inbox }), until)).answer;
  } catch (error) {
    if (inbox === undefined || !(error instanceof Repeated)) throw error;
    return firstAnswer(engine.db, clean.workspace, inbox.key);
  }
}

/**
 * Most changes meet nobody else: then reading, and writing in one statement, do without a transaction around them, which is
 * half the round trips. Whatever is more than that, comes second or changes nothing is left to a transaction: null, and
 * nothing was written.
 */
async function dispatchAlone(
  engine: Engine,
  request: Request,
  inbox: Arrival | undefined,
  until: number,
): Promise<Answer | null> {
  if (request.type === 'OpenEscalation') return null;
  const { db, clock } = engine;
  const standing = await readToDecide(db, request, clock);
  const change = standing && (await decideFrom(db, request, standing));
  if (change === null || 'code' in change || change.events.length === 0 || takesMore(change)) return null;
  const batch = createBatch();
  const { rings } = await record(db, engine, batch, [change]);
  const answer = answerOf(change, null);
  if (inbox !== undefined) keepFirstArrival(batch, request.workspace, inbox, noteOf(answer));
  assertInTime(until);
  try {
    if (!(await batch.runAlone(db, lockNow(request.escalation)))) return null;
  } catch (error) {
    if (isWorthAnotherTry(error)) return null;
    throw error;
  }
  ring(engine, rings());
  return answer;
}

/** For these other rows are read and locked before it is written. */
function takesMore({ before, after, events }: Change): boolean {
  const opens = effectsOf(before, events).some(({ effect }) => effect.type === 'CreateChannel');
  return opens || after.channel?.lost != null;
}

/** The heart of it, in a transaction of the caller's, who rings afterwards. */
export async function dispatchIn(
  tx: Transaction,
  engine: Engine,
  request: Request,
  { at, inbox }: { readonly at?: Instant; readonly inbox?: Arrival | undefined } = {},
): Promise<Dispatched> {
  const change = await decideNow(tx, engine, request, at);
  const isRefused = 'code' in change;
  const batch = createBatch();
  const changes = isRefused || change.events.length === 0 ? [] : [change];
  const { rings, channelAt } = await record(tx, engine, batch, changes);
  const answer: Answer = isRefused ? { kind: 'refused', refusal: change } : answerOf(change, channelAt);
  const isNew = await keepAnswer(tx, batch, request.workspace, inbox, answer);
  await batch.run(tx);
  if (!isNew()) throw new Repeated();
  return { answer, rings: rings() };
}

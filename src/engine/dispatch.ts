import { setTimeout as sleep } from 'node:timers/promises';
import { decide } from '../domain/decide.ts';
import { isRefusal } from '../domain/decision.ts';
import type { Escalation } from '../domain/escalation.ts';
import type { Event } from '../domain/event.ts';
import { replay } from '../domain/evolve.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { Change } from '../store/change.ts';
import type { Transaction } from '../store/client.ts';
import { readClock } from '../store/clock.ts';
import { isWorthAnotherTry } from '../store/errors.ts';
import { loadEvents, placed } from '../store/events.ts';
import { type Arrival, findAnswer, forgetArrival, storeAnswer, takeArrival } from '../store/inbox.ts';
import { lockEscalation } from '../store/locks.ts';
import { channelSlot } from '../store/outbox.ts';
import type { Rings } from './bells.ts';
import type { Engine } from './engine.ts';
import { prepare } from './prepare.ts';
import { readable } from './readable.ts';
import { record } from './record.ts';
import type { Request } from './request.ts';

export type Answer =
  | {
      readonly kind: 'done';
      readonly escalation: Escalation;
      /** What this request made happen; empty when there was nothing to do. */
      readonly events: readonly Event[];
      /** The request had arrived before: this is its first answer, and nothing was changed now. */
      readonly repeated: boolean;
      /** When the channel that it waits for is to be opened; null when there is none to wait for. */
      readonly channelAt: Instant | null;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export type Dispatched = { readonly answer: Answer; readonly rings: Rings };

/** Commands that lose against each other this often in a row mean that something is wrong. */
const TRIES = 12;
/** How long a transaction may take, all its tries together, unless somebody waits for it. */
const LIMIT_MS = 10_000;

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
  const work = async (tx: Transaction) => {
    const { inbox } = options;
    if (inbox === undefined) return dispatchIn(tx, engine, clean);
    const { workspace } = clean;
    if (!(await takeArrival(tx, workspace, inbox)))
      return silent(await firstAnswer(tx, workspace, inbox.key));
    const dispatched = await dispatchIn(tx, engine, clean);
    if (inbox.isCorrectable && dispatched.answer.kind === 'refused') {
      await forgetArrival(tx, workspace, inbox.key);
    } else {
      await storeAnswer(tx, workspace, inbox.key, noteOf(dispatched.answer));
    }
    return dispatched;
  };
  return (await transact(engine, work, options.limitMs)).answer;
}

/**
 * Runs a transaction that dispatches, again when somebody else was first, and rings the bells once it is committed.
 * The bells are never waited for and cannot make it fail.
 */
export async function transact<T extends { readonly rings: Rings } | null>(
  engine: Engine,
  work: (tx: Transaction) => Promise<T>,
  limitMs = LIMIT_MS,
): Promise<T> {
  const until = performance.now() + limitMs;
  const inTime = async (tx: Transaction) => {
    const done = await work(tx);
    // Whoever waited has given up by now and may ask again: a commit would come as a surprise.
    if (performance.now() > until) throw new Error(`a transaction took longer than ${limitMs} ms`);
    return done;
  };
  for (let tries = 1; ; tries++) {
    const left = Math.max(1, Math.ceil(until - performance.now()));
    try {
      const done = await engine.db.$transaction(inTime, { maxWait: left, timeout: left });
      if (done !== null) ring(engine, done.rings);
      return done;
    } catch (error) {
      if (tries >= TRIES || performance.now() > until || !isWorthAnotherTry(error)) throw error;
      await sleep(tries * 2);
    }
  }
}

/** The heart of it, in a transaction of the caller's, who rings afterwards and may hold the lock already. */
export async function dispatchIn(
  tx: Transaction,
  engine: Engine,
  request: Request,
  options: { readonly isLocked?: boolean; readonly at?: Instant } = {},
): Promise<Dispatched> {
  const opens = request.type === 'OpenEscalation';
  const id = opens ? engine.newId() : request.escalation;
  const isFree = !opens && !options.isLocked;
  const locked = isFree ? await lockEscalation(tx, id, engine.clock) : null;
  const past = opens ? [] : await loadEvents(tx, id);
  // The process's own clock may be wrong, and then differs from those of the others.
  const now = options.at ?? locked?.now ?? (await readClock(tx, engine.clock));
  const at = Math.max(now, past.at(-1)?.at ?? 0);
  const change = await decideOn(tx, engine, request, { id, before: replay(past), at });
  if ('code' in change) return refused(change);
  const { after, events } = change;
  const { rings, channelAt } = await record(tx, engine, events.length > 0 ? [change] : []);
  return { answer: done(after, events, channelAt), rings };
}

/** What a request makes of an escalation, nothing being written yet. */
export async function decideOn(
  tx: Transaction,
  engine: Engine,
  request: Request,
  { id, before, at }: { readonly id: string; readonly before: Escalation | null; readonly at: Instant },
): Promise<Change | Refusal> {
  const { workspace } = request;
  if (request.type !== 'OpenEscalation' && before?.workspace !== workspace)
    return { code: 'UnknownEscalation' };
  const command = await prepare(tx, engine, request, before, at);
  if ('code' in command) return command;
  const decision = decide(before, command);
  if (isRefusal(decision)) return decision;
  const place = { workspace, escalation: id, after: before?.seq ?? 0, at, by: command.by.id };
  const events = placed(decision, place);
  const after = replay(events, before);
  return after === null ? { code: 'UnknownEscalation' } : { before, after, events, at };
}

/** What is committed is done, whatever happens to a bell. */
function ring({ bells, log }: Engine, rings: Rings): void {
  try {
    bells.ring(rings);
  } catch (error) {
    log.warn({ err: error }, 'a bell could not be rung');
  }
}

/** Both, one after the other. */
export function together(first: Rings, second: Rings): Rings {
  return {
    timers: [...first.timers, ...second.timers],
    effects: [...first.effects, ...second.effects],
  };
}

function done(escalation: Escalation, events: readonly Event[], channelAt: Instant | null = null): Answer {
  return { kind: 'done', escalation, events, repeated: false, channelAt };
}

function refused(refusal: Refusal): Dispatched {
  return silent({ kind: 'refused', refusal });
}

function silent(answer: Answer): Dispatched {
  return { answer, rings: { timers: [], effects: [] } };
}

/** What is kept of an answer: the escalation and its events are on the timeline. */
type Note =
  | { readonly kind: 'done'; readonly escalation: string; readonly from: number; readonly to: number }
  | Extract<Answer, { kind: 'refused' }>;

function noteOf(answer: Answer): Note {
  if (answer.kind === 'refused') return answer;
  const { escalation, events } = answer;
  return {
    kind: 'done',
    escalation: escalation.id,
    from: escalation.seq - events.length,
    to: escalation.seq,
  };
}

async function firstAnswer(tx: Transaction, workspace: string, key: string): Promise<Answer> {
  const note = (await findAnswer(tx, workspace, key)) as Note | null;
  if (note === null) return { kind: 'refused', refusal: { code: 'UnknownEscalation' } };
  if (note.kind === 'refused') return note;
  const events = await loadEvents(tx, note.escalation);
  const escalation = replay(events);
  if (escalation === null) return { kind: 'refused', refusal: { code: 'UnknownEscalation' } };
  const own = events.filter((event) => event.seq > note.from && event.seq <= note.to);
  const channelAt = await channelSlot(tx, note.escalation);
  return { kind: 'done', escalation, events: own, repeated: true, channelAt };
}

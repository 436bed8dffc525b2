import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor, Command } from '../domain/command.ts';
import { decide } from '../domain/decide.ts';
import { isRefusal } from '../domain/decision.ts';
import type { Escalation } from '../domain/escalation.ts';
import type { Event } from '../domain/event.ts';
import { replay } from '../domain/evolve.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import { type Batch, createBatch } from '../store/batch.ts';
import type { Change } from '../store/change.ts';
import type { Transaction } from '../store/client.ts';
import { isWorthAnotherTry } from '../store/errors.ts';
import { loadEvents, placed } from '../store/events.ts';
import { type Arrival, findAnswer, keepArrival } from '../store/inbox.ts';
import { lockToDecide } from '../store/locks.ts';
import { channelSlot } from '../store/outbox.ts';
import type { Rings } from './bells.ts';
import type { Engine } from './engine.ts';
import { prepare, prepareOpening } from './prepare.ts';
import { readable } from './readable.ts';
import { record } from './record.ts';
import type { OpenRequest, Request } from './request.ts';

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
  const { inbox, limitMs } = options;
  const clean = readable(request);
  try {
    return (await transact(engine, (tx) => dispatchIn(tx, engine, clean, { inbox }), limitMs)).answer;
  } catch (error) {
    if (inbox === undefined || !(error instanceof Repeated)) throw error;
    return firstAnswer(engine.db, clean.workspace, inbox.key);
  }
}

/** It had arrived before, and nothing is changed now. */
class Repeated extends Error {
  override name = 'Repeated';
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
  const answer: Answer = isRefused
    ? { kind: 'refused', refusal: change }
    : { kind: 'done', escalation: change.after, events: change.events, repeated: false, channelAt };
  const isNew = await keepAnswer(tx, batch, request.workspace, inbox, answer);
  await batch.run(tx);
  if (!isNew()) throw new Repeated();
  return { answer, rings: rings() };
}

/** What a request makes of the escalation as it stands, locked from now on. */
async function decideNow(
  tx: Transaction,
  engine: Engine,
  request: Request,
  given: Instant | undefined,
): Promise<Change | Refusal> {
  if (request.type === 'OpenEscalation') {
    const command = await prepareOpening(tx, engine, request);
    return 'code' in command ? command : changeBy(command, request.workspace, engine.newId(), null);
  }
  const standing = await lockToDecide(tx, request, engine.clock);
  if (standing === null) return { code: 'UnknownEscalation' };
  const { now, by, timeline } = standing;
  // The process's own clock may be wrong, and then differs from those of the others.
  const at = Math.max(given ?? now, timeline.at(-1)?.at ?? 0);
  return decideOn(tx, request, { before: replay(timeline), at, by });
}

/** What a request makes of an escalation, nothing being written yet. */
export async function decideOn(
  tx: Transaction,
  request: Exclude<Request, OpenRequest>,
  { before, at, by }: { readonly before: Escalation | null; readonly at: Instant; readonly by: Actor },
): Promise<Change | Refusal> {
  if (before?.workspace !== request.workspace) return { code: 'UnknownEscalation' };
  const command = await prepare(tx, request, before, { at, by });
  return changeBy(command, request.workspace, request.escalation, before);
}

function changeBy(
  command: Command,
  workspace: string,
  id: string,
  before: Escalation | null,
): Change | Refusal {
  const decision = decide(before, command);
  if (isRefusal(decision)) return decision;
  const { at, by } = command;
  const events = placed(decision, { workspace, escalation: id, after: before?.seq ?? 0, at, by: by.id });
  const after = replay(events, before);
  return after === null ? { code: 'UnknownEscalation' } : { before, after, events, at };
}

/**
 * Keeps the answer for a redelivery; tells, once the batch has run, whether this was none. A refusal that is corrected
 * under the same key is not kept, yet may come after what was done.
 */
async function keepAnswer(
  tx: Transaction,
  batch: Batch,
  workspace: string,
  inbox: Arrival | undefined,
  answer: Answer,
): Promise<() => boolean> {
  if (inbox === undefined) return () => true;
  if (answer.kind === 'done' || !inbox.isCorrectable) {
    return keepArrival(batch, workspace, inbox, noteOf(answer));
  }
  const known = await findAnswer(tx, workspace, inbox.key);
  return () => known === null;
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

import { MUSTER } from '../domain/command.ts';
import { failedStepOf, peopleOf } from '../domain/effect.ts';
import { type Instant, MINUTE, SECOND } from '../domain/kernel/time.ts';
import { hold } from '../store/budget/hold.ts';
import type { Transaction } from '../store/client.ts';
import { lockEscalation } from '../store/locks.ts';
import { endEffect } from '../store/outbox/finish.ts';
import { putBack } from '../store/outbox/postpone.ts';
import { noteDeparted } from '../store/people/note-presence.ts';
import { forgetPost } from '../store/posts/forget.ts';
import { savePost } from '../store/posts/save.ts';
import { recordDelay } from './channel-delay.ts';
import { type Dispatched, dispatchIn } from './dispatch.ts';
import type { Engine } from './engine.ts';
import type { Job, LeftOut, Outcome, Post } from './gateway.ts';
import { isShutOut } from './outages.ts';
import type { Claim } from './outbox.ts';
import type { Request } from './request.ts';
import { retractFormer, retractSecond } from './retract.ts';
import { together, transact } from './transact.ts';

/** What came of a try. */
export type Tried = {
  readonly outcome: Outcome;
  /** Whether something may have taken effect that has not been found yet. */
  readonly isUnsure: boolean;
  /** Found by a look-up: what stands there, whatever became of the try after it. */
  readonly found?: Post;
};

const FIRST_WAIT = SECOND;
const LONGEST_WAIT = MINUTE;

/**
 * Writes what came of a try together with what it leads to, in one transaction. A worker that lost the lease meanwhile
 * writes nothing, since another one has the effect now; if both have posted, the second message is deleted.
 */
export async function recordOutcome(engine: Engine, claim: Claim, job: Job, tried: Tried): Promise<void> {
  await transact(engine, async (tx) => {
    const locked = await lockEscalation(tx, claim.escalation, engine.clock);
    if (locked === null) return null;
    const at = locked.now;
    const { outcome, found } = tried;
    if (found !== undefined) await savePost(tx, placeOf(claim, job), found);
    switch (outcome.kind) {
      case 'done':
      case 'failed':
      case 'lost':
        return end(tx, engine, claim, job, outcome, at);
      case 'gone':
        return startOver(tx, engine, claim, job, outcome, at);
      case 'later':
      case 'unsure':
        return tryAgain(tx, engine, claim, job, tried, at);
    }
  });
  logOutcome(engine, job, tried.outcome);
  const { outcome } = tried;
  if (isShutOut(outcome)) await engine.outages.suspect(job.workspace, outcome.reason);
  if (outcome.kind === 'done' && outcome.post && job.post === null) {
    await retractSecond(engine, claim, job, outcome.post);
  }
  if (outcome.kind === 'done' && outcome.post && job.former) await retractFormer(engine, job, job.former);
  if (outcome.kind === 'gone' && outcome.isFrozen) await retractFormer(engine, job, outcome.post);
}

type Ended = Extract<Outcome, { kind: 'done' | 'failed' | 'lost' }>;

async function end(
  tx: Transaction,
  engine: Engine,
  claim: Claim,
  job: Job,
  outcome: Ended,
  at: Instant,
): Promise<Dispatched | null> {
  const state = outcome.kind === 'failed' ? 'failed' : 'done';
  if (!(await endEffect(tx, claim.row.id, claim.by, { state, outcome, at }))) return null;
  if (outcome.kind === 'done' && outcome.post) await savePost(tx, placeOf(claim, job), outcome.post);
  const departed = outcome.kind === 'lost' ? [] : (outcome.departed ?? []);
  if (departed.length > 0) await noteDeparted(tx, job.workspace, departed);
  return dispatchAll(tx, engine, requestsAfter(job, outcome), at);
}

/** A card that is deleted or frozen is shown and pinned anew; any other message is posted again if it is still wanted. */
async function startOver(
  tx: Transaction,
  engine: Engine,
  claim: Claim,
  job: Job,
  { post: gone, isFrozen }: Extract<Outcome, { kind: 'gone' }>,
  at: Instant,
): Promise<Dispatched | null> {
  const { escalation, row, by } = claim;
  const how = isFrozen ? 'frozen' : 'deleted';
  if (gone.ts === job.card?.ts) {
    const ended = { state: 'done', outcome: { kind: 'gone' }, at } as const;
    if (!(await endEffect(tx, row.id, by, ended))) return null;
    const cardGone = { type: 'RecordCardGone', how, ...gone, person: null } as const;
    return dispatchIn(tx, engine, { ...cardGone, ...toEscalation(job) }, { at });
  }
  await forgetPost(tx, { escalation, key: row.key }, gone);
  const back = {
    notBefore: at,
    isUnsure: false,
    reason: isFrozen ? 'the message cannot be edited any more' : 'somebody deleted the message',
    inLine: null,
  };
  await putBack(tx, { id: row.id, escalation, key: row.key }, by, back);
  return null;
}

async function tryAgain(
  tx: Transaction,
  engine: Engine,
  claim: Claim,
  job: Job,
  tried: Tried,
  at: Instant,
): Promise<Dispatched | null> {
  const { row, escalation, by } = claim;
  const { outcome, isUnsure } = tried;
  if (outcome.kind !== 'later' && outcome.kind !== 'unsure') return null;
  const isHeld = outcome.kind === 'later' && outcome.method !== undefined;
  const asked = outcome.kind === 'later' ? outcome.afterMs : 0;
  const own = isHeld ? FIRST_WAIT : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(row.attempts, 10));
  const notBefore = at + Math.max(asked, own);
  if (outcome.kind === 'later' && outcome.method !== undefined) {
    await hold(tx, job.workspace, outcome.method, notBefore);
  }
  const isBack = await putBack(tx, { id: row.id, escalation, key: row.key }, by, {
    notBefore,
    isUnsure,
    reason: outcome.reason,
    inLine: isHeld ? placeInLine(engine, claim, job) : null,
  });
  const delay = { workspace: job.workspace, escalation, effect: job.effect, at, until: notBefore, ahead: 0 };
  return isBack && isHeld ? recordDelay(tx, engine, delay) : null;
}

/** Who was let through and turned away by Slack has their old place when Slack takes calls again. */
function placeInLine({ rateLimits }: Engine, { row }: Claim, { effect, post, escalation }: Job) {
  const [budget] = rateLimits(effect, post !== null, escalation.channel?.id ?? null);
  return budget === undefined ? null : { line: budget.line, from: row.waitsFrom ?? row.position };
}

/** What an outcome leads to. */
function requestsAfter(job: Job, outcome: Ended): Request[] {
  const { effect } = job;
  const to = toEscalation(job);
  const swarm = { channel: job.escalation.channel?.id ?? '', person: null };
  if (outcome.kind === 'lost') return [{ type: 'RecordChannelNews', news: outcome.why, ...swarm, ...to }];
  const departures: Request[] = (outcome.departed ?? []).map((person) => ({
    type: 'RecordDeparture',
    person,
    ...to,
  }));
  if (outcome.kind === 'failed') {
    // A failure to post a failure notice causes no further notice, or they would never end.
    if (job.event?.type === 'StepFailed') return departures;
    const people = peopleOf(effect);
    const failure = { step: failedStepOf(job.escalation, effect), people, reason: outcome.reason };
    return [...departures, { type: 'RecordFailure', ...failure, ...to }];
  }
  const requests: Request[] = byReason(outcome.left ?? []).map(([reason, people]) => ({
    type: 'RecordFailure',
    step: 'invite',
    people,
    reason,
    ...to,
  }));
  const { channel, seen, members = [] } = outcome;
  if (channel) requests.push({ type: 'RecordChannel', channel: channel.id, name: channel.name, ...to });
  if (seen !== undefined) {
    requests.push({ type: 'RecordChannelSeen', channel: swarm.channel, lost: seen, members, ...to });
  }
  return [...departures, ...requests];
}

function toEscalation({ workspace, escalation }: Job) {
  return { workspace, escalation: escalation.id, by: MUSTER.id };
}

async function dispatchAll(
  tx: Transaction,
  engine: Engine,
  requests: readonly Request[],
  at: Instant,
): Promise<Dispatched | null> {
  let all: Dispatched | null = null;
  for (const request of requests) {
    const one = await dispatchIn(tx, engine, request, { at });
    all = {
      answer: one.answer,
      newWork: all ? together(all.newWork, one.newWork) : one.newWork,
      commands: all ? [...all.commands, ...one.commands] : one.commands,
    };
  }
  return all;
}

function byReason(left: readonly LeftOut[]): [reason: string, people: string[]][] {
  const groups = new Map<string, string[]>();
  for (const { reason, person } of left) groups.set(reason, [...(groups.get(reason) ?? []), person]);
  return [...groups];
}

function placeOf({ row, escalation }: Claim, { workspace }: Job) {
  return { workspace, escalation, key: row.key };
}

function logOutcome({ log }: Engine, { escalation, effect }: Job, outcome: Outcome): void {
  const facts = { escalation: escalation.id, effect: effect.type, outcome };
  if (outcome.kind === 'failed') log.warn(facts, 'an effect failed for good');
  else log.debug(facts, 'an effect was tried');
}

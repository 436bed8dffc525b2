import { MUSTER } from '../domain/command.ts';
import type { Effect } from '../domain/effect.ts';
import type { PersonId } from '../domain/escalation.ts';
import type { FailedStep } from '../domain/event.ts';
import { type Instant, MINUTE, SECOND } from '../domain/time.ts';
import type { Transaction } from '../store/client.ts';
import { lockEscalation } from '../store/locks.ts';
import { endEffect, hold, putBack } from '../store/outbox.ts';
import { savePost } from '../store/posts.ts';
import { type Dispatched, dispatchIn, together, transact } from './dispatch.ts';
import type { Engine } from './engine.ts';
import type { Job, LeftOut, Outcome, Post } from './gateway.ts';
import type { Claim } from './outbox.ts';
import type { Request } from './request.ts';

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
 * Writes what came of a try together with what it leads to, in one transaction. Whoever lost the lease meanwhile
 * writes nothing: somebody else is at it and will look first.
 */
export async function settle(engine: Engine, claim: Claim, job: Job, tried: Tried): Promise<void> {
  await transact(engine, async (tx) => {
    const locked = await lockEscalation(tx, claim.escalation, engine.clock);
    if (locked === null) return null;
    const at = locked.now;
    const { outcome, found } = tried;
    if (found !== undefined) await savePost(tx, placeOf(claim, job), found);
    switch (outcome.kind) {
      case 'done':
      case 'failed': {
        const end = { state: outcome.kind, outcome, at };
        if (!(await endEffect(tx, claim.row.id, claim.by, end))) return null;
        if (outcome.kind === 'done' && outcome.post) await savePost(tx, placeOf(claim, job), outcome.post);
        return dispatchAll(tx, engine, requestsAfter(job, outcome));
      }
      case 'later':
      case 'unsure':
        await tryAgain(tx, claim, job, tried, at);
        return null;
    }
  });
  logOutcome(engine, job, tried.outcome);
}

async function tryAgain(tx: Transaction, claim: Claim, job: Job, tried: Tried, at: Instant): Promise<void> {
  const { row, escalation, by } = claim;
  const { outcome, isUnsure } = tried;
  if (outcome.kind !== 'later' && outcome.kind !== 'unsure') return;
  const isHeld = outcome.kind === 'later' && outcome.method !== undefined;
  const asked = outcome.kind === 'later' ? outcome.afterMs : 0;
  const own = isHeld ? FIRST_WAIT : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(row.attempts, 10));
  const notBefore = at + Math.max(asked, own);
  if (outcome.kind === 'later' && outcome.method !== undefined) {
    await hold(tx, job.workspace, outcome.method, notBefore);
  }
  await putBack(tx, { id: row.id, escalation, key: row.key }, by, {
    notBefore,
    isUnsure,
    reason: outcome.reason,
  });
}

/** What an outcome leads to. */
function requestsAfter(job: Job, outcome: Outcome): Request[] {
  const { effect, escalation, workspace } = job;
  const to = { workspace, escalation: escalation.id, by: MUSTER.id };
  if (outcome.kind === 'failed') {
    // Failing to tell of a failure is told nobody, or it would never end.
    if (job.event?.type === 'StepFailed') return [];
    const people = peopleOf(effect);
    return [{ type: 'RecordFailure', step: stepOf(effect), people, reason: outcome.reason, ...to }];
  }
  if (outcome.kind !== 'done') return [];
  const requests: Request[] = byReason(outcome.left ?? []).map(([reason, people]) => ({
    type: 'RecordFailure',
    step: 'invite',
    people,
    reason,
    ...to,
  }));
  const { channel } = outcome;
  if (channel) requests.push({ type: 'RecordChannel', channel: channel.id, name: channel.name, ...to });
  return requests;
}

/** Whom the effect was for. */
function peopleOf(effect: Effect): readonly PersonId[] {
  switch (effect.type) {
    case 'Invite':
      return effect.people;
    case 'ShowClaimRequest':
      return [effect.lead];
    case 'Tell':
      return [effect.person];
    default:
      return [];
  }
}

async function dispatchAll(
  tx: Transaction,
  engine: Engine,
  requests: readonly Request[],
): Promise<Dispatched | null> {
  let all: Dispatched | null = null;
  for (const request of requests) {
    const one = await dispatchIn(tx, engine, request, { isLocked: true });
    all = { answer: one.answer, rings: all ? together(all.rings, one.rings) : one.rings };
  }
  return all;
}

function stepOf(effect: Effect): FailedStep {
  switch (effect.type) {
    case 'CreateChannel':
      return 'channel';
    case 'Invite':
      return 'invite';
    case 'ShowCard':
      return 'card';
    case 'PinCard':
      return 'pin';
    case 'ShowTopic':
      return 'topic';
    case 'ShowLine':
      return 'line';
    default:
      return 'message';
  }
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

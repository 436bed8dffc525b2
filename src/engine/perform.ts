import {
  addresseeOf,
  audienceOf,
  effectKey,
  isPossible,
  isStillWanted,
  showsIn,
  showsPresent,
} from '../domain/effect.ts';
import { SECOND } from '../domain/kernel/time.ts';
import { loadStandingAndEvent } from '../store/events/standing.ts';
import { linesChannelOf, SOUGHT } from '../store/lines-channel.ts';
import { renewLease } from '../store/outbox/lease.ts';
import type { StoredPost } from '../store/posts/read.ts';
import type { Engine } from './engine.ts';
import type { Job, Outcome } from './gateway.ts';
import { type Claim, claimNext, LEASE_MS } from './outbox.ts';
import { readersOf } from './readers.ts';
import { recordOutcome, type Tried } from './record-outcome.ts';
import { reportEffect } from './report.ts';

/** A try that throws is a bug; after this many the effect is given up, so that its lane goes on. */
const THROWS = 8;

/** A call may begin only while this much of the lease is left, which is always so while every renewal succeeds. */
const SPARE_MS = 3 * SECOND;

/** Does the next effect of an escalation that can be done now; false when there is none. */
export async function performNext(engine: Engine, escalation: string): Promise<boolean> {
  const asked = performance.now();
  const claim = await claimNext(engine, escalation);
  if (claim === null) return false;
  if (claim === 'postponed') return true;
  const lease = keepLease(engine, claim, asked);
  try {
    await performClaimed(engine, claim, lease.isHeld);
  } finally {
    lease.letGo();
  }
  return true;
}

function performClaimed(engine: Engine, claim: Claim, isHeld: () => boolean): Promise<void> {
  const since = performance.now();
  const { id, effect } = claim.row;
  const attributes = {
    'muster.effect': effect.type,
    'muster.effect_id': id,
    'muster.escalation': claim.escalation,
  };
  return engine.telemetry.span('muster.effect', attributes, async (note) => {
    const job = await jobOf(engine, claim, isHeld);
    const tried = await attempt(engine, claim, job);
    await recordOutcome(engine, claim, job, tried);
    note({ 'muster.outcome': tried.outcome.kind });
    reportEffect(engine, claim, tried.outcome.kind, since);
  });
}

/** All that the gateway needs, read now: an effect shows the present, not the time when it was staged. */
export async function jobOf(
  engine: Engine,
  { row, escalation: id, posts }: Claim,
  isHeld: () => boolean,
): Promise<Job> {
  const { db } = engine;
  const { effect } = row;
  const known = await loadStandingAndEvent(db, id, 'seq' in effect ? effect.seq : null);
  if (known === null) throw new Error(`${effect.type} of ${id}, which has no events`);
  const { escalation, event } = known;
  const isLine = audienceOf(effect) === 'board';
  const linesChannel = isLine ? await linesChannelOf(db, escalation.workspace) : null;
  const shown = posts.get(row.key) ?? null;
  const isFormer = isLine && isElsewhere(shown, linesChannel);
  return {
    workspace: escalation.workspace,
    escalation,
    effect,
    event,
    op: `${id}-${effectKey(effect)}`,
    post: isFormer ? null : shown,
    card: posts.get('card') ?? null,
    linesChannel,
    readers: await readersOf(engine, escalation, effect, linesChannel),
    former: isFormer ? shown : null,
    isHeld,
  };
}

/** Of a channel that was the escalations channel, nobody looks who reads it any more. */
function isElsewhere(post: StoredPost | null, linesChannel: string | null): boolean {
  return post !== null && linesChannel !== null && linesChannel !== SOUGHT && post.channel !== linesChannel;
}

async function attempt(engine: Engine, { row }: Claim, job: Job): Promise<Tried> {
  // When the channel is back, or replaced, everything is staged anew.
  if (!isPossible(job.effect, job.escalation.channel?.lost ?? null)) return NOTHING_TO_DO;
  if (job.linesChannel === SOUGHT) return { outcome: UNKNOWN_YET, isUnsure: row.isUnsure };
  const kept = keepBack(job);
  if (kept !== null) return { outcome: kept, isUnsure: row.isUnsure };
  try {
    return row.isUnsure ? await findOrCall(engine, row.shownSeq, job) : await call(engine, job);
  } catch (error) {
    const reason = 'something went wrong in Muster';
    engine.log.error({ err: error, escalation: job.escalation.id, effect: job.effect }, 'an effect threw');
    const kind = row.attempts + 1 >= THROWS ? 'failed' : 'unsure';
    return { outcome: { kind, reason }, isUnsure: true };
  }
}

const NOTHING_TO_DO: Tried = { outcome: { kind: 'done' }, isUnsure: false };

const UNKNOWN_YET: Outcome = {
  kind: 'later',
  afterMs: 5 * SECOND,
  reason: 'the escalations channel is being looked for',
};

/** What comes of it where nothing may be shown to whoever reads there; null where something may. */
function keepBack({ effect, escalation, post, readers }: Job): Outcome | null {
  switch (showsIn(effect, readers)) {
    case 'whole':
    case 'least':
      return null;
    case 'later':
      return UNKNOWN_READERS;
    case 'nothing': {
      const isAwaited = post === null && isStillWanted(escalation, effect) && addresseeOf(effect) !== null;
      return isAwaited ? NOT_OURS : { kind: 'done' };
    }
  }
}

const UNKNOWN_READERS: Outcome = {
  kind: 'later',
  afterMs: 5 * SECOND,
  reason: 'Slack does not say who reads there',
};

const NOT_OURS: Outcome = {
  kind: 'failed',
  reason: 'they are not a member of this workspace, nor a guest in this swarm',
};

async function call(engine: Engine, job: Job): Promise<Tried> {
  if (job.post === null && !isStillWanted(job.escalation, job.effect)) {
    return NOTHING_TO_DO;
  }
  const outcome = await engine.gateway.perform(job);
  return { outcome, isUnsure: outcome.kind === 'unsure' };
}

/** An earlier try may have taken effect: it is repeated only once a look-up shows that it did not. */
async function findOrCall(engine: Engine, shownSeq: number | null, job: Job): Promise<Tried> {
  const found = await engine.gateway.find(job);
  if (found === null) return call(engine, job);
  if (found.kind !== 'done') return { outcome: found, isUnsure: true };
  const showsAll = shownSeq !== null && shownSeq >= job.escalation.seq;
  if (found.post === undefined || showsAll || !showsPresent(job.effect)) {
    return { outcome: found, isUnsure: false };
  }
  // The message found may be older than the latest event, so it is edited.
  return { ...(await call(engine, { ...job, post: found.post })), found: found.post };
}

/**
 * Renews the lease for as long as the call takes. It is counted from when it was asked for, so that this process never
 * thinks it lasts longer than the database does.
 */
function keepLease(engine: Engine, { row, by }: Claim, asked: number) {
  let until = asked + LEASE_MS;
  const renew = async () => {
    const from = performance.now();
    try {
      if (await renewLease(engine.db, row.id, by, engine.clock, LEASE_MS)) until = from + LEASE_MS;
    } catch (error) {
      engine.log.warn({ err: error, effect: row.id }, 'a lease could not be renewed');
    }
  };
  const timer = setInterval(renew, LEASE_MS / 3);
  return {
    isHeld: () => performance.now() < until - SPARE_MS,
    letGo: () => clearInterval(timer),
  };
}

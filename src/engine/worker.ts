import pTimeout from 'p-timeout';
import { HOUR } from '../domain/kernel/time.ts';
import { forgetBudgets } from '../store/budget/forget.ts';
import { forgetArrivals } from '../store/inbox/forget.ts';
import { waitingEscalations } from '../store/outbox/find-waiting.ts';
import { forgetSnapshots } from '../store/snapshots/forget.ts';
import type { Engine } from './engine.ts';
import { createKeyedWorkQueue } from './keyed-work-queue.ts';
import { performNext } from './perform.ts';
import { fireOverdue, fireRound, fireTimer, ROUND } from './timers.ts';

/** Between two sweeps of the database, which find what no notification told of. */
export const SWEEP_MS = 1_000;
/** A call to Slack that takes longer is left to the next process, which looks up whether it took effect. */
const STOP_MS = 4_000;
/** Slack repeats itself for an hour at most. */
const KEEP_ARRIVALS_DAYS = 3;
/** Longer than two versions of Muster run side by side. */
const KEEP_SNAPSHOTS_DAYS = 3;
/** The longest that effects wait for timers that are being fired. */
const FIRING_MS = 5_000;
/** Escalations that one process works on at a time. */
const AT_ONCE = 8;

export type Worker = {
  /** Begins; returns what is wrong with the queue's set-up, in words. */
  readonly start: () => Promise<string[]>;
  /** Begins nothing new; resolves when the steps under way have ended. */
  readonly rest: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly drain: () => Promise<void>;
  /** Does one escalation's next effect; false when there is none that can be done now. */
  readonly step: (escalation: string) => Promise<boolean>;
  /** When the database was last swept to the end; null before the first time. */
  readonly sweptAt: () => number | null;
};

/** Works off timers and effects: at once when notified, a second or two later when the notification is lost. */
export function createWorker(engine: Engine, sweepMs = SWEEP_MS): Worker {
  const { notifier, log } = engine;
  const spoilt = new Set<string>();
  let firing: Promise<void> = Promise.resolve();
  const rounds = createKeyedWorkQueue(async () => (await fireRound(engine, spoilt)) === ROUND, 1);
  const step = async (escalation: string) => {
    // Timers that are due fire before any effect is performed, so that a slow Slack does not make them late.
    await pTimeout(firing, { milliseconds: FIRING_MS, message: false });
    return performNext(engine, escalation);
  };
  const escalations = createKeyedWorkQueue(step, AT_ONCE);
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<boolean> | undefined;
  let sweptAt: number | null = null;
  let tidiedAt = Number.NEGATIVE_INFINITY;
  let isResting = false;

  /** One notification fires all that is due, so that many at once cost few transactions. */
  async function onTimerJob(id: string, version: number): Promise<void> {
    firing = rounds.work('due').catch((error: unknown) => {
      log.warn({ err: error }, 'a round of timers could not be fired');
    });
    await firing;
    await fireTimer(engine, id, version);
  }

  /** Returns whether there may be more that is overdue. */
  async function sweep(): Promise<boolean> {
    try {
      const fired = await fireOverdue(engine, spoilt, () => !isResting);
      if (isResting) return false;
      const waiting = await waitingEscalations(engine.db, engine.clock, 100);
      for (const escalation of waiting) void work(escalation);
      await tidy();
      sweptAt = engine.now();
      return fired > 0;
    } catch (error) {
      log.error({ err: error }, 'the sweep failed; the next one follows');
      return false;
    }
  }

  async function tidy(): Promise<void> {
    if (engine.now() - tidiedAt < HOUR) return;
    tidiedAt = engine.now();
    await forgetArrivals(engine.db, KEEP_ARRIVALS_DAYS);
    await forgetBudgets(engine.db);
    await forgetSnapshots(engine.db, KEEP_SNAPSHOTS_DAYS);
  }

  async function work(escalation: string): Promise<void> {
    await escalations.work(escalation).catch((error: unknown) => {
      log.error({ err: error, escalation }, 'effects could not be worked off; the sweep tries again');
    });
  }

  function schedule(ms: number): void {
    if (isResting) return;
    timer = setTimeout(async () => {
      sweeping = sweep();
      const hasMore = await sweeping;
      schedule(hasMore ? 0 : sweepMs);
    }, ms);
  }

  async function rest(): Promise<void> {
    isResting = true;
    clearTimeout(timer);
    await Promise.all([rounds.stop(), escalations.stop(), sweeping]);
  }

  return {
    async start() {
      const warnings = await notifier.start({
        timer: onTimerJob,
        effects: work,
      });
      schedule(0);
      return warnings;
    },
    rest,
    async stop() {
      await pTimeout(Promise.all([notifier.stop(), rest()]), { milliseconds: STOP_MS, message: false });
    },
    drain: () => drain(engine),
    step,
    sweptAt: () => sweptAt,
  };
}

/** Effects until quiet and timers that are due, over and over until nothing is left to do at this time. */
async function drain(engine: Engine): Promise<void> {
  for (;;) {
    const fired = await fireOverdue(engine);
    const waiting = await waitingEscalations(engine.db, engine.clock, 1_000);
    let performed = 0;
    for (const escalation of waiting) while (await performNext(engine, escalation)) performed += 1;
    if (fired === 0 && performed === 0) return;
  }
}

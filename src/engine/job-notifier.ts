import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Processor, Queue, Worker } from 'bullmq';
import pTimeout from 'p-timeout';
import { type Instant, SECOND } from '../domain/kernel/time.ts';
import { Silence } from '../store/pool.ts';
import type { ArmedTimer } from '../store/timers/set.ts';
import type { Log } from '../telemetry/log.ts';
import { isOthersJob } from './bullmq.ts';
import { openPostgres, openRedis } from './queue.ts';

/** What a transaction has given workers to do: they are notified of it once it is committed. */
export type NewWork = {
  readonly timers: readonly ArmedTimer[];
  readonly effects: readonly { readonly escalation: string; readonly seq: number }[];
};

/** Tells workers of new work at once. They also sweep the database, which has it all: a lost job only makes it late. */
export type JobNotifier = {
  /** Says that there is something to do. Never blocks, never throws: a lost notification costs lateness, since workers sweep. */
  readonly notify: (newWork: NewWork) => void;
  /**
   * Begins to run jobs, or with null only to add them. Returns what is wrong with the set-up, in words. Rejects with a
   * sentence when the queue cannot be reached.
   */
  readonly start: (handlers: JobHandlers | null) => Promise<string[]>;
  /** Rejects when the queue takes no jobs now. It may take its time. */
  readonly probe: () => Promise<unknown>;
  readonly stop: () => Promise<void>;
};

type JobHandlers = {
  readonly timer: (id: string, version: number) => Promise<void>;
  readonly effects: (escalation: string) => Promise<void>;
};

export type JobNotifierOptions = {
  readonly databaseUrl: string;
  /** Redis when set, Postgres otherwise. */
  readonly redisUrl?: string | undefined;
  readonly log: Log;
  readonly now: () => Instant;
  /** Keeps several installations on one Redis apart. */
  readonly name?: string;
  /** After how long without a sign a connection to Postgres is given up and made anew. */
  readonly silentMs?: number;
};

/** How long stopping waits for a queue that does not answer. */
const STOP_MS = 3 * SECOND;
const COMPLAIN_EVERY = 30 * SECOND;

type TimerJob = { readonly id: string; readonly version: number };
type EffectsJob = { readonly escalation: string };

/** Connects to nothing before the first notification or the start. */
export function createJobNotifier(options: JobNotifierOptions): JobNotifier {
  const { databaseUrl, redisUrl, now, name = 'muster' } = options;
  /** A connection that ends from now on does so because we end it. */
  let isStopping = false;
  const complaint = createComplaint(options);
  const complain = (error: unknown) => isStopping || isNoNews(error) || complaint(error);
  const backend =
    redisUrl === undefined ? openPostgres(databaseUrl, options.silentMs) : openRedis(redisUrl, complain);
  const queues = new Map<string, Queue>();
  const workers: Worker[] = [];
  const timerJobs = createSender((jobs) => queue('timers').addBulk(jobs), onError);
  const effectJobs = createSender((jobs) => queue('effects').addBulk(jobs), onError);

  function onError(error: unknown): void {
    complain(error);
    backend.mend(error);
  }

  function queue(kind: string): Queue {
    let known = queues.get(kind);
    if (known === undefined) {
      known = backend.queue(`${name}-${kind}`);
      known.on('error', onError);
      queues.set(kind, known);
    }
    return known;
  }

  function addWorker<T>(kind: string, concurrency: number, processor: Processor<T>): void {
    const worker = backend.worker(`${name}-${kind}`, processor, concurrency);
    worker.on('error', onError);
    workers.push(worker);
  }

  return {
    notify(newWork) {
      const jobs = jobsFor(newWork, now());
      timerJobs.send(jobs.timerJobs);
      effectJobs.send(jobs.effectJobs);
    },
    async start(handlers) {
      const warnings = await backend.check();
      await Promise.all([queue('timers').waitUntilReady(), queue('effects').waitUntilReady()]);
      if (handlers === null) return warnings;
      addWorker('timers', 10, ({ data }: Job<TimerJob>) => handlers.timer(data.id, data.version));
      addWorker('effects', 50, ({ data }: Job<EffectsJob>) => handlers.effects(data.escalation));
      // A BullMQ worker whose first connection fails never runs a job, so the start fails instead.
      await Promise.all(workers.map((worker) => worker.waitUntilReady()));
      return warnings;
    },
    probe: () => backend.probe(queue('timers')),
    async stop() {
      isStopping = true;
      const sent = Promise.all([timerJobs.end(), effectJobs.end()]);
      const closing = Promise.allSettled([sent, ...workers.map((worker) => worker.close())]).then(() =>
        Promise.allSettled([...queues.values()].map((one) => one.close())),
      );
      await pTimeout(closing, { milliseconds: STOP_MS, message: false });
      backend.close();
    },
  };
}

type Sent = Parameters<Queue['addBulk']>[0][number];

/** What waits for a queue that does not answer: more is dropped, as the sweep finds it all. */
const MOST_WAITING = 10_000;

/** A call costs the queue much more than another job in it does. */
const GATHER_MS = 100;

/**
 * Sends at once what comes after a pause, and otherwise one call at a time: what comes meanwhile, and shortly after, goes
 * with the next.
 */
function createSender(add: (jobs: Sent[]) => Promise<unknown>, onError: (error: unknown) => void) {
  let waiting: Sent[] = [];
  let sending: Promise<void> | null = null;
  let isEnding = false;
  async function sendAll(): Promise<void> {
    while (waiting.length > 0) {
      const jobs = waiting;
      waiting = [];
      try {
        await add(jobs);
      } catch (error) {
        onError(error);
      }
      await sleep(isEnding ? 0 : GATHER_MS);
    }
    sending = null;
  }
  return {
    send(jobs: readonly Sent[]): void {
      if (waiting.length < MOST_WAITING) waiting.push(...jobs);
      if (waiting.length > 0) sending ??= sendAll();
    },
    /** Gathers no longer; resolves when nothing waits. */
    end(): Promise<void> {
      isEnding = true;
      return sending ?? Promise.resolve();
    },
  };
}

/** Jobs hold ids only, and ids are never used twice: BullMQ silently ignores one that it still holds. */
export function jobsFor({ timers, effects }: NewWork, now: Instant) {
  const timerJobs = timers.map(({ id, version, dueAt }) => ({
    name: 'timer',
    data: { id, version } satisfies TimerJob,
    opts: { jobId: `timer-${id}-v${version}`, delay: Math.max(0, dueAt - now) },
  }));
  const effectJobs = effects.map(({ escalation, seq }) => ({
    name: 'effects',
    data: { escalation } satisfies EffectsJob,
    opts: { jobId: `effects-${escalation}-${seq}` },
  }));
  return { timerJobs, effectJobs };
}

/** As when a connection listened and heard nothing, which is made anew. */
function isNoNews(error: unknown): boolean {
  return error instanceof Silence || isOthersJob(error);
}

/** A queue that is away says so with every try to reach it; once in a while is enough. */
function createComplaint({ log, now }: JobNotifierOptions): (error: unknown) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (now() - last < COMPLAIN_EVERY) return;
    last = now();
    log.warn({ err: error }, 'the queue cannot be reached; timers and effects go on, a second or two later');
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Processor, Queue, Worker } from 'bullmq';
import { type Instant, SECOND } from '../domain/kernel/time.ts';
import { Silence } from '../store/client.ts';
import type { ArmedTimer } from '../store/timers.ts';
import type { Log } from '../telemetry/log.ts';
import { openPostgres, openRedis } from './queue.ts';
import { within } from './with-timeout.ts';

/** What to ring about once a transaction is committed. */
export type Rings = {
  readonly timers: readonly ArmedTimer[];
  readonly effects: readonly { readonly escalation: string; readonly seq: number }[];
};

/** Doorbells: they make workers prompt and are never the truth. */
export type Bells = {
  /** Says that there is something to do. Never blocks, never throws: a lost ring costs lateness, since workers sweep. */
  readonly ring: (rings: Rings) => void;
  /** Begins to answer, or with null only to ring; says in words what is wrong with the set-up. Rejects with a sentence when nobody is there. */
  readonly start: (answering: Answering | null) => Promise<string[]>;
  /** Rejects when the queue takes no jobs now. It may take its time. */
  readonly probe: () => Promise<unknown>;
  readonly stop: () => Promise<void>;
};

type Answering = {
  readonly timer: (id: string, version: number) => Promise<void>;
  readonly effects: (escalation: string) => Promise<void>;
};

export type BellsOptions = {
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

/** Connects to nothing before the first ring or the start. */
export function createBells(options: BellsOptions): Bells {
  const { databaseUrl, redisUrl, now, name = 'muster' } = options;
  /** A connection that ends from now on does so because we end it. */
  let isStopping = false;
  const complaint = createComplaint(options);
  const complain = (error: unknown) => isStopping || isNoNews(error) || complaint(error);
  const backend =
    redisUrl === undefined ? openPostgres(databaseUrl, options.silentMs) : openRedis(redisUrl, complain);
  const queues = new Map<string, Queue>();
  const workers: Worker[] = [];
  const timerJobs = createSender((jobs) => queue('timers').addBulk(jobs), hear);
  const effectJobs = createSender((jobs) => queue('effects').addBulk(jobs), hear);

  function hear(error: unknown): void {
    complain(error);
    backend.mend(error);
  }

  function queue(kind: string): Queue {
    let known = queues.get(kind);
    if (known === undefined) {
      known = backend.queue(`${name}-${kind}`);
      known.on('error', hear);
      queues.set(kind, known);
    }
    return known;
  }

  function answer<T>(kind: string, concurrency: number, processor: Processor<T>): void {
    const worker = backend.worker(`${name}-${kind}`, processor, concurrency);
    worker.on('error', hear);
    workers.push(worker);
  }

  return {
    ring(rings) {
      const jobs = jobsFor(rings, now());
      timerJobs.send(jobs.timerJobs);
      effectJobs.send(jobs.effectJobs);
    },
    async start(answering) {
      const warnings = await backend.check();
      await Promise.all([queue('timers').waitUntilReady(), queue('effects').waitUntilReady()]);
      if (answering === null) return warnings;
      answer('timers', 10, ({ data }: Job<TimerJob>) => answering.timer(data.id, data.version));
      answer('effects', 50, ({ data }: Job<EffectsJob>) => answering.effects(data.escalation));
      // One whose first connection fails stays dumb for ever, so it is better not to have started.
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
      await within(STOP_MS, closing);
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
function createSender(add: (jobs: Sent[]) => Promise<unknown>, hear: (error: unknown) => void) {
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
        hear(error);
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
export function jobsFor({ timers, effects }: Rings, now: Instant) {
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

/** What BullMQ says of a job that another worker has by now, or has done with. Its locks decide nothing: leases do. */
const IS_OTHERS = /^(could not renew lock|Missing (key|lock)|Lock mismatch) for job /;

/** As when a connection listened and heard nothing, which is made anew. */
function isNoNews(error: unknown): boolean {
  return error instanceof Silence || (error instanceof Error && IS_OTHERS.test(error.message));
}

/** A queue that is away says so with every try to reach it; once in a while is enough. */
function createComplaint({ log, now }: BellsOptions): (error: unknown) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (now() - last < COMPLAIN_EVERY) return;
    last = now();
    log.warn({ err: error }, 'the queue cannot be reached; timers and effects go on, a second or two later');
  };
}

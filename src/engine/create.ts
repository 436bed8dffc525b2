import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Instant } from '../domain/kernel/time.ts';
import { createDatabase, type Database } from '../store/client.ts';
import { databaseClock } from '../store/clock.ts';
import type { Log } from '../telemetry/log.ts';
import { createTelemetry, type Telemetry } from '../telemetry/telemetry.ts';
import { createAuditor } from './auditor.ts';
import type { Engine } from './engine.ts';
import type { Gateway } from './gateway.ts';
import { probe, type Readiness, readiness, type Vitals } from './health.ts';
import { createJobNotifier, type JobNotifier } from './job-notifier.ts';
import { createOutages } from './outages.ts';
import { type RateLimits, slackLimits } from './rate-limits.ts';
import { createWorker, type Worker } from './worker.ts';

export type EngineOptions = {
  readonly databaseUrl: string;
  /** Jobs go through Redis when set, through Postgres otherwise. */
  readonly redisUrl?: string | undefined;
  /** Keeps several installations on one Redis apart. */
  readonly queueName?: string;
  readonly gateway: Gateway;
  readonly log: Log;
  /** In place of OpenTelemetry's. */
  readonly telemetry?: Telemetry | undefined;
  readonly channelPattern: string;
  /** Sets the time, for tests: it then also judges what is due. */
  readonly now?: (() => Instant) | undefined;
  readonly newId?: () => string;
  /** Shares a connection pool; the caller then ends it. */
  readonly db?: Database;
  /** False in a process that only dispatches: it notifies the workers of others. */
  readonly isWorking?: boolean;
  /** In place of Slack's. */
  readonly rateLimits?: RateLimits | undefined;
  /** In place of BullMQ's. */
  readonly notifier?: JobNotifier | undefined;
  /** Between two sweeps of the database, which find what no notification told of. */
  readonly sweepMs?: number;
};

export type RunningEngine = Engine & {
  /** Begins to work off timers and effects; returns what is wrong with the queue's set-up, in words. */
  readonly start: () => Promise<string[]>;
  /** Begins nothing new, while requests that have come are still answered; resolves when the steps under way have ended. */
  readonly rest: () => Promise<void>;
  /** No new work; what is being done ends, within some seconds. */
  readonly stop: () => Promise<void>;
  /** Does all that is due by the clock, and what follows from it. For tests: nothing is slept on. */
  readonly drain: () => Promise<void>;
  readonly worker: Worker;
  /** Looks whether work lies undone, as it does every few seconds once started. */
  readonly audit: () => Promise<void>;
  /** Whether this process can do its work now; `slack` says what is wrong with its connection, if it has one. */
  readonly readiness: (slack: Vitals['slack']) => Promise<Readiness>;
};

/** Far more than one process works on within minutes, in about a megabyte. */
const ESCALATIONS_REMEMBERED = 10_000;

/** Makes the engine and connects nothing yet: dispatching connects to the database, `start` to the rest. */
export function createEngine(options: EngineOptions): RunningEngine {
  const { databaseUrl, redisUrl, now, log, isWorking = true } = options;
  const db = options.db ?? createDatabase(databaseUrl);
  const time = now ?? Date.now;
  const { gateway } = options;
  const engine: Engine = {
    db,
    now: time,
    clock: databaseClock(now),
    newId: options.newId ?? randomUUID,
    log,
    telemetry: options.telemetry ?? createTelemetry(),
    gateway,
    outages: createOutages({ db, gateway, now: time, log }),
    notifier:
      options.notifier ??
      createJobNotifier({ databaseUrl, redisUrl, log, now: time, name: options.queueName }),
    rateLimits: options.rateLimits ?? slackLimits,
    channelPattern: options.channelPattern,
    readableUpTo: new LRUCache({ max: ESCALATIONS_REMEMBERED }),
  };
  const worker = createWorker(engine, options.sweepMs);
  const auditor = createAuditor(engine);
  return {
    ...engine,
    worker,
    audit: auditor.check,
    async start() {
      const warnings = await (isWorking ? worker.start() : engine.notifier.start(null));
      auditor.start();
      return warnings;
    },
    readiness: async (slack) =>
      readiness({
        ...(await probe(engine)),
        now: time(),
        slack,
        sweptAt: isWorking ? worker.sweptAt() : undefined,
        audited: auditor.last(),
        outages: engine.outages.all(),
      }),
    drain: () => worker.drain(),
    rest: () => worker.rest(),
    async stop() {
      await auditor.stop();
      await worker.stop();
      if (options.db === undefined) await db.$disconnect();
    },
  };
}

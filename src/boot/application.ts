import { type Logger, LogLevel } from '@slack/bolt';
import { createEngine, type RunningEngine } from '../engine/create.ts';
import type { Readiness } from '../engine/health.ts';
import type { RateLimits } from '../engine/rate-limits.ts';
import { createAccounts } from '../slack/accounts.ts';
import { createSlackApp, type SlackApp, type SlackConfig } from '../slack/app.ts';
import { createClient } from '../slack/calls.ts';
import { watchDepartures } from '../slack/departures.ts';
import { createGateway } from '../slack/gateway.ts';
import type { ListenerContext } from '../slack/listener-context.ts';
import { createNames } from '../slack/names.ts';
import { type Provisioned, provisionWorkspace, type RosterConfig } from '../slack/provision-workspace.ts';
import { watchReaders } from '../slack/watch-readers.ts';
import { createDatabase, type Database } from '../store/client.ts';
import type { Log } from '../telemetry/log.ts';

export type ApplicationOptions = {
  /** Web takes from Slack and leaves the work to others, worker does the work alone; without it, both. */
  readonly role?: 'web' | 'worker' | 'all' | undefined;
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly slack: SlackConfig;
  readonly roster: RosterConfig;
  /** How a swarm's channel is named; see `channelName`. */
  readonly channelPattern: string;
  readonly log: Log;
  /** In place of Slack's, for a Slack without limits. */
  readonly rateLimits?: RateLimits | undefined;
  /** Between two looks for people who have left and still have a part in something open. */
  readonly departuresMs?: number | undefined;
  /** How often one person may do something in a minute; without it, as often as they like. */
  readonly actsAMinute?: number | undefined;
  /** Sets the time, for tests. */
  readonly now?: (() => number) | undefined;
};

/** Everything that runs in one process: database, engine, Slack app and background work, wired together once. */
export type Application = {
  readonly db: Database;
  readonly engine: RunningEngine;
  readonly app: SlackApp;
  /** Provisions the workspace, then takes work. Returns warnings in words. */
  readonly start: () => Promise<readonly string[]>;
  /** Takes nothing new, ends what is under way, lets go of everything. */
  readonly stop: () => Promise<void>;
  /** Whether this process can do its work now, and what is wrong if it cannot. */
  readonly readiness: () => Promise<Readiness>;
  readonly clockTrouble: SlackApp['clockTrouble'];
  /** Resolves once the work after acknowledgements that is under way has ended. */
  readonly whenIdle: () => Promise<void>;
};

export function createApplication(options: ApplicationOptions): Application {
  const { databaseUrl, redisUrl, log, channelPattern, role = 'all' } = options;
  const now = options.now ?? Date.now;
  const db = createDatabase(databaseUrl);
  const slack = createClient(options.slack.botToken, options.slack.apiUrl);
  const client = () => slack;
  const names = createNames(db, client, now);
  const background = createBackground(log);
  const { later } = background;
  const accounts = createAccounts({ client, db, log, now, later });
  const gateway = createGateway({ client, names, accounts, now });
  const engine = createEngine({
    databaseUrl,
    redisUrl,
    db,
    gateway,
    log,
    channelPattern,
    rateLimits: options.rateLimits,
    now: options.now,
    isWorking: role !== 'web',
  });
  const { actsAMinute = Number.POSITIVE_INFINITY } = options;
  const listenerContext: ListenerContext = { engine, client, names, accounts, now, actsAMinute, later };
  const readers = watchReaders(listenerContext);
  const app = createSlackApp(listenerContext, options.slack, boltLogger(log), readers.hear);
  const departures = watchDepartures(listenerContext, options.departuresMs);

  let isStopping = false;
  /** Nothing waits for it: it may take minutes, and the next start begins it anew. */
  async function tellRest({ rest, workspace }: Provisioned): Promise<void> {
    try {
      for (const warning of (await rest) ?? []) log.warn({}, warning);
      if (rest !== null) await readers.look(workspace);
    } catch (err) {
      if (!isStopping) log.error({ err }, 'the escalations channel could not be looked for');
    }
  }

  return {
    db,
    engine,
    app,
    whenIdle: background.whenIdle,
    readiness: () => engine.readiness(role === 'worker' ? undefined : app.trouble()),
    clockTrouble: app.clockTrouble,
    async start() {
      if (role === 'worker') return engine.start();
      const provisioned: Provisioned = await provisionWorkspace(db, slack, options.roster, now());
      await readers.start(provisioned.workspace);
      const warnings = await engine.start();
      await app.start(provisioned.workspace);
      departures.start(provisioned.workspace);
      void tellRest(provisioned);
      return [...provisioned.warnings, ...warnings];
    },
    async stop() {
      isStopping = true;
      departures.stop();
      readers.stop();
      const rested = engine.rest();
      if (role !== 'worker') await app.stop();
      await background.whenIdle();
      await rested;
      await engine.stop();
      await db.$disconnect();
    },
  };
}

/** Work that goes on after an acknowledgement: its failure is logged once, and stopping waits for it. */
function createBackground(log: Log) {
  const underWay = new Set<Promise<void>>();
  return {
    later(what: string, work: () => Promise<unknown>): void {
      const run = work().then(
        () => {},
        (error: unknown) => log.error({ err: error, what }, 'could not finish after the acknowledgement'),
      );
      underWay.add(run);
      void run.finally(() => underWay.delete(run));
    },
    async whenIdle(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** Bolt's own words go to our log, a level lower: its information is our detail. */
function boltLogger(log: Log): Logger {
  const words = (parts: unknown[]) =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ');
  return {
    debug: () => {},
    info: (...parts) => log.debug({ from: 'bolt' }, words(parts)),
    warn: (...parts) => log.warn({ from: 'bolt' }, words(parts)),
    error: (...parts) => log.error({ from: 'bolt' }, words(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}

import { randomUUID } from 'node:crypto';
import { HOUR, SECOND } from '../../../src/domain/kernel/time.ts';
import type { RunningEngine } from '../../../src/engine/create.ts';
import { dispatch } from '../../../src/engine/dispatch.ts';
import { createJobNotifier, type JobNotifier } from '../../../src/engine/job-notifier.ts';
import type { Request } from '../../../src/engine/request.ts';
import type { Log } from '../../../src/telemetry/log.ts';
import { type TestDatabase, testDatabase } from '../database.ts';
import { type DatabaseServer, startDatabaseServer } from '../database-server.ts';
import { bench, opening } from '../engine.ts';
import { startRedis, type TestRedis } from '../redis.ts';
import type { SlackRecorder } from '../slack-recorder.ts';
import { startTcpProxy, type TcpProxy } from '../tcp-proxy.ts';

export type Backend = 'Redis' | 'Postgres' | 'Postgres of its own';

/** An engine at work by the real clock, whose job notifier alone goes through a proxy; all else it has is well. */
export type QueueScene = {
  readonly engine: RunningEngine;
  readonly database: TestDatabase;
  readonly slack: SlackRecorder;
  readonly proxy: TcpProxy;
  /** Throws on the Postgres backend. */
  readonly redis: TestRedis;
  /** Throws unless it is a Postgres of its own. */
  readonly server: DatabaseServer;
  /** The connections of the job notifier have this at the front of their application name. */
  readonly queueName: string;
  /** How long each dispatch took, in ms. */
  readonly waits: number[];
  /** What was logged as wrong. */
  readonly complaints: string[];
  /** Whether a job ran for this escalation's effects. */
  readonly heard: (escalation: string) => boolean;
  /** How many notifications left something behind that a dispatch could wait for. */
  readonly waitedFor: () => number;
  /** Notifies of something that is not there; whether its job runs shows whether any does. */
  readonly tryJob: () => string;
  readonly ask: (request: Request) => ReturnType<typeof dispatch>;
  /** Opens an escalation whose customer is promised an update after so many ms; returns its id. */
  readonly open: (promisedInMs: number) => Promise<string>;
  readonly stop: () => Promise<void>;
};

export async function setQueueScene(
  backend: Backend,
  settings?: Record<string, string>,
): Promise<QueueScene> {
  const server = backend === 'Postgres of its own' ? await startDatabaseServer() : undefined;
  const database = server?.database ?? (await testDatabase());
  const redis = backend === 'Redis' ? await startRedis(settings) : undefined;
  const target = new URL(redis?.url ?? database.url);
  const proxy = await startTcpProxy({ host: target.hostname, port: Number(target.port) });
  const queueName = `queue-${randomUUID().slice(0, 8)}`;
  const complaints: string[] = [];
  const notifier = eavesdrop(
    createJobNotifier({
      databaseUrl: `${proxy.through(database.url)}?application_name=${queueName}`,
      redisUrl: redis && proxy.through(redis.url),
      log: collect(complaints),
      now: Date.now,
      name: queueName,
    }),
  );
  const it = await bench(database);
  const engine = it.another({ now: undefined, notifier: notifier.notifier, log: collect(complaints) });
  const waits: number[] = [];

  async function ask(request: Request) {
    const began = performance.now();
    const answer = await dispatch(engine, request);
    waits.push(performance.now() - began);
    return answer;
  }

  await engine.start();
  return {
    engine,
    database,
    slack: it.slack,
    proxy,
    get redis() {
      if (redis === undefined) throw new Error('there is no Redis behind this queue');
      return redis;
    },
    get server() {
      if (server === undefined) throw new Error('others have their database on this server');
      return server;
    },
    queueName,
    waits,
    complaints,
    heard: (escalation) => notifier.heard.has(escalation),
    waitedFor: notifier.waitedFor,
    tryJob() {
      const escalation = randomUUID();
      engine.notifier.notify({ timers: [], effects: [{ escalation, seq: 1 }] });
      return escalation;
    },
    ask,
    async open(promisedInMs) {
      const promisedAt = Date.now() + promisedInMs;
      const answer = await ask(opening({ ticket: randomUUID(), promisedAt, teams: [] }));
      if (answer.kind === 'refused') throw new Error(`refused: ${JSON.stringify(answer.refusal)}`);
      return answer.escalation.id;
    },
    async stop() {
      await engine.stop();
      await proxy.stop();
      await redis?.stop('SIGKILL');
      await (server?.discard() ?? database.stop());
    },
  };
}

/** A real job notifier, and for which escalations a job ran. */
function eavesdrop(notifier: JobNotifier) {
  const heard = new Set<string>();
  let waitedFor = 0;
  const listening: JobNotifier = {
    ...notifier,
    notify(newWork) {
      const left: unknown = notifier.notify(newWork);
      if (left !== undefined) waitedFor += 1;
      return left as undefined;
    },
    start: (handlers) =>
      notifier.start(
        handlers && {
          timer: handlers.timer,
          effects: (escalation) => {
            heard.add(escalation);
            return handlers.effects(escalation);
          },
        },
      ),
  };
  return { notifier: listening, heard: heard as ReadonlySet<string>, waitedFor: () => waitedFor };
}

function collect(lines: string[]): Log {
  const note = (facts: object, message: string) => {
    const { err } = facts as { err?: Error };
    lines.push(err ? `${message}: ${err.message}` : message);
  };
  return { debug: () => {}, info: () => {}, warn: note, error: note };
}

/** Further away than any test takes. */
export const LATER = HOUR;
/** A job runs in milliseconds; the sweep comes each second. */
export const LATE_MS = 5 * SECOND;

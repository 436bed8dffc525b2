import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Application, createApplication } from '../../src/boot/application.ts';
import { parseConfigFile } from '../../src/config/file.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/start.ts';
import type { SlackConfig } from '../../src/slack/app.ts';
import type { Log } from '../../src/telemetry/log.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { nextMoment } from './next-moment.ts';

export { markup, words } from './words.ts';

const root = new URL('../../', import.meta.url);
const read = (name: string) => readFileSync(fileURLToPath(new URL(name, root)), 'utf8');

export type StoryOptions = {
  readonly mode?: 'socket' | 'http';
  readonly redisUrl?: string;
  /** Lets Slack answer as it does on a bad day. */
  readonly interceptCall?: SandboxOptions['interceptCall'];
  /** Lets Slack send other things than it would. */
  readonly interceptDelivery?: SandboxOptions['interceptDelivery'];
  /** How long Slack waits for an acknowledgement, in ms; its own 3 s if not given. */
  readonly ackTimeoutMs?: number;
  /** What Muster may log as wrong without failing the story. */
  readonly expectLogged?: RegExp;
  /** Acknowledgements that may be missing. */
  readonly expectFaults?: RegExp;
  /** How often one person may do something. */
  readonly actsAMinute?: number;
  /** Lets no time pass by itself, so that none of what is measured is the machine's. */
  readonly isClockStill?: boolean;
  /** Between two looks for departures that are not recorded yet. */
  readonly departuresMs?: number;
  /** Web takes from Slack, and what it is to do there stays undone; without it, all is done. */
  readonly role?: 'web';
  /** Slack's, on unless switched off. */
  readonly rateLimits?: boolean;
  /** In place of one of the story's own. */
  readonly database?: TestDatabase;
  /** Leads Muster to its database by another way, on which things may go wrong. */
  readonly ledThrough?: (databaseUrl: string) => Promise<string>;
};

/** Muster as it ships, in front of a sandbox and a database of its own. The time is real until it is moved on. */
export type Story = {
  readonly sandbox: Sandbox;
  readonly context: Application;
  readonly database: TestDatabase;
  now(): number;
  /** Lets this much time pass, and everything happen that is due by then. */
  pass(ms: number): Promise<void>;
  /** The same, without waiting for what cannot be done now. */
  elapse(ms: number): Promise<void>;
  /** Resolves once nothing is left to do. */
  quiet(): Promise<void>;
  /** Stops Muster, lets this much time pass, and starts it again on the same database and sandbox. */
  restart(ms?: number): Promise<void>;
  stop(): Promise<void>;
};

export async function startStory(options: StoryOptions = {}): Promise<Story> {
  const database = options.database ?? (await testDatabase());
  let offset = 0;
  const began = Date.now();
  const now = () => (options.isClockStill ? began : Date.now()) + offset;
  const databaseUrl = (await options.ledThrough?.(database.url)) ?? database.url;
  const { interceptCall, interceptDelivery, ackTimeoutMs } = options;
  const manifest = read('manifest.yml');
  const sandbox = await startSandbox({
    manifest,
    port: 0,
    now,
    interceptCall,
    interceptDelivery,
    ackTimeoutMs,
    ...(options.rateLimits === undefined ? {} : { rateLimits: options.rateLimits }),
  });
  const problems: string[] = [];
  let running = await run();

  async function run(): Promise<{ context: Application; server: Server | null }> {
    const file = parseConfigFile(read('muster.yml'), 'muster.yml');
    const context = createApplication({
      role: options.role,
      databaseUrl,
      redisUrl: options.redisUrl,
      slack: slackConfig(sandbox, options.mode ?? 'socket'),
      roster: file,
      channelPattern: file.channelName,
      departuresMs: options.departuresMs,
      actsAMinute: options.actsAMinute,
      log: collect(problems),
      now,
    });
    const warnings = await context.start();
    expect(warnings).toEqual([]);
    // Whom it finds gone at its start is then found by that, and by nothing else.
    await context.whenIdle();
    const server = context.app.requests === null ? null : createServer(context.app.requests);
    if (server) {
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      await sandbox.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
    } else {
      await sandbox.until(() => sandbox.connections() > 0);
    }
    return { context, server };
  }

  async function halt(): Promise<void> {
    running.server?.closeAllConnections();
    running.server?.close();
    await running.context.stop();
  }

  const story: Story = {
    sandbox,
    database,
    now,
    get context() {
      return running.context;
    },
    async quiet() {
      await running.context.whenIdle();
      await running.context.engine.drain();
      // What a worker has in hand holds up what comes after it, and Slack's rate limits hold up what comes too fast.
      for (let next = await nextMoment(database); next !== null; next = await nextMoment(database)) {
        offset += Math.max(0, next - now());
        await new Promise((look) => setTimeout(look, 5));
        await running.context.engine.drain();
      }
    },
    async pass(ms) {
      offset += ms;
      await story.quiet();
    },
    async elapse(ms) {
      offset += ms;
      await running.context.whenIdle();
      await running.context.engine.drain();
    },
    async restart(ms = 0) {
      await halt();
      offset += ms;
      running = await run();
    },
    async stop() {
      await halt();
      await sandbox.stop();
      if (options.database === undefined) await database.stop();
      const faults = sandbox.appErrors.log.filter((fault) => !options.expectFaults?.test(fault));
      expect(faults, 'acknowledgements later than 3 s, and bad answers').toEqual([]);
      // Whoever moves the time on for hours has timers that were due hours ago.
      const isExpected = /^work lies undone/;
      const unexpected = problems.filter(
        (problem) => !isExpected.test(problem) && !options.expectLogged?.test(problem),
      );
      expect(unexpected, 'what Muster logged as wrong').toEqual([]);
    },
  };
  return story;
}

/** One story for the tests of a file, told in order. */
export function tellStory(options: StoryOptions = {}): { readonly story: Story } {
  const told: { story?: Story } = {};
  beforeAll(async () => {
    told.story = await startStory(options);
  });
  afterAll(() => told.story?.stop());
  return told as { story: Story };
}

function slackConfig(sandbox: Sandbox, mode: 'socket' | 'http'): SlackConfig {
  const { botToken, appToken, signingSecret, apiUrl } = sandbox;
  return mode === 'http' ? { mode, botToken, signingSecret, apiUrl } : { mode, botToken, appToken, apiUrl };
}

function collect(problems: string[]): Log {
  const note = (facts: object, message: string) => {
    const { err } = facts as { err?: Error };
    problems.push(err ? `${message}: ${err.stack ?? err.message}` : `${message} ${JSON.stringify(facts)}`);
  };
  return { debug: () => {}, info: () => {}, warn: note, error: note };
}

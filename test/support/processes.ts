import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { findProgram } from '../../scripts/programs.mjs';
import type { Told } from '../../src/boot/readiness.ts';
import { createEngine } from '../../src/engine/create.ts';
import { dispatch } from '../../src/engine/dispatch.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { bundleProgram } from './bundle.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { opening } from './engine.ts';
import { redisAvailable, startRedis, type TestRedis } from './redis.ts';
import type { Stage } from './script.ts';
import { createSlackRecorder } from './slack-recorder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where the queue is: Postgres carries it too, unless there is a Redis. For `describe.each`. */
export const queues: [name: 'Postgres' | 'Redis'][] = redisAvailable
  ? [['Postgres'], ['Redis']]
  : [['Postgres']];

/** For `describe.skipIf(!clockAvailable)`: without it no process can be told a wrong time. */
export const clockAvailable = findProgram('Faketime') !== undefined;

export type Child = {
  readonly child: ChildProcess;
  /** Resolves once it says that it is up. */
  readonly up: () => Promise<void>;
  /** All that it wrote. */
  readonly text: () => string;
  readonly isRunning: () => boolean;
  /** What `/readyz` answers. */
  readonly ready: () => Promise<Told>;
  /** Asks it to stop; returns after how many ms it was gone, and with which code. */
  readonly stop: () => Promise<{ readonly ms: number; readonly code: number | null }>;
};

/** A Slack, a database and perhaps a Redis, and any number of real Muster processes on them. */
export type Installation = {
  readonly sandbox: Sandbox;
  readonly database: TestDatabase;
  readonly redis: TestRedis | undefined;
  /** For what looks at a story from outside. Nothing moves its time. */
  readonly stage: Stage;
  /** @param clock by how much its clock is wrong, such as "+60s" */
  readonly start: (role: string, env?: Readonly<Record<string, string>>, clock?: string) => Child;
  readonly stop: () => Promise<void>;
};

export async function startInstallation(queue: 'Postgres' | 'Redis'): Promise<Installation> {
  const database = await testDatabase();
  const redis = queue === 'Redis' ? await startRedis() : undefined;
  const manifest = await readFile(join(root, 'manifest.yml'), 'utf8');
  const sandbox = await startSandbox({ manifest, rateLimits: false });
  const program = await bundleProgram('src/main.ts');
  const folder = await mkdtemp(join(tmpdir(), 'muster-processes-'));
  await cp(join(root, 'muster.yml'), join(folder, 'muster.yml'));
  const children: Child[] = [];
  return {
    sandbox,
    database,
    redis,
    stage: {
      sandbox,
      database,
      now: Date.now,
      pass: () => Promise.reject(new Error('the time of real processes cannot be moved')),
      quiet: () => quiet(database),
    },
    start(role, env = {}, clock) {
      const child = startChild(
        program,
        folder,
        {
          MUSTER_ROLE: role,
          SLACK_BOT_TOKEN: sandbox.botToken,
          SLACK_APP_TOKEN: sandbox.appToken,
          SLACK_API_URL: sandbox.apiUrl,
          DATABASE_URL: database.url,
          ...(redis ? { REDIS_URL: redis.url } : {}),
          PORT: '0',
          LOG_LEVEL: 'warn',
          ...env,
        },
        clock,
      );
      children.push(child);
      return child;
    },
    async stop() {
      await Promise.all(children.map((child) => child.stop()));
      await sandbox.stop();
      await redis?.stop();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens escalations from outside, by the right time, and leaves the work to the processes. */
export function createOpener({ database, sandbox }: Installation) {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const engine = createEngine({
    databaseUrl: database.url,
    db: database.db,
    log,
    gateway: createSlackRecorder().gateway,
    channelPattern: 'esc-{number}-{customer}-{title}',
    isWorking: false,
  });
  return {
    /** Returns its id. */
    async open(promisedInMs: number): Promise<string> {
      const { key } = await database.db.playbook.findFirstOrThrow();
      const request = opening({
        workspace: sandbox.workspaceId,
        by: sandbox.person('riley').id,
        ticket: randomUUID(),
        playbook: key,
        promisedAt: Date.now() + promisedInMs,
      });
      const answer = await dispatch(engine, request);
      if (answer.kind === 'refused') throw new Error(`refused: ${JSON.stringify(answer.refusal)}`);
      return answer.escalation.id;
    },
    stop: () => engine.stop(),
  };
}

/** Resolves once nothing is left to do in Slack. */
async function quiet({ db }: TestDatabase): Promise<void> {
  const where = { state: { in: ['pending' as const, 'running' as const] } };
  await vi.waitUntil(async () => (await db.effect.count({ where })) === 0, { timeout: 60_000, interval: 50 });
}

/** Whether no process of a group is left. */
function isGone(group: number): boolean {
  try {
    process.kill(group, 0);
    return false;
  } catch {
    return true;
  }
}

function startChild(file: string, folder: string, env: Record<string, string>, clock?: string): Child {
  const { PATH } = process.env;
  const command = [process.execPath, file];
  const [program = '', ...args] =
    clock === undefined ? command : [findProgram('Faketime') as string, '-f', clock, ...command];
  const child = spawn(program, args, {
    cwd: folder,
    // Only what the clock says is wrong: seconds are as long as they are.
    env: { PATH, ...env, ...(clock === undefined ? {} : { FAKETIME_DONT_FAKE_MONOTONIC: '1' }) },
    stdio: 'pipe',
    // Faketime starts the program beside itself: the two are asked, and go, together.
    detached: true,
  });
  const group = -(child.pid ?? 0);
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      out += chunk;
    });
  }
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    child,
    text: () => out,
    isRunning,
    async up() {
      await vi.waitUntil(() => out.includes('Muster: up') || !isRunning(), { timeout: 90_000 });
      if (!isRunning()) throw new Error(`it ended before it was up:\n${out}`);
    },
    async ready() {
      const [address] = /http:\/\/localhost:\d+/.exec(out) ?? [];
      const answer = await fetch(`${address}/readyz`);
      return (await answer.json()) as Told;
    },
    async stop() {
      const asked = performance.now();
      if (isRunning()) {
        const gone = once(child, 'exit');
        process.kill(group, 'SIGCONT');
        process.kill(group, 'SIGTERM');
        await gone;
        await vi.waitUntil(() => isGone(group), { timeout: 20_000 });
      }
      return { ms: performance.now() - asked, code: child.exitCode };
    },
  };
}

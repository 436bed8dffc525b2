import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { build } from '../../scripts/build.mjs';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { script } from '../story/scripts/changes.ts';
import { emptyDatabase, type TestDatabase } from '../support/database.ts';
import { play } from '../support/script.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Holds `dist` and nothing else; no package is to be found from there. */
let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'muster-build-'));
  folder = await mkdtemp(join(tmpdir(), 'muster-production-'));
  await build(elsewhere);
  await cp(elsewhere, join(folder, 'dist'), { recursive: true });
  await rm(elsewhere, { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what is built is small', async () => {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map((name) => stat(join(folder, name))));
  const bytes = sizes.reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
  console.log(`The build takes ${(bytes / 1e6).toFixed(1)} MB.`);
  expect(bytes).toBeLessThan(25e6);
  expect(names).not.toContain('dist/node_modules');
});

describe('what is built, in an empty folder without packages', { timeout: 60_000 }, () => {
  let sandbox: Sandbox;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await emptyDatabase();
    const manifest = await readFile(join(root, 'manifest.yml'), 'utf8');
    sandbox = await startSandbox({ manifest, rateLimits: false });
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await sandbox.stop();
    await database.stop();
  });

  test('applies the migrations, works a whole escalation, and stops at SIGTERM', async () => {
    const muster = start({
      DATABASE_URL: database.url,
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      SLACK_API_URL: sandbox.apiUrl,
    });
    await vi.waitUntil(() => muster.out().includes('Muster: up') || muster.hasEnded(), { timeout: 30_000 });
    expect(muster.out()).toMatch(/^Migrations: applied \d+_/m);
    expect(muster.out()).toContain('App: connected over Socket Mode');
    const address = /http:\/\/localhost:\d+/.exec(muster.out())?.[0];
    await expect.poll(() => fetch(`${address}/readyz`).then((answer) => answer.status)).toBe(200);
    console.log(`The build at rest takes ${await memoryOf(muster.child)} MB.`);

    await play(
      {
        sandbox,
        database,
        now: Date.now,
        pass: () => Promise.reject(new Error('the time of real processes cannot be moved')),
        quiet: () => quiet(database),
      },
      script,
    );
    expect((await fetch(`${address}/readyz`)).status).toBe(200);

    muster.child.kill('SIGTERM');
    expect(await muster.ended()).toBe(0);
    expect(await readdir(folder)).toEqual(['dist']);
  });

  test('says in a sentence that it has no Postgres of its own', async () => {
    expect(await refusal({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' })).toMatch(
      /^There is no DATABASE_URL, and the embedded Postgres is not installed here: set DATABASE_URL/,
    );
  });

  test('says in a sentence that it has no Slack of its own', async () => {
    expect(await refusal({ DATABASE_URL: database.url })).toMatch(
      /^DATABASE_URL is set, but there are no Slack credentials, and the sandbox .*: set SLACK_BOT_TOKEN/,
    );
  });
});

async function quiet({ db }: TestDatabase): Promise<void> {
  const where = { state: { in: ['pending' as const, 'running' as const] } };
  await vi.waitUntil(async () => (await db.effect.count({ where })) === 0, { timeout: 20_000 });
}

/** What a start that cannot succeed says: one sentence and nothing else. */
async function refusal(env: Record<string, string>): Promise<string> {
  const muster = start(env);
  expect(await muster.ended()).toBe(1);
  const lines = muster.errors().trim().split('\n');
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ['dist/main.mjs'], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: 'pipe',
  });
  children.push(child);
  const text = { out: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text.errors += chunk;
  });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const ended = async (): Promise<number | null> => {
    if (!hasEnded()) await once(child, 'close');
    return child.exitCode;
  };
  return { child, out: () => text.out, errors: () => text.errors, hasEnded, ended };
}

/** Resident memory in MB where the system tells it. */
async function memoryOf({ pid }: ChildProcess): Promise<number | string> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(status)?.[1];
  return kilobytes === undefined ? 'unknown' : Math.round(Number(kilobytes) / 1_024);
}

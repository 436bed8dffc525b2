import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, lstat, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findOldTimeZones } from '../../src/boot/time-zones.ts';
import { stopOrphan } from '../../src/postgres/embedded.ts';
import { describeProcess } from '../../src/postgres/process-info.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { bundleProgram } from '../support/bundle.ts';
import { redisAvailable, startRedis } from '../support/redis.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What `npm start` runs, which takes three times as long to start as the one file of the same modules. */
const NPM_START = join(root, 'scripts/start.mjs');
const NPM_RUN_RESET = join(root, 'scripts/reset.mjs');
let bundled: string;
beforeAll(async () => {
  bundled = await bundleProgram('src/main.ts');
});

let folder: string;
let ports: { PORT: string; SANDBOX_PORT: string };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-start-'));
  // Open to the server's user, which is not us when we are root.
  await chmod(folder, 0o755);
  await cp(join(root, 'muster.yml'), join(folder, 'muster.yml'));
  ports = { PORT: String(await getPort()), SANDBOX_PORT: String(await getPort()) };
  return async () => {
    await stopOrphan(join(folder, '.muster/postgres')).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  };
});

describe('npm start', { timeout: 120_000 }, () => {
  test('says a line per phase and the page last, stops in order at Ctrl-C, and starts again', async () => {
    const warning = findOldTimeZones();
    for (const migrations of [/^Migrations: applied /, /^Migrations: nothing to apply$/]) {
      const muster = start({}, NPM_START);
      await muster.up();
      expect(muster.lines()).toEqual([
        expect.stringMatching(/^Web: /),
        expect.stringMatching(/^Postgres: embedded/),
        expect.stringMatching(migrations),
        'Queue: in Postgres',
        expect.stringMatching(/^Sandbox: /),
        expect.stringMatching(/^App: connected/),
        expect.stringMatching(/^Muster: up after [\d.]+ s/),
        expect.stringMatching(pageAddress()),
      ]);
      expect((await fetch(`http://localhost:${ports.PORT}/healthz`)).status).toBe(200);
      await expect
        .poll(() => fetch(`http://localhost:${ports.PORT}/readyz`).then((answer) => answer.json()), {
          timeout: 10_000,
        })
        .toEqual({ isReady: true, parts: warning === undefined ? [] : ['time zones'] });
      expect(await readableByOthers()).toEqual([]);
      const postgres = await postgresPid();
      const asked = performance.now();
      muster.child.kill('SIGINT');
      expect(await muster.ended()).toBe(0);
      expect(performance.now() - asked).toBeLessThan(5_000);
      expect(await describeProcess(postgres)).toBeUndefined();
      expect(muster.warnings()).toEqual(warning === undefined ? [] : [warning]);
    }
  });

  test('stops for SIGTERM too, and while it is still starting', async () => {
    const muster = start();
    await expect.poll(muster.lines, { timeout: 50_000 }).toContainEqual(expect.stringMatching(/^Postgres:/));
    const postgres = await postgresPid();
    muster.child.kill('SIGTERM');
    expect(await muster.ended()).toBe(0);
    expect(await describeProcess(postgres)).toBeUndefined();
  });

  test('stops when the npm that started it is gone, though nobody told it', async () => {
    const { PATH } = process.env;
    const command = `"${process.execPath}" "${NPM_START}"; true`;
    const env = { PATH, ...ports, npm_lifecycle_event: 'start' };
    const shell = spawn('sh', ['-c', command], { cwd: folder, env, stdio: 'pipe' });
    const health = () =>
      fetch(`http://localhost:${ports.PORT}/healthz`).then(
        (answer) => answer.status,
        () => 0,
      );
    await expect.poll(health, { timeout: 50_000 }).toBe(200);
    const postgres = await postgresPid();
    shell.kill('SIGTERM');
    await expect.poll(() => describeProcess(postgres), { timeout: 10_000 }).toBeUndefined();
    await expect.poll(health, { timeout: 5_000 }).toBe(0);
  });

  test('goes on after kill -9 with the database that was left running', async () => {
    const killed = start();
    await killed.up();
    const postgres = await postgresPid();
    killed.child.kill('SIGKILL');
    await killed.ended();
    const muster = start();
    await muster.up();
    expect(await postgresPid()).toBe(postgres);
    muster.child.kill('SIGINT');
    expect(await muster.ended()).toBe(0);
    expect(await describeProcess(postgres)).toBeUndefined();
  });

  test('with a signing secret takes what Slack sends to /slack/events, beside /healthz', async () => {
    const manifest = await readFile(join(root, 'manifest.yml'), 'utf8');
    const sandbox = await startSandbox({ manifest });
    const muster = start({
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_SIGNING_SECRET: sandbox.signingSecret,
      SLACK_API_URL: sandbox.apiUrl,
    });
    await expect.poll(muster.lines, { timeout: 50_000 }).toContainEqual(expect.stringMatching(/^Muster: up/));
    expect(muster.lines()).toContain('App: waiting for Slack at /slack/events');
    const address = `http://localhost:${ports.PORT}`;
    // Slack sends a challenge first, and the sandbox refuses an address that does not answer it.
    await sandbox.deliverTo(`${address}/slack/events`);
    expect((await fetch(`${address}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    muster.child.kill('SIGINT');
    expect(await muster.ended()).toBe(0);
    await sandbox.stop();
  });

  test.skipIf(!redisAvailable)('keeps its queue on Redis when there is a REDIS_URL', async () => {
    const redis = await startRedis();
    const muster = start({ REDIS_URL: redis.url });
    await muster.up();
    expect(muster.lines()).toContain(`Queue: on the Redis at 127.0.0.1:${redis.port}`);
    muster.child.kill('SIGINT');
    expect(await muster.ended()).toBe(0);
    await redis.stop();
  });

  test('refuses a second one in the same folder, and so does a reset', async () => {
    const muster = start();
    await muster.up();
    expect(await refusal({ PORT: '0', SANDBOX_PORT: '0' })).toBe(
      `Muster already runs in this folder (process ${muster.child.pid}): stop that one first, or start this one from another clone.`,
    );
    expect(await reset()).toContain(`Muster runs in this folder (process ${muster.child.pid})`);
    muster.child.kill('SIGINT');
    await muster.ended();
    expect(await reset()).toContain('.muster is empty');
    expect(await readdir(join(folder, '.muster'))).toEqual([]);
  });
});

describe('one sentence and exit code 1, without a stack trace, for', { timeout: 60_000 }, () => {
  test('a busy PORT', async () => {
    const server = createServer().listen(Number(ports.PORT));
    expect(await refusal({})).toBe(
      `Port ${ports.PORT} is taken by another program: stop that one, or set PORT to another number.`,
    );
    server.close();
  });

  test('a busy SANDBOX_PORT', async () => {
    const server = createServer().listen(Number(ports.SANDBOX_PORT), '127.0.0.1');
    expect(await refusal({})).toMatch(new RegExp(`Port ${ports.SANDBOX_PORT} is in use: set SANDBOX_PORT`));
    server.close();
  });

  test('a DATABASE_URL where nothing listens', async () => {
    const url = `postgresql://me:secret@127.0.0.1:${await getPort()}/muster`;
    const credentials = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
    const sentence = await refusal({ ...credentials, DATABASE_URL: url });
    expect(sentence).toMatch(/^The database at 127.*nothing listens there.*check DATABASE_URL/);
    expect(sentence).not.toContain('secret');
  });

  test('a REDIS_URL where nothing listens', async () => {
    expect(await refusal({ REDIS_URL: `redis://127.0.0.1:${await getPort()}` })).toMatch(
      /^Redis at REDIS_URL/,
    );
  });

  test('a Slack that does not answer', async () => {
    const env = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
    const url = `http://127.0.0.1:${await getPort()}/api/`;
    expect(await refusal({ ...env, SLACK_API_URL: url })).toMatch(
      /^Slack does not answer.*check SLACK_API_URL/,
    );
  });

  test('half-set Slack credentials', async () => {
    const sentence = /^SLACK_BOT_TOKEN is set, but neither/;
    expect(await refusal({ SLACK_BOT_TOKEN: 'xoxb-1' })).toMatch(sentence);
    expect(await refusal({ SLACK_BOT_TOKEN: 'xoxb-1' }, NPM_START)).toMatch(sentence);
  });

  test('production without Slack credentials, also when .env says so', async () => {
    expect(await refusal({ NODE_ENV: 'production' })).toMatch(
      /^NODE_ENV is production, .*no Slack credentials: set SLACK_BOT_TOKEN, with SLACK_APP_TOKEN/,
    );
    await writeFile(join(folder, '.env'), 'NODE_ENV=production\nSLACK_BOT_TOKEN=\n');
    expect(await refusal({})).toMatch(/^NODE_ENV is production/);
  });

  test('the sandbox beside a DATABASE_URL', async () => {
    expect(await refusal({ DATABASE_URL: 'postgresql://me@127.0.0.1/muster' })).toMatch(
      /^DATABASE_URL is set, but there are no Slack credentials.*: set SLACK_BOT_TOKEN/,
    );
  });

  test('a wrong value in .env', async () => {
    await writeFile(join(folder, '.env'), 'LOG_LEVEL=loud\n');
    expect(await refusal({})).toMatch(/^LOG_LEVEL is "loud": make it one of/);
  });

  test('a MUSTER_CONFIG that is not there', async () => {
    expect(await refusal({ MUSTER_CONFIG: 'teams.yml' })).toMatch(
      /^teams\.yml cannot be read: create it, or set/,
    );
  });

  test('a muster.yml with a mistake', async () => {
    const text = await readFile(join(folder, 'muster.yml'), 'utf8');
    await writeFile(join(folder, 'muster.yml'), text.replace('claim_within: 10m', 'claim_within: soon'));
    expect(await refusal({})).toMatch(
      /^muster\.yml:\d+: playbooks\[0\]\.claim_within "soon" is not a length/,
    );
  });
});

function start(env: Record<string, string> = {}, program = bundled) {
  const { child, out, errors } = run(program, { ...ports, ...env });
  return {
    child,
    /** What it wrote to stderr, where nothing but warnings should be. */
    warnings: () => errors().split('\n').filter(Boolean).map(toWarning),
    lines: () => out().split('\n').filter(Boolean),
    up: () =>
      expect.poll(out, { timeout: 50_000 }).toMatch(new RegExp(`\n${pageAddress().source.slice(1)}`, 'm')),
    ended: () => ended(child),
  };
}

function toWarning(line: string): unknown {
  const { level, msg } = JSON.parse(line) as { level: string; msg: string };
  return level === 'warn' ? msg : line;
}

/** What a start that cannot succeed says: one sentence and nothing else. */
async function refusal(env: Record<string, string>, program = bundled): Promise<string> {
  const { child, errors } = run(program, { ...ports, ...env });
  expect(await ended(child)).toBe(1);
  const lines = errors().trim().split('\n');
  expect(lines).toHaveLength(1);
  return lines.at(-1) ?? '';
}

async function reset(): Promise<string> {
  const { child, out, errors } = run(NPM_RUN_RESET, {});
  await ended(child);
  return out() + errors();
}

function run(program: string, env: Record<string, string>) {
  const { PATH } = process.env;
  const options = { cwd: folder, env: { PATH, ...env } };
  const child = spawn(process.execPath, [program], { ...options, stdio: 'pipe' });
  const text = { out: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text.errors += chunk;
  });
  return { child, out: () => text.out, errors: () => text.errors };
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
  return child.exitCode;
}

/** The page's address: whoever has it may open the page, so it is another at each start. */
function pageAddress(): RegExp {
  return new RegExp(`^http://localhost:${ports.SANDBOX_PORT}/[0-9a-f]{32}$`, 'm');
}

/** What is kept in the folder that another user of this machine could read or change. */
async function readableByOthers(): Promise<string[]> {
  const names = ['', ...(await readdir(join(folder, '.muster'), { recursive: true }))];
  const modes = await Promise.all(
    names.map((name) => lstat(join(folder, '.muster', name)).catch(() => null)),
  );
  return names.filter((_, at) => ((modes[at]?.isSymbolicLink() ? 0 : modes[at]?.mode) ?? 0) & 0o066);
}

async function postgresPid(): Promise<number> {
  return Number(
    (await readFile(join(folder, '.muster/postgres/data/postmaster.pid'), 'utf8')).split('\n')[0],
  );
}

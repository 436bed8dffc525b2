import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { freshTicket, TYPED } from '../support/acts.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.ts';
import { words } from '../support/story.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SWARMS = 5;

/** Postgres carries the queue too, unless there is a Redis. */
const queues: [name: string, hasRedis: boolean][] = [['Postgres', false]];
if (redisAvailable) queues.push(['Redis', true]);

describe.each(queues)('one web process and two workers, on one database and one %s', (_name, hasRedis) => {
  let database: TestDatabase;
  let sandbox: Sandbox;
  let redis: TestRedis | undefined;
  let proxy: TcpProxy;
  let folder: string;
  const children: Child[] = [];
  let onCall = (_text: string) => {};

  beforeAll(async () => {
    database = await testDatabase();
    if (hasRedis) redis = await startRedis();
    sandbox = await startSandbox({ manifest: await readFile(join(root, 'manifest.yml'), 'utf8') });
    folder = await mkdtemp(join(tmpdir(), 'muster-processes-'));
    await cp(join(root, 'muster.yml'), join(folder, 'muster.yml'));
    const { hostname: host, port } = new URL(sandbox.apiUrl);
    proxy = await startTcpProxy({ host, port: Number(port) }, () => ({
      toServer: (chunk) => onCall(chunk.toString('latin1')),
      toClient: () => {},
    }));
  }, 60_000);
  afterAll(async () => {
    await Promise.all(children.map((child) => child.stop()));
    await sandbox.stop();
    await proxy.stop();
    await redis?.stop();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
    expect(sandbox.faults.log).toEqual([]);
  });

  function start(role: string, apiUrl: string): Child {
    const child = startChild(folder, {
      MUSTER_ROLE: role,
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      SLACK_API_URL: apiUrl,
      DATABASE_URL: database.url,
      ...(redis ? { REDIS_URL: redis.url } : {}),
      PORT: '0',
      LOG_LEVEL: 'warn',
    });
    children.push(child);
    return child;
  }

  test('lose and double nothing when one worker is killed in the middle of a call', {
    timeout: 120_000,
  }, async () => {
    const web = start('web', sandbox.apiUrl);
    const doomed = start('worker', proxy.through(sandbox.apiUrl));
    const other = start('worker', sandbox.apiUrl);
    await Promise.all([web.up(), doomed.up(), other.up()]);
    let at = 0;
    onCall = (text) => {
      if (at > 0 || !text.includes('/api/conversations.invite')) return;
      doomed.child.kill('SIGKILL');
      at = Date.now();
    };
    // Chance decides which worker is at which swarm, so there are some until the doomed one is at one.
    let opened = 0;
    for (; opened < SWARMS || (at === 0 && opened < 3 * SWARMS); opened++) await openSwarm(sandbox);
    await expect.poll(() => at, { timeout: 20_000 }).toBeGreaterThan(0);
    const held = await database.db.effect.findMany({ where: { state: 'running' }, select: { id: true } });
    await expect
      .poll(() => database.db.effect.count({ where: { state: { in: ['pending', 'running'] } } }), {
        timeout: 60_000,
        interval: 100,
      })
      .toBe(0);

    const resumed = await database.db.effect.findMany({ where: { id: { in: held.map(({ id }) => id) } } });
    const waited = Math.max(...resumed.map((effect) => (effect.endedAt?.getTime() ?? 0) - at));
    console.log(`killed in the middle of a call: done by the other worker ${waited} ms later`);
    expect(waited).toBeLessThan(10_000);
    expect(await database.db.effect.count({ where: { state: 'failed' } })).toBe(0);
    const riley = sandbox.person('riley');
    const channels = riley.conversations().filter((one) => one.name.startsWith('esc-'));
    expect(channels).toHaveLength(opened);
    for (const { id } of channels) {
      expect(riley.pins(id)).toHaveLength(1);
      const cards = riley.messages(id).filter((one) => words(one).includes('*In the swarm*'));
      expect(cards).toHaveLength(1);
      expect(riley.members(id)).toContain('U0ACMEDANA');
    }
    expect(other.text()).not.toContain('unhandled');
  });

  test('stop when they are asked to', async () => {
    for (const child of children.filter(
      ({ child }) => child.exitCode === null && child.signalCode === null,
    )) {
      const asked = performance.now();
      await child.stop();
      expect(performance.now() - asked).toBeLessThan(10_000);
      expect(child.child.exitCode).toBe(0);
    }
  });
});

type Child = {
  readonly child: ChildProcess;
  readonly up: () => Promise<void>;
  readonly text: () => string;
  readonly stop: () => Promise<void>;
};

function startChild(folder: string, env: Record<string, string>): Child {
  const { PATH } = process.env;
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: folder,
    env: { PATH, ...env },
    stdio: 'pipe',
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      out += chunk;
    });
  }
  return {
    child,
    text: () => out,
    up: () => expect.poll(() => out, { timeout: 60_000 }).toContain('Muster: up'),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function openSwarm(sandbox: Sandbox): Promise<void> {
  const rep = sandbox.person('riley');
  await rep.command('general', '/escalate');
  await sandbox.until(() => rep.view());
  const before = rep.view()?.hash;
  const { Trigger = null, ...rest } = { ...TYPED, 'Ticket (link or number)': freshTicket() };
  await rep.fill('modal', { Trigger });
  await sandbox.until(() => rep.view()?.hash !== before);
  await rep.fill('modal', rest);
  expect((await rep.submit()).errors).toBeUndefined();
}

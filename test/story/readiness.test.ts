import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { HOUR, SECOND } from '../../src/domain/kernel/time.ts';
import {
  type Child,
  createOpener,
  type Installation,
  queues,
  startInstallation,
} from '../support/processes.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

/** Everything but Muster itself stands behind a proxy, so that each can go wrong by itself. */
describe('a process that takes from Slack and does the work', () => {
  const proxies: Record<'database' | 'slack' | 'queue', TcpProxy | undefined> = {
    database: undefined,
    slack: undefined,
    queue: undefined,
  };
  let it: Installation;
  let child: Child;
  beforeAll(async () => {
    it = await startInstallation(queues.at(-1)?.[0] ?? 'Postgres');
    const { database, sandbox, redis } = it;
    proxies.database = await inFrontOf(database.url);
    proxies.slack = await inFrontOf(sandbox.apiUrl);
    if (redis) proxies.queue = await inFrontOf(redis.url);
    child = it.start('all', {
      DATABASE_URL: proxies.database.through(database.url),
      SLACK_API_URL: proxies.slack.through(sandbox.apiUrl),
      ...(redis && proxies.queue ? { REDIS_URL: proxies.queue.through(redis.url) } : {}),
    });
    await child.up();
  }, 120 * SECOND);
  afterAll(async () => {
    await it.stop();
    for (const proxy of Object.values(proxies)) await proxy?.stop();
  });

  const isReady = () =>
    vi.waitUntil(async () => (await child.ready()).isReady, { timeout: 60 * SECOND, interval: 200 });
  /** By its name to whoever asks, and in a sentence in the log. */
  const isTold = async (part: string, problem: RegExp) => {
    const options = { timeout: 60 * SECOND, interval: 200 };
    const logged = () => child.text().slice(seen).split('"');
    await vi.waitUntil(async () => (await child.ready()).parts.some((one) => one === part), options);
    await vi.waitUntil(() => logged().some((one) => problem.test(one)), options);
  };
  let seen = 0;
  beforeEach(() => {
    seen = child.text().length;
  });

  const goesAway = (proxy: TcpProxy) => {
    proxy.refuse(true);
    proxy.reset();
  };

  test.each([
    ['queue', /^The queue takes no jobs: /],
    ['slack', /^Slack is not connected: /],
    ['database', /^The database cannot be used: /],
  ] as const)(
    'says that its %s is away, and is ready again when it is back',
    { timeout: 120 * SECOND },
    async (what, problem) => {
      const proxy = proxies[what];
      // Without a Redis the queue is in the database.
      if (proxy === undefined) return expect(it.redis).toBeUndefined();
      await isReady();
      goesAway(proxy);
      await isTold(what, problem);
      expect((await child.ready()).isReady).toBe(false);
      proxy.refuse(false);
      await isReady();
    },
  );

  test('says that a timer lies and the sweep is stuck, until nobody stands in their way', {
    timeout: 120 * SECOND,
  }, async () => {
    await isReady();
    const opener = createOpener(it);
    const escalationId = await opener.open(HOUR);
    await it.stage.quiet();
    const inTheWay = new pg.Client({ connectionString: it.database.url });
    await inTheWay.connect();
    await inTheWay.query('BEGIN');
    await inTheWay.query('SELECT 1 FROM "Escalation" WHERE id = $1 FOR UPDATE', [escalationId]);
    await it.database.db.timer.updateMany({
      where: { escalationId, kind: 'claim-overdue' },
      data: { dueAt: new Date(Date.now() - HOUR) },
    });
    await isTold('work', /^Timers that are due and nobody fires: 1\.$/);
    await isTold('sweep', /^The last sweep was \d+ s ago\.$/);
    await inTheWay.query('COMMIT');
    await inTheWay.end();
    await isReady();
    await opener.stop();
  });

  test('stops in time while database, queue and Slack all keep silent, in the middle of a call', async () => {
    proxies.slack?.blackhole(true);
    const opener = createOpener(it);
    await opener.open(HOUR);
    await opener.stop();
    const running = () => it.database.db.effect.count({ where: { state: 'running' } });
    await vi.waitUntil(async () => (await running()) > 0, { timeout: 20 * SECOND, interval: 50 });
    for (const proxy of Object.values(proxies)) proxy?.blackhole(true);
    const { ms, code } = await child.stop();
    console.log(`stopped within ${Math.round(ms)} ms while nothing answered`);
    expect(ms).toBeLessThan(10 * SECOND);
    expect(code).toBe(0);
    for (const proxy of Object.values(proxies)) proxy?.blackhole(false);
  });
});

async function inFrontOf(url: string): Promise<TcpProxy> {
  const { hostname: host, port } = new URL(url);
  return startTcpProxy({ host, port: Number(port) });
}

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { HOUR, SECOND } from '../../src/domain/kernel/time.ts';
import { discrepancies } from '../support/invariants/inspect.ts';
import {
  type Child,
  createOpener,
  type Installation,
  queues,
  startInstallation,
} from '../support/processes.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';

const SWARMS = 4;
/** A lease lasts 5 s, and is then anybody's at the next sweep. */
const RESUMED_MS = 10 * SECOND;

describe.each(queues)('one web process and two workers, on one database and one %s', (queue) => {
  let it: Installation;
  let proxy: TcpProxy;
  let opener: ReturnType<typeof createOpener>;
  let doomed: Child;
  let children: Child[];
  let onCall = (_text: string) => {};

  beforeAll(async () => {
    it = await startInstallation(queue);
    const { hostname: host, port } = new URL(it.sandbox.apiUrl);
    proxy = await startTcpProxy({ host, port: Number(port) }, () => ({
      toServer: (chunk) => onCall(chunk.toString('latin1')),
      toClient: () => {},
    }));
    doomed = it.start('worker', { SLACK_API_URL: proxy.through(it.sandbox.apiUrl) });
    children = [it.start('web'), doomed, it.start('worker')];
    await Promise.all(children.map((child) => child.up()));
    opener = createOpener(it);
  }, 120 * SECOND);
  afterAll(async () => {
    await opener.stop();
    await it.stop();
    await proxy.stop();
  });

  /** Opens swarms until `strike` meets the doomed worker in the middle of this call; returns what it had in hand. */
  async function interrupt(
    method: string,
    strike: () => void,
  ): Promise<{ at: number; held: readonly string[] }> {
    let at = 0;
    onCall = (text) => {
      if (at > 0 || !text.includes(`/api/${method}`)) return;
      strike();
      at = Date.now();
    };
    // Chance decides which worker is at which swarm, so there are more, one after the other, until the doomed one is at one.
    for (let n = 0; n < SWARMS || (at === 0 && n < 10 * SWARMS); n++) {
      await opener.open(HOUR);
      if (n >= SWARMS) await sleep(SECOND / 2);
    }
    // Slack lets Muster open twenty channels a minute, so the next ones may have to wait for the next minute.
    await vi.waitUntil(() => at > 0, { timeout: 80 * SECOND });
    const held = await it.database.db.effect.findMany({ where: { state: 'running' }, select: { id: true } });
    return { at, held: held.map(({ id }) => id) };
  }

  async function waited(at: number, ids: readonly string[]): Promise<number> {
    const done = await it.database.db.effect.findMany({ where: { id: { in: [...ids] } } });
    return Math.max(...done.map((effect) => (effect.endedAt?.getTime() ?? Number.POSITIVE_INFINITY) - at));
  }

  async function isWell(): Promise<void> {
    await it.stage.quiet();
    // Who comes back may take away what it has posted in vain.
    await expect.poll(() => discrepancies(it.stage)).toEqual([]);
    for (const child of children) expect(child.text()).not.toMatch(/unhandled/i);
  }

  test('lose and double nothing when one worker stands still for longer than its lease, and comes back', {
    timeout: 120 * SECOND,
  }, async () => {
    const { at, held } = await interrupt('chat.postMessage', () => doomed.child.kill('SIGSTOP'));
    await it.stage.quiet();
    const ms = await waited(at, held);
    console.log(`${queue}: stood still in the middle of a call: done by the other worker ${ms} ms later`);
    expect(ms).toBeLessThan(RESUMED_MS);
    doomed.child.kill('SIGCONT');
    await vi.waitUntil(async () => (await doomed.ready()).isReady, { timeout: 20 * SECOND, interval: 100 });
    await isWell();
  });

  test('lose and double nothing when one worker is killed in the middle of a call', {
    timeout: 120 * SECOND,
  }, async () => {
    const { at, held } = await interrupt('conversations.invite', () => doomed.child.kill('SIGKILL'));
    await isWell();
    const ms = await waited(at, held);
    console.log(`${queue}: killed in the middle of a call: done by the other worker ${ms} ms later`);
    expect(ms).toBeLessThan(RESUMED_MS);
  });

  test('stop when they are asked to', async () => {
    for (const child of children.filter((one) => one.isRunning())) {
      const { ms, code } = await child.stop();
      expect(ms).toBeLessThan(10 * SECOND);
      expect(code).toBe(0);
    }
  });
});

import { execFile } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { signature } from '../fuzz/post.ts';
import { type Child, type Installation, startInstallation } from '../support/processes.ts';

const BYTES = 1_900_000;
const forged = () => ({
  'X-Slack-Request-Timestamp': String(Math.floor(Date.now() / 1_000)),
  'X-Slack-Signature': `v0=${'0'.repeat(64)}`,
});

describe('a flood from strangers, in HTTP mode', { timeout: 120_000 }, () => {
  let installation: Installation;
  let muster: Child;
  let port: number;

  beforeAll(async () => {
    installation = await startInstallation('Postgres');
    const { signingSecret } = installation.sandbox;
    muster = installation.start('all', { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: signingSecret });
    await muster.up();
    port = Number(/http:\/\/localhost:(\d+)/.exec(muster.text())?.[1]);
    await vi.waitUntil(async () => (await muster.ready()).isReady, { timeout: 30_000 });
  }, 120_000);
  afterAll(() => installation?.stop());

  /** How long Slack waits for its answer now, in ms. */
  async function acknowledgedIn(): Promise<number> {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'here' });
    const headers = {
      'content-type': 'application/json',
      ...signature(installation.sandbox.signingSecret, body),
    };
    const began = performance.now();
    const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', body, headers });
    expect(await answer.text()).toContain('here');
    return performance.now() - began;
  }

  async function residentMb(): Promise<number> {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(muster.child.pid)]);
    return Number(stdout) / 1_024;
  }

  test.each([
    ['without a signature', () => ({})],
    ['with a signature that is wrong', forged],
  ])(
    '400 requests of 1.9 MB %s take 50 MB at most, and Slack is answered within a second',
    async (_, headers) => {
      const body = Buffer.alloc(BYTES, 'x');
      for (let times = 0; times < 20; times++) await acknowledgedIn();
      const before = await residentMb();
      let most = before;
      let slowest = 0;
      let isOver = false;
      const flood = Promise.all(Array.from({ length: 400 }, () => send(port, headers(), body))).finally(
        () => {
          isOver = true;
        },
      );
      while (!isOver) {
        slowest = Math.max(slowest, await acknowledgedIn());
        most = Math.max(most, await residentMb());
        await sleep(10);
      }
      await flood;
      console.log(
        `It took ${Math.round(most - before)} MB; the slowest answer came after ${Math.round(slowest)} ms.`,
      );
      expect(most - before).toBeLessThan(50);
      expect(slowest).toBeLessThan(1_000);
    },
  );

  test('whoever sends a body drop by drop is cut off within seconds', async () => {
    const began = performance.now();
    const slow = Array.from({ length: 100 }, async () => {
      const socket = await open(port);
      socket.write(head({ ...forged(), 'Content-Length': '1000' }));
      const drops = setInterval(() => socket.write('x'), 200);
      await closed(socket);
      clearInterval(drops);
    });
    await sleep(500);
    expect(await acknowledgedIn()).toBeLessThan(1_000);
    await Promise.all(slow);
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  test('connections are refused above a thousand, and taken again afterwards', async () => {
    const sockets = await Promise.all(Array.from({ length: 1_200 }, () => open(port)));
    await vi.waitUntil(() => sockets.filter((one) => one.destroyed || one.readableEnded).length >= 200);
    for (const socket of sockets) socket.destroy();
    await vi.waitUntil(() =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    expect(await acknowledgedIn()).toBeLessThan(1_000);
  });
});

function head(headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ Host: 'muster', 'Content-Type': 'application/json', ...headers });
  return `POST /slack/events HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

async function send(port: number, headers: Readonly<Record<string, string>>, body: Buffer): Promise<void> {
  const socket = await open(port);
  socket.write(head({ ...headers, 'Content-Length': String(body.length) }));
  socket.write(body);
  await closed(socket);
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(socket));
    socket.on('error', () => {});
    socket.resume();
  });
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.destroyed) return resolve();
    socket.on('close', () => resolve());
    socket.on('end', () => socket.destroy());
  });
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Installation, startInstallation } from '../support/processes.ts';

describe('with HTTPS_PROXY set', { timeout: 120_000 }, () => {
  let installation: Installation;
  /** What the proxy was asked to connect to. It connects nobody. */
  const asked: string[] = [];
  const proxy = createServer().on('connect', ({ url }, socket) => {
    asked.push(String(url));
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  const address = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  beforeAll(async () => {
    await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
    installation = await startInstallation('Postgres');
  }, 120_000);
  afterAll(async () => {
    await installation?.stop();
    proxy.close();
  });

  test.each(['HTTPS_PROXY', 'https_proxy'])('Slack is asked for through it: %s', async (name) => {
    asked.length = 0;
    const muster = installation.start('all', { SLACK_API_URL: '', [name]: address() });
    await vi.waitUntil(() => !muster.isRunning(), { timeout: 60_000 });
    expect(new Set(asked)).toEqual(new Set(['slack.com:443']));
    expect(muster.text()).toContain('through the proxy 127.0.0.1');
  });

  test('what is on this machine is not, nor what NO_PROXY names', async () => {
    asked.length = 0;
    const muster = installation.start('all', { HTTPS_PROXY: address() });
    await muster.up();
    await muster.stop();
    expect(asked).toEqual([]);
  });
});

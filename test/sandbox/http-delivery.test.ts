import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { helloManifest } from './support/bolt-app.ts';

type Got = { readonly headers: IncomingHttpHeaders; readonly body: string };
type Reply = {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly afterMs?: number;
};

let sandbox: Sandbox;
let server: Server;
let got: Got[];
let reply: (nth: number) => Reply;

beforeEach(async () => {
  got = [];
  reply = () => ({});
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    got.push({ headers: request.headers, body });
    const { status = 200, headers = {}, afterMs = 0 } = reply(got.length);
    setTimeout(() => response.writeHead(status, headers).end(), afterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const requestUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  sandbox = await startSandbox({
    manifest: helloManifest,
    requestUrl,
    ackTimeoutMs: 1000,
    retryDelaysMs: [10, 20, 30],
  });
});
afterEach(async () => {
  await sandbox.stop();
  server.closeAllConnections();
  server.close();
});

test('a request is signed over its timestamp and body', async () => {
  await sandbox.person('riley').command('general', '/hello', 'ä & ö');
  const [first] = got;
  const base = `v0:${first?.headers['x-slack-request-timestamp']}:${first?.body}`;
  const expected = `v0=${createHmac('sha256', sandbox.signingSecret).update(base).digest('hex')}`;
  expect(first?.headers['x-slack-signature']).toBe(expected);
  expect(new URLSearchParams(first?.body).get('text')).toBe('ä &amp; ö');
  expect(first?.headers['content-type']).toBe('application/x-www-form-urlencoded');
});

test('an event that fails is sent three more times, counted and with the reason', async () => {
  reply = () => ({ status: 500 });
  sandbox.person('riley').openHome();
  await sandbox.until(() => got.length === 4);
  expect(got.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']])).toEqual([
    [undefined, undefined],
    ['1', 'http_error'],
    ['2', 'http_error'],
    ['3', 'http_error'],
  ]);
  expect(new Set(got.map(({ body }) => body)).size).toBe(1);
});

test('an event that is not answered in time is sent again until it is', async () => {
  reply = (nth) => ({ afterMs: nth === 1 ? 1500 : 0 });
  sandbox.person('riley').openHome();
  await sandbox.until(() => got.length === 2 && sandbox.appErrors.lateAcks === 1);
  expect(got[1]?.headers['x-slack-retry-reason']).toBe('http_timeout');
});

test('an event is not sent again when the app asks for that', async () => {
  reply = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } });
  const riley = sandbox.person('riley');
  riley.openHome();
  await sandbox.until(() => got.length === 1);
  reply = () => ({});
  // Whatever would have been sent again would arrive well before these.
  for (let n = 0; n < 5; n += 1) await riley.command('general', '/hello');
  expect(got.filter(({ body }) => body.includes('app_home_opened'))).toHaveLength(1);
});

test('a command is never sent again, and the person is told', async () => {
  reply = () => ({ status: 500 });
  const answer = await sandbox.person('riley').command('general', '/hello');
  expect(answer).toEqual({ notice: '/hello failed with the error "dispatch_failed"' });
  reply = () => ({ afterMs: 1500 });
  const late = await sandbox.person('riley').command('general', '/hello');
  expect(late).toEqual({ notice: '/hello failed because the app did not respond in time.' });
  expect(got).toHaveLength(2);
  expect(sandbox.appErrors.lateAcks).toBe(1);
});

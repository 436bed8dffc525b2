import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { signature } from '../fuzz/post.ts';
import { type Child, type Installation, startInstallation } from '../support/processes.ts';

/** `null` where the connection may be closed without a word. */
type Attack = readonly [what: string, bytes: Bytes, expected: readonly (number | null)[]];
type Bytes = string | Buffer | ((secret: string) => string);

const LONG = 'x'.repeat(70_000);

/** At any path, in either mode. */
const ANYWHERE: readonly Attack[] = [
  ['an unknown path', ask('GET', '/'), [404]],
  ['what scanners ask for', ask('GET', '/.env'), [404]],
  ['a path with a query', ask('GET', '/wp-login.php?a[]=1&b=%ff'), [404]],
  ['a path that is no URL', ask('GET', '//'), [404]],
  ['a path with a broken escape', ask('GET', '/%E0%A4%A'), [404]],
  ['a path with a NUL', ask('GET', '/%00'), [404]],
  ['a path that climbs', ask('GET', '/../../etc/passwd'), [404]],
  ['a path longer than a header may be', ask('GET', `/${LONG}`), [431]],
  ['a whole address as the path', ask('GET', 'http://elsewhere.example/'), [404]],
  ['a whole address that is none', ask('GET', 'http://[/'), [400, 404]],
  ['an asterisk as the path', ask('OPTIONS', '*'), [400, 404]],
  ['an unknown method', ask('BREW', '/'), [400]],
  ...['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'PURGE', 'M-SEARCH'].map(
    (method): Attack => [`the method ${method}`, ask(method, '/slack/events'), [400, 404]],
  ),
  ['the method CONNECT', ask('CONNECT', 'elsewhere.example:443'), [400, 404, null]],
  ['what Slack sends, but by GET', ask('GET', '/slack/events'), [404]],
  ['no HTTP at all', 'hello\r\n\r\n', [400]],
  ['bytes', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0xff, 0x00]), [400]],
  ['the greeting of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400, null]],
  ['an HTTP of the future', 'GET / HTTP/9.9\r\n\r\n', [400]],
  ['a look at its health, by an old HTTP without a host', 'GET /healthz HTTP/1.0\r\n\r\n', [200]],
  [
    'a look at its health, by a name that is no host name',
    ask('GET', '/healthz', { Host: 'muster_web:80' }),
    [200],
  ],
  ['an old HTTP without a host', 'GET / HTTP/1.0\r\n\r\n', [404]],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', [400]],
  ['a host that is none', 'GET / HTTP/1.1\r\nHost: a b/@?\r\n\r\n', [400, 404]],
  ['two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', [400, 404]],
  ['a header without a name', 'GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n', [400]],
  ['a header over two lines', 'GET / HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n', [400, 404]],
  ['a header in another alphabet', 'GET / HTTP/1.1\r\nHost: a\r\nA: Ünïcödé\r\n\r\n', [404]],
  ['a header that is too long', ask('GET', '/', { A: LONG }), [431]],
  ['too many headers', ask('GET', '/', Object.fromEntries(many(3_000))), [400, 404, 431]],
  ['a length in words', ask('POST', '/', { 'Content-Length': 'many' }), [400]],
  ['a length below zero', ask('POST', '/', { 'Content-Length': '-1' }), [400]],
  [
    'two ways to tell the length',
    ask('POST', '/', { 'Content-Length': '4', ...CHUNKED() }, '0\r\n\r\n'),
    [400],
  ],
  ['a broken chunk', ask('POST', '/', CHUNKED(), 'zz\r\nabc\r\n'), [400, 404]],
  ['an encoding nobody knows', ask('POST', '/', { 'Transfer-Encoding': 'rot13' }), [400, 404]],
  ['a body where there should be none', ask('GET', '/', { 'Content-Length': '5' }, 'hello'), [404]],
  ['a body at an unknown path', ask('POST', '/hooks', { 'Content-Length': '5' }, 'hello'), [404]],
  ['a wish to go on', ask('POST', '/', { Expect: '100-continue', 'Content-Length': '2' }, '{}'), [100, 404]],
  ['another wish', ask('POST', '/', { Expect: 'a-pony' }), [417]],
  ['a web socket', ask('GET', '/', UPGRADE('websocket')), [400, 404, null]],
  ['a web socket where Slack sends', ask('GET', '/slack/events', UPGRADE('websocket')), [400, 404, null]],
  ['HTTP/2 by upgrade', ask('GET', '/', { ...UPGRADE('h2c'), 'HTTP2-Settings': 'AAMAAABk' }), [404, null]],
  ['two requests at once', ask('GET', '/a') + ask('GET', '/b'), [404]],
  ['a hundred requests at once', ask('GET', '/').repeat(100), [404]],
  ['a good one and a broken one at once', `${ask('GET', '/')}GET nothing`, [404]],
];

/** Where Slack sends. `secret` signs what is to pass as Slack's. */
const AT_SLACK: readonly Attack[] = [
  ['no body', ask('POST', '/slack/events'), [400, 401]],
  ['an unsigned event', post('{"type":"event_callback"}'), [401]],
  ['a wrong signature', post('{}', { ...signature('wrong', '{}') }), [401]],
  [
    'a signature of another length',
    post('{}', { ...signature('wrong', '{}'), 'X-Slack-Signature': 'v0=' }),
    [401],
  ],
  ['a signature that is too old', (secret) => post('{}', signature(secret, '{}', 3_600)), [401]],
  [
    'a time that is none',
    post('{}', { 'X-Slack-Request-Timestamp': 'now', 'X-Slack-Signature': 'v0=a' }),
    [401],
  ],
  ['two signatures', signed('{}', { 'x-slack-signature': 'v0=a' }), [401]],
  ['a signed nothing', signed(''), [400]],
  ...['null', '7', '"a"', '[]', '{', '{}}', '\u0000'].map(
    (body): Attack => [`a signed ${JSON.stringify(body)}`, signed(body), [400]],
  ),
  ['a signed object without a type', signed('{}'), [200]],
  ['a signed event without a body', signed('{"type":"event_callback"}'), [200, 500]],
  ['a signed event of nothing', signed('{"type":"event_callback","event":null}'), [200, 500]],
  ['a signed list as its event', signed('{"type":"event_callback","event":[[]],"team_id":{}}'), [200, 500]],
  ['a signed action without one', signed('{"type":"block_actions","actions":[]}'), [200, 500]],
  ['a signed form as JSON', signed('payload=%7B%7D'), [400]],
  ['a signed form', signed('payload=%7B%7D', FORM()), [200]],
  ['a signed form that holds no object', signed('payload=%5B%5D', FORM()), [400]],
  ['a signed form that holds two', signed('payload=%7B%7D&payload=%7B%7D', FORM()), [200]],
  ['a signed form with a broken escape', signed('payload=%E0%A4%A', FORM()), [400]],
  ['a form under a longer name', signed('a=b', FORM('; charset=utf-8')), [400]],
  ['a content type that is none', signed('{}', { 'Content-Type': ';;;' }), [200]],
  ['a check of the certificate that smuggles', post('ssl_check=1&payload=%7B%7D', FORM()), [200]],
  ['a path that only reads like Slack’s', signed('{}', {}, '/slack/%65vents'), [200, 404]],
  ['a path with an end too many', signed('{}', {}, '/slack/events/'), [404]],
  ['another host before the path', signed('{}', {}, '//elsewhere.example/slack/events'), [404]],
  ['a body that is packed', signed('{}', { 'Content-Encoding': 'gzip' }), [200, 400]],
  ['a body longer than Slack ever sends', post(`{"a":"${'x'.repeat(3_000_000)}"}`), [413]],
  [
    'one that only says that it is',
    ask('POST', '/slack/events', { 'Content-Length': '99999999999' }, '{'),
    [413],
  ],
  ['two events at once', post('{}') + post('{}'), [401]],
];

describe.each(['http', 'socket'] as const)(
  'what strangers send, with Slack over %s',
  { timeout: 120_000 },
  (mode) => {
    let installation: Installation;
    let muster: Child;
    let port: number;

    beforeAll(async () => {
      installation = await startInstallation('Postgres');
      const { signingSecret } = installation.sandbox;
      muster = installation.start(
        'all',
        mode === 'http' ? { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: signingSecret } : {},
      );
      await muster.up();
      port = Number(/http:\/\/localhost:(\d+)/.exec(muster.text())?.[1]);
      // Right after the start it is alive, and ready a moment later.
      const isReady = () => fetch(`http://localhost:${port}/readyz`).then(({ ok }) => ok);
      await vi.waitUntil(isReady, { timeout: 30_000 });
    }, 120_000);
    afterAll(() => installation?.stop());

    async function expectAlive(): Promise<void> {
      expect((await fetch(`http://localhost:${port}/healthz`)).status).toBe(200);
      expect((await fetch(`http://localhost:${port}/readyz`)).status).toBe(200);
      expect(muster.isRunning(), muster.text()).toBe(true);
    }

    test.each(ANYWHERE)('%s', async (_, bytes, expected) => {
      expect(expected).toContain(await statusOf(port, asBytes(bytes)));
      await expectAlive();
    });

    test.each(AT_SLACK)('at Slack’s address: %s', async (_, bytes, expected) => {
      const { signingSecret } = installation.sandbox;
      const answer = await statusOf(port, asBytes(bytes, signingSecret));
      expect(mode === 'http' ? expected : [404]).toContain(answer);
      await expectAlive();
    });

    test('requests that are broken off, at every byte of the head and within the body', async () => {
      const whole = post('{"type":"event_callback"}', signature(installation.sandbox.signingSecret, '{}'));
      const cuts = Array.from({ length: whole.length }, (_, at) => whole.slice(0, at));
      for (const cut of cuts) {
        (await open(port)).end(cut);
        const socket = await open(port);
        socket.write(cut, () => socket.resetAndDestroy());
      }
      await expectAlive();
    });

    test('a client that goes away before it is answered', async () => {
      for (let times = 0; times < 50; times += 1) {
        const socket = await open(port);
        socket.write(ask('GET', '/readyz') + post('{}') + ask('GET', '/'));
        socket.resetAndDestroy();
      }
      await expectAlive();
    });

    test('a head and a body that never come to an end are given up', async () => {
      const waiting = [
        'GET / HTTP/1.1\r\nHost: a\r\nA: ',
        ask('POST', '/slack/events', { 'Content-Length': '10' }, '{'),
        ask('POST', '/elsewhere', CHUNKED(), '1\r\na'),
        '',
      ];
      await Promise.all(waiting.map((bytes) => statusOf(port, Buffer.from(bytes), 45_000)));
      await expectAlive();
    });
  },
);

function ask(method: string, path: string, headers: Record<string, string> = {}, body = ''): string {
  const all = { Host: 'muster.example', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

function post(body: string, headers: Record<string, string> = {}, path = '/slack/events'): string {
  const length = String(Buffer.byteLength(body));
  return ask(
    'POST',
    path,
    { 'Content-Type': 'application/json', ...headers, 'Content-Length': length },
    body,
  );
}

function signed(body: string, headers: Record<string, string> = {}, path?: string): Bytes {
  return (secret) => post(body, { ...signature(secret, body), ...headers }, path);
}

function CHUNKED(): Record<string, string> {
  return { 'Transfer-Encoding': 'chunked' };
}

function FORM(more = ''): Record<string, string> {
  return { 'Content-Type': `application/x-www-form-urlencoded${more}` };
}

function UPGRADE(to: string): Record<string, string> {
  return {
    Connection: 'Upgrade',
    Upgrade: to,
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version': '13',
  };
}

function many(count: number): [string, string][] {
  return Array.from({ length: count }, (_, number) => [`A${number}`, '']);
}

function asBytes(bytes: Bytes, secret = ''): Buffer {
  return Buffer.from(typeof bytes === 'function' ? bytes(secret) : (bytes as string));
}

async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** The status of the first answer; null when the connection was closed without one. */
async function statusOf(port: number, bytes: Buffer, limitMs = 8_000): Promise<number | null> {
  const socket = await open(port);
  let text = '';
  const answered = new Promise<void>((done, failed) => {
    const late = setTimeout(() => failed(new Error('neither answered nor closed')), limitMs);
    const finish = () => {
      clearTimeout(late);
      done();
    };
    socket.on('data', (part) => {
      text += part;
      if (limitMs < 10_000 && /^HTTP\/1\.1 \d{3}/.test(text)) finish();
    });
    socket.on('close', finish);
  });
  socket.write(bytes);
  await answered.finally(() => socket.destroy());
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
  return status === undefined ? null : Number(status);
}

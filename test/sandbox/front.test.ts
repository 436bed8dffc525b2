import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { helloManifest } from './support/bolt-app.ts';

let sandbox: Sandbox;
let port: number;
let page: string;
beforeAll(async () => {
  sandbox = await startSandbox({ manifest: helloManifest });
  port = Number(new URL(sandbox.url).port);
  page = `${new URL(sandbox.url).pathname}/`;
});
afterAll(() => sandbox.stop());

type Headers = Readonly<Record<string, string>>;

/** As a browser or a program sends it, with whatever Host and Origin it likes. */
function ask(path: string, headers: Headers = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
    (resolve, reject) => {
      const asking = request({ host: '127.0.0.1', port, path, method, headers }, async (response) => {
        let text = '';
        for await (const part of response) text += part;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
      asking.on('error', reject);
      asking.end();
    },
  );
}

async function opens(path: string, headers: Headers = {}): Promise<boolean> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { ...headers } });
  return once(socket, 'open').then(
    () => true,
    () => false,
  );
}

const api = () => `/api/auth.test?token=${sandbox.botToken}`;

describe('whoever asks by a name that is not this machine’s, or from another site, gets nothing', () => {
  const strangers: [string, () => Headers][] = [
    ['a name that leads here', () => ({ Host: `evil.example:${port}` })],
    ['a name that begins like ours', () => ({ Host: `localhost.evil.example:${port}` })],
    ['no name at all', () => ({ Host: '?' })],
    ['another site', () => ({ Origin: 'https://evil.example' })],
    ['another port of this machine', () => ({ Host: `localhost:${port}`, Origin: 'http://localhost:1' })],
    ['a file', () => ({ Origin: 'null' })],
    ['another site’s image or form', () => ({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' })],
  ];
  test.each(strangers)('%s', async (_, headers) => {
    for (const path of [page, `${page}page.js`, api(), '/response/x', '/healthz'])
      expect((await ask(path, headers())).status, path).toBe(403);
    expect(await opens(`${page}client`, headers())).toBe(false);
    expect(await opens('/link/?ticket=x', headers())).toBe(false);
  });

  test('and the page itself, the app and a link that somebody follows get what they ask for', async () => {
    const own = {
      Host: `localhost:${port}`,
      Origin: `http://localhost:${port}`,
      'Sec-Fetch-Site': 'same-origin',
    };
    expect((await ask(page, own)).status).toBe(200);
    expect(await opens(`${page}client`, own)).toBe(true);
    expect((await ask(api())).text).toContain('"ok":true');
    const followed = {
      'Sec-Fetch-Site': 'cross-site',
      'Sec-Fetch-Mode': 'navigate',
      'Sec-Fetch-Dest': 'document',
    };
    expect((await ask(page, followed)).status).toBe(200);
  });
});

describe('the page', () => {
  test('opens for who has the address that was printed, and for nobody else', async () => {
    for (const path of ['/', '/page.js', '/wrong/', `${page.slice(0, -2)}x/`, '/constructor/', '/__proto__/'])
      expect((await ask(path)).status, path).toBe(404);
    for (const path of ['/client', '/wrong/client', '//client']) expect(await opens(path), path).toBe(false);
    expect((await ask(page)).text).toContain('page.js');
    expect((await ask(`${page.slice(0, -1)}?as=U1`)).headers.location).toBe(`${page}?as=U1`);
  });

  test('loads nothing from elsewhere, and is in nobody’s frame', async () => {
    const { headers } = await ask(page);
    const policy = String(headers['content-security-policy']);
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "img-src 'self' data:",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(rule);
    expect(policy).not.toMatch(/https?:|\*/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
  });
});

describe('a start', () => {
  const start = (options: { host?: string; secret?: string }) =>
    startSandbox({ manifest: helloManifest, ...options });
  const opened = ({ url, botToken, appToken, signingSecret }: Sandbox) => [
    new URL(url).pathname,
    botToken,
    appToken,
    signingSecret,
  ];

  test('has tokens and an address of its own', async () => {
    const other = await startSandbox({ manifest: helloManifest });
    await other.stop();
    for (const [index, value] of opened(other).entries()) expect(value).not.toBe(opened(sandbox)[index]);
  });

  test('has the same ones with the same secret, and they do not tell it', async () => {
    const secret = 'a secret of some length';
    const [one, two] = [
      await startSandbox({ manifest: helloManifest, secret }),
      await startSandbox({ manifest: helloManifest, secret }),
    ];
    await Promise.all([one.stop(), two.stop()]);
    expect(opened(one)).toEqual(opened(two));
    expect(opened(one).join()).not.toContain(secret);
  });

  test.each(['0.0.0.0', '::', '192.0.2.1'])('on %s is refused without a secret', async (host) => {
    await expect(start({ host })).rejects.toThrow(
      `would listen on ${host}, where others reach it: give it a secret`,
    );
  });

  test('with a secret that can be guessed is refused', async () => {
    await expect(start({ host: '0.0.0.0', secret: 'short' })).rejects.toThrow('shorter than 16 characters');
  });
});

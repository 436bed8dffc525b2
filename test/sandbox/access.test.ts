import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../src/sandbox/protocol.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { call, mustCall } from './support/api.ts';
import { helloManifest } from './support/bolt-app.ts';

let sandbox: Sandbox;
let now = Date.now();

beforeAll(async () => {
  const manifest = helloManifest
    .replace('      - groups:write\n', '')
    .replace('      - users:read.email\n', '');
  sandbox = await startSandbox({ manifest, now: () => now });
});
afterAll(() => sandbox.stop());

describe('a token', () => {
  test.each([
    ['', 'auth.test', 'not_authed'],
    ['xoxb-somebody-elses', 'auth.test', 'invalid_auth'],
    ['app', 'auth.test', 'not_allowed_token_type'],
    ['bot', 'apps.connections.open', 'not_allowed_token_type'],
    ['bot', 'no.such.method', 'unknown_method'],
  ])('"%s" for %s is refused with %s', async (token, method, error) => {
    const known: { readonly [name: string]: string } = { app: sandbox.appToken, bot: sandbox.botToken };
    expect(await call(sandbox, method, {}, known[token] ?? token)).toMatchObject({ ok: false, error });
  });

  test('is taken from the arguments, too, and calls may be JSON', async () => {
    const asArgument = await call(sandbox, 'auth.test', { token: sandbox.botToken }, '');
    expect(asArgument).toMatchObject({ ok: true, user_id: sandbox.botUserId });
    const asJson = await fetch(`${sandbox.apiUrl}conversations.create`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${sandbox.botToken}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({ name: 'from-json', is_private: false }),
    });
    expect(await asJson.json()).toMatchObject({ ok: true, channel: { name: 'from-json' } });
    expect(asJson.headers.get('x-oauth-scopes')).toContain('channels:manage');
  });
});

describe('a scope that the manifest does not ask for', () => {
  test.each<[string, Json, string]>([
    ['conversations.create', { name: 'private-one', is_private: true }, 'groups:write'],
    ['users.lookupByEmail', { email: 'sam@acme-support.example' }, 'users:read.email'],
    ['usergroups.list', {}, 'usergroups:read'],
    ['conversations.list', { types: 'mpim' }, 'mpim:read'],
  ])('is missing for %s %j', async (method, args, needed) => {
    const answer = await call(sandbox, method, args);
    expect(answer).toMatchObject({ ok: false, error: 'missing_scope' });
    expect(answer.needed).toContain(needed);
    expect(answer.provided).toContain('channels:manage');
  });

  test('hides what it would show: e-mail addresses', async () => {
    const { user } = await mustCall(sandbox, 'users.info', { user: 'U0ACMESAM' });
    expect(user).toMatchObject({ name: 'sam', profile: { real_name: 'Sam Okafor' }, tz: 'Europe/London' });
    expect((user as { profile: Json }).profile).not.toHaveProperty('email');
  });
});

describe('Slack’s rate limits', () => {
  test('answer 429 with Retry-After, and let the method through again later', async () => {
    const create = (n: number) =>
      fetch(`${sandbox.apiUrl}conversations.create`, {
        method: 'POST',
        headers: { authorization: `Bearer ${sandbox.botToken}` },
        body: new URLSearchParams({ name: `limited-${n}` }),
      });
    now += 60_000;
    const statuses: number[] = [];
    for (let n = 0; n < 20; n += 1) statuses.push((await create(n)).status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const refused = await create(20);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toEqual({ ok: false, error: 'ratelimited' });
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(sandbox.calls.at(-1)).toMatchObject({
      method: 'conversations.create',
      ok: false,
      error: 'ratelimited',
    });
    // Another method is not held up by it.
    await mustCall(sandbox, 'users.info', { user: 'U0ACMESAM' });
    now += wait * 1000;
    expect((await create(20)).status).toBe(200);
  });
});

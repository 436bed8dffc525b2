import { ErrorCode, LogLevel, WebClient } from '@slack/web-api';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultRule } from '../../../src/sandbox/faults/rules.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { call } from '../support/api.ts';
import { helloManifest } from '../support/bolt-app.ts';

let sandbox: Sandbox;
let slack: WebClient;

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: helloManifest, rateLimits: false });
  slack = new WebClient(sandbox.botToken, {
    slackApiUrl: sandbox.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  });
  await slack.conversations.join({ channel: channelId('general') });
});
afterEach(() => sandbox.clearFaults());
afterAll(() => sandbox.stop());

function channelId(name: string): string {
  return sandbox.person('riley').conversation(name).id;
}

function posted(text: string): number {
  return sandbox
    .person('riley')
    .messages('general')
    .filter((one) => one.text === text).length;
}

async function post(text: string, rule: FaultRule): Promise<unknown> {
  sandbox.inject(rule);
  return slack.chat.postMessage({ channel: channelId('general'), text }).catch((error: unknown) => error);
}

const on = 'chat.postMessage';

describe('to a call', () => {
  test('a reset comes before it is done', async () => {
    const error = await post('reset', { on, fault: 'reset', count: 1 });
    expect(error).toMatchObject({ code: ErrorCode.RequestError });
    expect(posted('reset')).toBe(0);
    expect(await post('after reset', { on: 'pins.add', fault: 'reset' })).toMatchObject({ ok: true });
  });

  test('accepted and then dropped, it is done and its answer never comes', async () => {
    const error = await post('dropped', { on, fault: 'accept-then-drop', count: 1 });
    expect(error).toMatchObject({ code: ErrorCode.RequestError });
    expect(posted('dropped')).toBe(1);
  });

  test('the cut is a true reset of the connection', async () => {
    sandbox.inject({ on: 'auth.test', fault: 'reset', count: 1 });
    const error = await call(sandbox, 'auth.test').catch((thrown: Error) => thrown.cause);
    expect(error).toMatchObject({ code: 'ECONNRESET' });
  });

  test('a rate limit says how long to wait, in whole seconds', async () => {
    const error = await post('limited', { on, fault: 'rate-limit', count: 1, ms: 6_500 });
    expect(error).toMatchObject({ code: ErrorCode.RateLimitedError, retryAfter: 7 });
    expect(posted('limited')).toBe(0);
  });

  test('a server error is a 500 and nothing is done', async () => {
    const error = await post('broken', { on, fault: 'server-error', count: 1 });
    expect(error).toMatchObject({ code: ErrorCode.HTTPError, statusCode: 500 });
    expect(posted('broken')).toBe(0);
  });

  test.each([
    ['refused-token', 'invalid_auth'],
    ['proxy-page', undefined],
  ] as const)('%s: nothing is done, and the answer says so or is not Slack’s', async (fault, error) => {
    const answer = await post(fault, { on, fault, count: 1 });
    expect(answer).toMatchObject({ code: ErrorCode.PlatformError });
    expect((answer as unknown as { data: { error?: string } }).data.error).toBe(error);
    expect(posted(fault)).toBe(0);
  });

  test('a slow one is done only after the wait', async () => {
    const began = performance.now();
    expect(await post('slow', { on, fault: 'slow', count: 1, ms: 120 })).toMatchObject({ ok: true });
    expect(performance.now() - began).toBeGreaterThanOrEqual(119);
    expect(posted('slow')).toBe(1);
  });

  test('a double create leaves two behind one answer', async () => {
    const answer = await post('twice', { on, fault: 'double-create', count: 1 });
    expect(answer).toMatchObject({ ok: true });
    expect(posted('twice')).toBe(2);
  });

  test('rules are counted, told, and gone once cleared', async () => {
    const id = sandbox.inject({ on, fault: 'server-error' });
    await slack.chat.postMessage({ channel: channelId('general'), text: 'x' }).catch(() => {});
    expect(sandbox.faultRules()).toMatchObject([{ id, seen: 1, struck: 1 }]);
    sandbox.clearFaults(id);
    expect(sandbox.faultRules()).toEqual([]);
    expect(await slack.chat.postMessage({ channel: channelId('general'), text: 'y' })).toMatchObject({
      ok: true,
    });
  });
});

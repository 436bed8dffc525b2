import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebAPIHTTPError, WebAPIPlatformError } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { createClient, outcomeOf } from '../../src/slack/calls.ts';
import { refusalOf } from '../../src/slack/refusals.ts';
import documented from '../support/slack-refusals.json' with { type: 'json' };

const codeOutcome = (error: string) =>
  outcomeOf(new WebAPIPlatformError({ ok: false, error }), 'chat.postMessage');

describe('what an error code of Slack’s means', () => {
  test.each(documented)('%s, which Slack documents, is in the table with a reason', (code) => {
    expect(refusalOf(code).why).not.toBe(refusalOf('a_code_that_nobody_knows').why);
  });

  test.each([
    ['invalid_auth', { kind: 'later', isShutOut: true }],
    ['token_revoked', { kind: 'later', isShutOut: true }],
    ['ratelimited', { kind: 'later', method: 'chat.postMessage' }],
    ['internal_error', { kind: 'unsure' }],
    ['restricted_action', { kind: 'failed', reason: 'restricted_action' }],
    ['a_code_that_nobody_knows', { kind: 'later' }],
    ['constructor', { kind: 'later' }],
  ])('%s', (code, outcome) => {
    expect(codeOutcome(code)).toMatchObject(outcome);
  });

  test('a code that nobody knows holds up no other call of the method', () => {
    expect(codeOutcome('a_code_that_nobody_knows')).not.toHaveProperty('method');
  });

  test.each([
    [400, 'later'],
    [403, 'later'],
    [404, 'later'],
    [407, 'later'],
    [408, 'unsure'],
    [500, 'unsure'],
    [503, 'unsure'],
  ])('HTTP %i is never the end', (status, kind) => {
    expect(outcomeOf(new WebAPIHTTPError(status, '', {}, '{}'), 'auth.test')).toMatchObject({ kind });
  });
});

describe('what a proxy answers in Slack’s place', () => {
  const answers: readonly [what: string, status: number, body: string, expected: object][] = [
    ['a page', 200, '<html>Sign in</html>', { kind: 'unsure', isShutOut: true }],
    ['nothing', 200, '', { kind: 'unsure', isShutOut: true }],
    ['an empty object', 200, '{}', { kind: 'unsure', isShutOut: true }],
    ['a list', 200, '[]', { kind: 'unsure', isShutOut: true }],
    ['null', 200, 'null', { kind: 'unsure', isShutOut: true }],
    ['a text', 200, '"no"', { kind: 'unsure', isShutOut: true }],
    ['no error', 200, '{"ok":false}', { kind: 'unsure', isShutOut: true }],
    ['a pause of no length', 429, '', { kind: 'later', afterMs: 30_000 }],
    ['404 with other JSON', 404, '{"path":"/api"}', { kind: 'later', isShutOut: true }],
    ['a refusal', 200, '{"ok":false,"error":"restricted_action"}', { kind: 'failed' }],
  ];

  test.each(answers)('%s', async (_, status, body, expected) => {
    const server = createServer((_request, response) => response.writeHead(status).end(body));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const client = createClient('xoxb-1', `http://127.0.0.1:${port}/api/`);
    try {
      const error = await client.auth.test().then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(outcomeOf(error, 'auth.test')).toMatchObject(expected);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('an answer of Slack’s passes unchanged', async () => {
    const server = createServer((_request, response) => response.end('{"ok":true,"team_id":"T1"}'));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    expect(await createClient('xoxb-1', `http://127.0.0.1:${port}/api/`).auth.test()).toMatchObject({
      team_id: 'T1',
    });
    server.closeAllConnections();
    server.close();
  });
});

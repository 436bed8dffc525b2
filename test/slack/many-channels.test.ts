import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createClient } from '../../src/slack/calls.ts';
import { findLinesChannel } from '../../src/slack/lines-channel.ts';
import { linesChannelOf, SOUGHT } from '../../src/store/lines-channel.ts';
import { nameWorkspace } from '../../src/store/roster/apply.ts';
import { testDatabase } from '../support/database.ts';

/** As much of Slack as it takes: 30,000 channels in pages of 200, and a limit on how many pages it tells at once. */
async function slackWithMany(wanted: number, perBurst: number) {
  const calls: string[] = [];
  let burst = 0;
  const server: Server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const method = (request.url ?? '').split('/').at(-1) ?? '';
    calls.push(method);
    const args = new URLSearchParams(body);
    const say = (answer: object) => response.end(JSON.stringify(answer));
    if (method === 'conversations.create') return say({ ok: false, error: 'name_taken' });
    if (method !== 'conversations.list')
      return say({ ok: true, channel: { id: `C${wanted}`, is_member: true } });
    burst += 1;
    if (burst > perBurst) {
      burst = 0;
      return response.writeHead(429, { 'retry-after': '1' }).end('{"ok":false,"error":"ratelimited"}');
    }
    const from = Number(args.get('cursor') ?? 0);
    const channels = Array.from({ length: 200 }, (_, index) => ({
      id: `C${from + index}`,
      name: from + index === wanted ? 'escalations' : `room-${from + index}`,
    }));
    const next = from + 200;
    say({ ok: true, channels, response_metadata: { next_cursor: next < 30_000 ? String(next) : '' } });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { calls, client: createClient('xoxb-1', `http://127.0.0.1:${port}/api/`), server };
}

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

test('among 30,000 channels the start goes on within seconds, and the search after it', async () => {
  const database = await testDatabase();
  await nameWorkspace(database.db, 'T1', 'Acme');
  const slack = await slackWithMany(29_990, 25);
  server = slack.server;
  const began = performance.now();
  const found = await findLinesChannel(database.db, slack.client, 'T1', 'escalations');
  expect(performance.now() - began).toBeLessThan(4_500);
  expect(found.rest).not.toBeNull();
  expect(await linesChannelOf(database.db, 'T1')).toBe(SOUGHT);
  expect(await found.rest).toEqual([]);
  expect(await linesChannelOf(database.db, 'T1')).toBe('C29990');
  const before = slack.calls.length;
  const again = await findLinesChannel(database.db, slack.client, 'T1', 'escalations');
  expect(again).toEqual({ warnings: [], rest: null });
  expect(slack.calls.slice(before)).toEqual(['conversations.info']);
  await database.stop();
}, 60_000);

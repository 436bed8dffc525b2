import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { channelOfBot, mustCall } from './support/api.ts';
import { helloManifest } from './support/bolt-app.ts';
import { openWindow } from './support/window.ts';

let small: Sandbox;
let large: Sandbox;

beforeAll(async () => {
  small = await startSandbox({ manifest: helloManifest, rateLimits: false });
  const began = performance.now();
  const seed = { crowd: { people: 20_000, channels: 5000 } };
  large = await startSandbox({ manifest: helloManifest, rateLimits: false, seed });
  console.log(`20,000 people and 5,000 channels: ready in ${Math.round(performance.now() - began)} ms`);
});
afterAll(async () => {
  await small.stop();
  await large.stop();
});

/** The median of twenty runs, in ms. */
async function median(act: (n: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    const began = performance.now();
    await act(n);
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b)[10] ?? 0;
}

async function measure(sandbox: Sandbox) {
  const channel = await channelOfBot(sandbox, 'measured');
  const window = await openWindow(sandbox, 'U0ACMERILEY');
  const figures: Record<string, number> = {};
  const take = async (name: string, act: (n: number) => Promise<unknown>) => {
    figures[name] = Math.round((await median(act)) * 10) / 10;
  };
  await take('chat.postMessage', () => mustCall(sandbox, 'chat.postMessage', { channel, text: 'x' }));
  await take('conversations.create', (n) => channelOfBot(sandbox, `made-${n}`));
  await take('conversations.list, 100', () => mustCall(sandbox, 'conversations.list', { limit: 100 }));
  await take('users.lookupByEmail', () =>
    mustCall(sandbox, 'users.lookupByEmail', { email: 'sam@acme-support.example' }),
  );
  await take('users.list, 200', () => mustCall(sandbox, 'users.list', { limit: 200 }));
  await take('page: hello', () => window.request('hello', { user: 'U0ACMERILEY' }));
  await take('page: people.search "sam"', () => window.request('people.search', { query: 'sam' }));
  await take('page: people.search "zzz"', () => window.request('people.search', { query: 'zzz' }));
  await take('page: conversations.search', () => window.request('conversations.search', { query: 'zzz' }));
  await take('page: message in #general', (n) =>
    window.request('message.post', { channel: 'C0ACMEGENERAL', text: `${n}` }),
  );
  await take('page: members of #general', () =>
    window.request('conversation.members', { channel: 'C0ACMEGENERAL' }),
  );
  window.close();
  return figures;
}

test('a crowd slows nothing: printed for reading, for times depend on the machine', async () => {
  const few = await measure(small);
  const many = await measure(large);
  console.table(
    Object.fromEntries(
      Object.keys(few).map((name) => [name, { 'few (ms)': few[name], 'crowd (ms)': many[name] }]),
    ),
  );
  expect(large.person('riley').conversation('general').memberCount).toBe(20_019);
  const { channels } = await mustCall(large, 'conversations.list', { limit: 999 });
  expect(channels).toHaveLength(999);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { channelOfBot, mustCall } from './support/api.ts';
import { helloManifest } from './support/bolt-app.ts';

let dataDir: string;
const running: Sandbox[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
});
afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.stop();
  rmSync(dataDir, { recursive: true });
});

async function start(): Promise<Sandbox> {
  const sandbox = await startSandbox({ manifest: helloManifest, dataDir });
  running.push(sandbox);
  return sandbox;
}

/** A channel with a topic, a thread, a pin, a reaction, an edit and a home, as Riley sees them. */
async function live(sandbox: Sandbox): Promise<void> {
  const channel = await channelOfBot(sandbox, 'kept');
  await mustCall(sandbox, 'conversations.invite', { channel, users: 'U0ACMERILEY' });
  await mustCall(sandbox, 'conversations.setTopic', { channel, topic: 'SEV2' });
  const { ts } = await mustCall(sandbox, 'chat.postMessage', { channel, text: 'card' });
  await mustCall(sandbox, 'pins.add', { channel, timestamp: ts });
  await mustCall(sandbox, 'chat.update', { channel, ts, text: 'card, changed' });
  const riley = sandbox.person('riley');
  riley.say('kept', 'in the thread', String(ts));
  riley.react({ channel, ts: String(ts) }, 'eyes');
  riley.delete(riley.say('kept', 'never mind'));
  await mustCall(sandbox, 'views.publish', {
    user_id: 'U0ACMERILEY',
    view: { type: 'home', blocks: [{ type: 'divider' }] },
  });
}

function seen(sandbox: Sandbox) {
  const riley = sandbox.person('riley');
  const messages = riley.messages('kept');
  return {
    conversations: riley.conversations(),
    messages,
    threads: messages.map(({ ts }) => riley.thread('kept', ts)),
    pins: riley.pins('kept'),
    members: riley.members('kept'),
    home: riley.home(),
  };
}

test('everything is there again after a stop', async () => {
  const first = await start();
  await live(first);
  const before = seen(first);
  await first.stop();
  running.length = 0;
  expect(seen(await start())).toEqual(before);
});

test('everything is there again after kill -9, and a line half written is left out', async () => {
  const script = fileURLToPath(new URL('support/crash.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('200 messages\n');
  child.kill('SIGKILL');
  await once(child, 'exit');
  appendFileSync(join(dataDir, 'journal.jsonl'), '["messages","C1:2",{"channel":"C1","ts"');
  const sandbox = await start();
  const texts = () =>
    sandbox
      .person('riley')
      .messages('random')
      .map((one) => one.text)
      .filter((text) => text.startsWith('message '));
  expect(texts()).toEqual(Array.from({ length: 200 }, (_, n) => `message ${n}`));
  sandbox.person('riley').say('random', 'message after the torn line');
  await sandbox.stop();
  running.length = 0;
  expect((await start()).person('riley').messages('random').at(-1)?.text).toBe('message after the torn line');
});

test('a folder in use is not touched by a second process', async () => {
  await start();
  const lock = join(dataDir, 'lock');
  writeFileSync(lock, String(process.ppid));
  await expect(startSandbox({ manifest: helloManifest, dataDir })).rejects.toThrow(
    `${dataDir} is in use by process ${process.ppid}: stop it, or choose another folder.`,
  );
});

test('nobody is told the seed’s people joined, and the seed is sown once', async () => {
  const first = await start();
  expect(first.deliveries).toEqual([]);
  first.person('morgan').createChannel('mine');
  await first.stop();
  running.length = 0;
  const names = (await start())
    .person('morgan')
    .conversations()
    .map((one) => one.name);
  expect(names.filter((name) => name === 'general')).toHaveLength(1);
  expect(names).toContain('mine');
  expect(readFileSync(join(dataDir, 'journal.jsonl'), 'utf8').split('\n').length).toBeLessThan(5);
});

test('a port in use is named in one sentence', async () => {
  const first = await start();
  const port = Number(new URL(first.url).port);
  await expect(startSandbox({ manifest: helloManifest, port })).rejects.toThrow(
    `Port ${port} is in use: choose a free one, or stop what listens there.`,
  );
});

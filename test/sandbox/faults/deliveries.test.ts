import { afterEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { helloManifest } from '../support/bolt-app.ts';
import { rawApp } from '../support/raw-app.ts';

let sandbox: Sandbox;

async function start() {
  sandbox = await startSandbox({ manifest: helloManifest, retryDelaysMs: [20, 20, 20] });
  const app = await rawApp(sandbox);
  const texts = () => app.received.map((one) => one.payload.text);
  return { app, texts, riley: sandbox.person('riley') };
}

afterEach(() => sandbox.stop());

test('dropped before, the app never sees it and the person is told', async () => {
  const { texts, riley } = await start();
  sandbox.inject({ on: 'deliver:/hello', fault: 'drop-before', count: 1 });
  expect(await riley.command('general', '/hello', 'one')).toHaveProperty('notice');
  expect(await riley.command('general', '/hello', 'two')).toEqual({});
  expect(texts()).toEqual(['two']);
});

test('accepted and then dropped, an event comes again', async () => {
  const { app, riley } = await start();
  sandbox.inject({ on: 'deliver:app_home_opened', fault: 'accept-then-drop', count: 1 });
  riley.openHome();
  await sandbox.until(() => app.received.length === 2);
  const [first, second] = app.received;
  expect(second?.payload.event_id).toBe(first?.payload.event_id);
  expect(second).toMatchObject({ retry_attempt: 1 });
});

test('a duplicate comes twice under one id of Slack’s', async () => {
  const { app, texts, riley } = await start();
  sandbox.inject({ on: 'deliver:slash_commands', fault: 'duplicate', count: 1 });
  expect(await riley.command('general', '/hello', 'twice')).toEqual({});
  await sandbox.until(() => app.received.length === 2);
  expect(texts()).toEqual(['twice', 'twice']);
  const [first, second] = app.received;
  expect(second?.payload.trigger_id).toBe(first?.payload.trigger_id);
  expect(second?.envelope_id).not.toBe(first?.envelope_id);
});

test('a reordered one is overtaken by the next', async () => {
  const { texts, riley } = await start();
  sandbox.inject({ on: 'deliver:/hello', fault: 'reorder', count: 1, ms: 5_000 });
  const first = riley.command('general', '/hello', 'first');
  await riley.command('general', '/hello', 'second');
  await first;
  expect(texts()).toEqual(['second', 'first']);
});

test('a late acknowledgement is told to the person, repeated for an event, and not blamed on the app', async () => {
  const { app, riley } = await start();
  sandbox.inject({ on: 'deliver:*', fault: 'late-ack', count: 2 });
  expect(await riley.command('general', '/hello', 'late')).toHaveProperty('notice');
  riley.openHome();
  await sandbox.until(() => app.received.length === 3);
  expect(app.received[2]).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout' });
  expect(sandbox.appErrors).toEqual({ lateAcks: 0, badAnswers: 0, log: [] });
});

test('a slow one is late by as much', async () => {
  const { riley } = await start();
  sandbox.inject({ on: 'deliver:/hello', fault: 'slow', count: 1, ms: 100 });
  const began = performance.now();
  await riley.command('general', '/hello', 'slow');
  expect(performance.now() - began).toBeGreaterThanOrEqual(99);
});

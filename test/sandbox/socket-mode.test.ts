import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Json } from '../../src/sandbox/protocol.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { call } from './support/api.ts';
import { helloManifest } from './support/bolt-app.ts';
import { rawApp } from './support/raw-app.ts';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({ manifest: helloManifest });
});
afterEach(() => sandbox.stop());

/** For the tests in which nothing is acknowledged, so that they need not wait as long as Slack does. */
async function startImpatient(): Promise<void> {
  await sandbox.stop();
  sandbox = await startSandbox({ manifest: helloManifest, ackTimeoutMs: 100, retryDelaysMs: [10] });
}

const events = (app: { received: { payload: Json }[] }, type: string) =>
  app.received.filter((one) => (one.payload.event as Json | undefined)?.type === type);

describe('a connection', () => {
  test('is greeted with the app’s id and the number of connections', async () => {
    const first = await rawApp(sandbox);
    const second = await rawApp(sandbox);
    expect(first.hello).toMatchObject({ num_connections: 1, connection_info: { app_id: sandbox.appId } });
    expect(second.hello).toMatchObject({ num_connections: 2 });
  });

  test('needs a fresh link for each time, and the app-level token for a link', async () => {
    expect(await call(sandbox, 'apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
    const { url } = await call(sandbox, 'apps.connections.open', {}, sandbox.appToken);
    const closeCode = (address: string) =>
      new Promise((resolve) => {
        const socket = new WebSocket(address);
        socket.on('close', resolve);
        socket.on('message', () => socket.close(4000));
      });
    expect(await closeCode(String(url))).toBe(4000);
    expect(await closeCode(String(url))).toBe(1008);
  });

  test('is asked to come again', async () => {
    const app = await rawApp(sandbox);
    sandbox.refreshConnections();
    await sandbox.person('riley').command('general', '/hello');
    expect(app.disconnects).toMatchObject([{ type: 'disconnect', reason: 'refresh_requested' }]);
  });
});

describe('an envelope', () => {
  test('goes to any of several connections, to one of them', async () => {
    const apps = [await rawApp(sandbox), await rawApp(sandbox), await rawApp(sandbox)];
    for (let n = 0; n < 6; n += 1) await sandbox.person('riley').command('general', '/hello', `${n}`);
    expect(apps.map((app) => app.received.length)).toEqual([2, 2, 2]);
  });

  test('has Slack’s fields', async () => {
    const app = await rawApp(sandbox);
    await sandbox.person('riley').command('general', '/hello', 'all');
    expect(app.received[0]).toMatchObject({
      type: 'slash_commands',
      accepts_response_payload: true,
      payload: {
        command: '/hello',
        text: 'all',
        user_id: 'U0ACMERILEY',
        user_name: 'riley',
        channel_id: 'C0ACMEGENERAL',
        channel_name: 'general',
        team_id: sandbox.workspaceId,
        team_domain: 'acme-support',
        api_app_id: sandbox.appId,
        is_enterprise_install: 'false',
      },
    });
  });

  test('that is not acknowledged in time is a fault, and the person is told', async () => {
    await startImpatient();
    await rawApp(sandbox, () => {});
    const riley = sandbox.person('riley');
    const notice = '/hello failed because the app did not respond in time.';
    expect(await riley.command('general', '/hello')).toEqual({ notice });
    expect(riley.notices()).toEqual([notice]);
    expect(sandbox.appErrors).toMatchObject({ lateAcks: 1, badAnswers: 0 });
    expect(await riley.shortcut('open_form')).toEqual({
      notice: 'We had some trouble connecting. Try again?',
    });
    expect(sandbox.appErrors.lateAcks).toBe(2);
  });

  test('is answered with an error at once when no app is there', async () => {
    expect(await sandbox.person('riley').command('general', '/hello')).toEqual({
      notice: '/hello failed with the error "dispatch_failed"',
    });
    expect(sandbox.appErrors.lateAcks).toBe(0);
  });

  test('that a connection took with it goes to another one', async () => {
    const lost = await rawApp(sandbox, (_, app) => app.close());
    const other = rawApp(sandbox);
    const answer = await sandbox.person('riley').command('general', '/hello');
    expect(answer).toEqual({});
    const kept = await other;
    expect(lost.received.length + kept.received.length).toBeGreaterThan(0);
    expect(kept.received.length).toBe(1);
    expect(sandbox.appErrors.lateAcks).toBe(0);
  });

  test('is sent again to a test that asks for it', async () => {
    const app = await rawApp(sandbox);
    await sandbox.person('riley').command('general', '/hello', 'twice');
    const sent = sandbox.deliveries.at(-1);
    if (sent) await sandbox.redeliver(sent);
    expect(app.received.map((one) => one.payload.text)).toEqual(['twice', 'twice']);
    expect(app.received[0]?.payload).toEqual(app.received[1]?.payload);
  });
});

describe('an event', () => {
  test('waits until the app is there', async () => {
    sandbox.person('riley').openHome();
    const app = await rawApp(sandbox);
    await sandbox.until(() => events(app, 'app_home_opened').length === 1);
    expect(sandbox.appErrors.lateAcks).toBe(0);
  });

  test('that is not acknowledged is tried again, with its attempt and reason', async () => {
    await startImpatient();
    const app = await rawApp(sandbox, () => {});
    sandbox.person('riley').openHome();
    await sandbox.until(() => events(app, 'app_home_opened').length === 2);
    expect(app.received.map(({ retry_attempt, retry_reason }) => [retry_attempt, retry_reason])).toEqual([
      [0, ''],
      [1, 'timeout'],
    ]);
    const [first, second] = app.received;
    expect(first?.payload.event_id).toBe(second?.payload.event_id);
    expect(first?.envelope_id).not.toBe(second?.envelope_id);
  });

  test('is not sent for what the app did not subscribe to, or has no scope for', async () => {
    await sandbox.stop();
    const manifest = helloManifest
      .replace('      - reaction_added\n', '')
      .replace('      - channels:history\n', '');
    sandbox = await startSandbox({ manifest });
    const app = await rawApp(sandbox);
    const sam = sandbox.person('sam');
    sam.createChannel('quiet-room');
    sam.invite('quiet-room', [sandbox.botUserId]);
    const message = sam.say('quiet-room', 'hello');
    sam.react(message, 'eyes');
    sam.pin(message);
    await sandbox.until(() => events(app, 'pin_added').length === 1);
    expect(events(app, 'message')).toEqual([]);
    expect(events(app, 'reaction_added')).toEqual([]);
  });
});

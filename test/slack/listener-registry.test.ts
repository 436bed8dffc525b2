import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { expect, test } from 'vitest';
import { createListenerRegistry } from '../../src/slack/listener-registry.ts';

const receiver: Receiver = { init() {}, start: async () => {}, stop: async () => {} };

/** An app that nothing reaches but what the test hands to it. */
function board() {
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-1', botId: 'B1', botUserId: 'U1' }),
    convoStore: false,
  });
  const acknowledged: string[] = [];
  const arrive = (name: string, body: Record<string, unknown>) => {
    const ack = async () => void acknowledged.push(name);
    return app.processEvent({
      body: { team_id: 'T1', team: { id: 'T1' }, user_id: 'U2', user: { id: 'U2' }, ...body },
      ack,
    } as ReceiverEvent);
  };
  const press = (action: string) =>
    arrive(action, { type: 'block_actions', actions: [{ type: 'button', action_id: action }] });
  return { listeners: createListenerRegistry(app, async (args) => args), acknowledged, arrive, press };
}

test('what arrives goes to the one who listens for it, whatever its kind', async () => {
  const { listeners, acknowledged, arrive, press } = board();
  const heard: string[] = [];
  const reached = (what: string) => async (args: unknown) => {
    heard.push(what);
    await (args as { ack?: () => Promise<void> }).ack?.();
  };
  listeners.action('claim', reached('action'));
  listeners.action('join', reached('another action'));
  listeners.command('/swarm', reached('command'));
  listeners.event('pin_removed', reached('event'));
  listeners.shortcut('escalate', reached('shortcut'));
  listeners.view('claim', reached('view'));
  await press('claim');
  await arrive('/swarm', { command: '/swarm', text: 'list' });
  await arrive('pin', { type: 'event_callback', event: { type: 'pin_removed' } });
  await arrive('escalate', { type: 'shortcut', callback_id: 'escalate' });
  await arrive('form', { type: 'view_submission', view: { callback_id: 'claim' } });
  expect(heard).toEqual(['action', 'command', 'event', 'shortcut', 'view']);
  expect(acknowledged).toEqual(expect.arrayContaining(['claim', '/swarm', 'escalate', 'form']));
});

test('what nobody listens for stays unacknowledged', async () => {
  const { acknowledged, press } = board();
  await press('of an earlier version');
  expect(acknowledged).toEqual([]);
});

test('nobody listens under the name of another', () => {
  const { listeners } = board();
  listeners.action('claim', async () => {});
  expect(() => listeners.action('claim', async () => {})).toThrow('two listeners for claim');
});

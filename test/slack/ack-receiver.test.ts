import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { expect, test } from 'vitest';
import { createAckReceiver } from '../../src/slack/ack-receiver.ts';
import type { ListenerContext } from '../../src/slack/listener-context.ts';

/** A Bolt app behind the ack receiver; returns which events reached a listener, and how what is delivered was acknowledged. */
async function openDoor() {
  let bolt: App | undefined;
  const receiver: Receiver = {
    init: (app) => {
      bolt = app;
    },
    start: async () => {},
    stop: async () => {},
  };
  const app = new App({
    receiver: createAckReceiver(receiver, {} as ListenerContext).receiver,
    authorize: async () => ({ botId: 'B1', botUserId: 'U1' }),
  });
  const heard: unknown[] = [];
  app.event(/./, async ({ event }) => void heard.push('subtype' in event ? event.subtype : event.type));
  return {
    heard,
    async deliver(event: object): Promise<number> {
      let acknowledged = 0;
      const ack = async () => void acknowledged++;
      const body = { type: 'event_callback', team_id: 'T1', event };
      await bolt?.processEvent({ body, ack } as ReceiverEvent);
      return acknowledged;
    },
  };
}

test('what people write to each other is acknowledged at the door, and no listener is asked', async () => {
  const { deliver, heard } = await openDoor();
  const message = { type: 'message', channel: 'C1', user: 'U2', text: 'Hello', ts: '1.1' };
  const small = [{}, { subtype: 'message_changed' }, { subtype: 'channel_join' }, { subtype: 'constructor' }];
  for (const more of small) expect(await deliver({ ...message, ...more })).toBe(1);
  expect(heard).toEqual([]);
});

test('a message that is gone, a converted channel and every other event are heard before they are acknowledged', async () => {
  const { deliver, heard } = await openDoor();
  const message = { type: 'message', channel: 'C1', ts: '1.1' };
  const telling = ['message_deleted', 'channel_convert_to_public', 'channel_convert_to_private'];
  for (const subtype of telling) expect(await deliver({ ...message, subtype })).toBe(1);
  expect(await deliver({ type: 'channel_archive', channel: 'C1', user: 'U2' })).toBe(1);
  expect(heard).toEqual([...telling, 'channel_archive']);
});

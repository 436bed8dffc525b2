import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Json } from '../../src/sandbox/protocol.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { call, channelOfBot, mustCall } from './support/api.ts';
import { helloManifest } from './support/bolt-app.ts';
import { type RawApp, rawApp } from './support/raw-app.ts';

let sandbox: Sandbox;
let app: RawApp;

beforeAll(async () => {
  const more = [
    'channel_archive',
    'channel_deleted',
    'channel_left',
    'channel_rename',
    'channel_shared',
    'channel_unarchive',
    'channel_unshared',
    'group_archive',
    'group_deleted',
    'group_left',
  ]
    .concat('member_left_channel', 'pin_removed', 'user_change')
    .map((name) => `      - ${name}\n`);
  const manifest = helloManifest.replace('    bot_events:\n', `    bot_events:\n${more.join('')}`);
  sandbox = await startSandbox({ manifest, rateLimits: false });
  app = await rawApp(sandbox);
});
afterAll(() => sandbox.stop());

/** The first event like this one, and its envelope's payload, once it has come. */
async function event(wanted: Json): Promise<Json> {
  const like = expect.objectContaining(wanted);
  return sandbox.until(() =>
    app.received.map((one) => one.payload.event as Json).find((one) => like.asymmetricMatch(one)),
  );
}

test('a channel’s life reaches the app: created, joined, renamed, archived, brought back, left and deleted', async () => {
  const riley = sandbox.person('riley');
  const { id: channel } = riley.createChannel('life');
  await event({ type: 'channel_created', channel: expect.objectContaining({ id: channel, name: 'life' }) });
  riley.invite('life', ['@hello_bot', 'sam']);
  const inviter = 'U0ACMERILEY';
  await event({
    type: 'member_joined_channel',
    user: sandbox.botUserId,
    channel,
    channel_type: 'C',
    inviter,
  });
  await event({
    type: 'message',
    subtype: 'channel_join',
    user: 'U0ACMESAM',
    channel,
    channel_type: 'channel',
    inviter,
  });
  riley.rename('life', 'lives');
  await event({ type: 'channel_rename', channel: expect.objectContaining({ id: channel, name: 'lives' }) });
  riley.archive('lives');
  await event({ type: 'channel_archive', channel, user: inviter });
  // Slack puts bots out of an archived channel, and lets none of them un-archive it.
  expect(await call(sandbox, 'chat.postMessage', { channel, text: 'Hm' })).toMatchObject({ ok: false });
  expect(await call(sandbox, 'conversations.unarchive', { channel })).toMatchObject({
    error: 'not_in_channel',
  });
  riley.archive('lives', false);
  await event({ type: 'channel_unarchive', channel, user: inviter });
  expect(await call(sandbox, 'chat.postMessage', { channel, text: 'Hm' })).toMatchObject({
    error: 'not_in_channel',
  });
  riley.invite('lives', ['@hello_bot']);
  sandbox.person('sam').leave('lives');
  await event({ type: 'member_left_channel', user: 'U0ACMESAM', channel });
  riley.kick('lives', '@hello_bot');
  await event({ type: 'channel_left', channel, actor_id: inviter });
  riley.deleteChannel('lives');
  await event({ type: 'channel_deleted', channel });
  expect(await call(sandbox, 'conversations.info', { channel })).toMatchObject({
    error: 'channel_not_found',
  });
  await channelOfBot(sandbox, 'lives');
});

test('a channel that is opened to others, closed again and deleted is told so', async () => {
  const riley = sandbox.person('riley');
  const channel = await channelOfBot(sandbox, 'closed', true);
  await mustCall(sandbox, 'conversations.invite', { channel, users: riley.id });
  const info = async () => (await mustCall(sandbox, 'conversations.info', { channel })).channel;
  riley.share(channel, 'T0PARTNER');
  await event({ type: 'channel_shared', channel, connected_team_id: 'T0PARTNER' });
  expect(await info()).toMatchObject({ is_ext_shared: true, is_private: true });
  riley.share(channel, 'T0PARTNER', false);
  await event({
    type: 'channel_unshared',
    channel,
    previously_connected_team_id: 'T0PARTNER',
    is_ext_shared: false,
  });
  riley.convert(channel, 'public');
  await event({ type: 'message', subtype: 'channel_convert_to_public', channel, channel_type: 'channel' });
  expect(await info()).toMatchObject({ is_ext_shared: false, is_private: false });
  riley.convert(channel, 'private');
  await event({ type: 'message', subtype: 'channel_convert_to_private', channel, channel_type: 'group' });
  riley.archive(channel);
  await event({ type: 'group_archive', channel, user: riley.id });
  expect(await call(sandbox, 'conversations.info', { channel })).toMatchObject({
    error: 'channel_not_found',
  });
});

test('an administrator deletes what others wrote, and nobody else does', async () => {
  const channel = await channelOfBot(sandbox, 'moderated');
  const { ts } = await mustCall(sandbox, 'chat.postMessage', { channel, text: 'mine' });
  expect(() => sandbox.person('riley').delete({ channel, ts: String(ts) })).toThrow();
  sandbox.person('morgan').moderate({ channel, ts: String(ts) });
  await event({ type: 'message', subtype: 'message_deleted', channel, deleted_ts: ts });
});

test('a message’s life reaches the app: posted, changed, pinned, reacted to and deleted', async () => {
  const riley = sandbox.person('riley');
  const channel = await channelOfBot(sandbox, 'said', true);
  await mustCall(sandbox, 'conversations.invite', { channel, users: 'U0ACMERILEY' });
  const { ts } = riley.say('said', 'a & <b> <!channel> <@U0ACMESAM> https://acme.example/?a=1&b=2');
  const text = 'a &amp; &lt;b&gt; &lt;!channel&gt; <@U0ACMESAM> <https://acme.example/?a=1&amp;b=2>';
  const posted = await event({
    type: 'message',
    ts,
    channel,
    channel_type: 'group',
    user: 'U0ACMERILEY',
    text,
  });
  expect(posted).toMatchObject({
    blocks: [{ type: 'rich_text' }],
    client_msg_id: expect.any(String),
    event_ts: ts,
  });
  const at = { channel, ts };
  riley.edit(at, 'changed');
  await event({
    type: 'message',
    subtype: 'message_changed',
    channel,
    message: expect.objectContaining({
      text: 'changed',
      edited: expect.objectContaining({ user: 'U0ACMERILEY' }),
    }),
    previous_message: expect.objectContaining({ text }),
  });
  riley.pin(at);
  await event({ type: 'pin_added', channel_id: channel, user: 'U0ACMERILEY', pin_count: 1 });
  riley.pin(at, false);
  await event({ type: 'pin_removed', channel_id: channel, pin_count: 0, has_pins: false });
  riley.react(at, 'eyes');
  const item = { type: 'message', channel, ts };
  await event({
    type: 'reaction_added',
    user: 'U0ACMERILEY',
    reaction: 'eyes',
    item,
    item_user: 'U0ACMERILEY',
  });
  riley.delete(at);
  await event({ type: 'message', subtype: 'message_deleted', channel, deleted_ts: ts });
});

test('the app hears its own messages with its bot’s id, so that it can leave them be', async () => {
  const channel = await channelOfBot(sandbox, 'own-words');
  const { ts } = await mustCall(sandbox, 'chat.postMessage', { channel, text: 'mine' });
  await event({
    type: 'message',
    ts,
    user: sandbox.botUserId,
    bot_id: 'B0SANDBOXBOT',
    app_id: sandbox.appId,
  });
});

test('people come and go', async () => {
  const zoe = sandbox.addPerson({
    handle: 'zoe',
    name: 'Zoe Adams',
    title: 'Support rep',
    tz: 'Europe/Rome',
  });
  await event({ type: 'team_join', user: expect.objectContaining({ id: zoe.id, real_name: 'Zoe Adams' }) });
  zoe.join('general');
  sandbox.deactivate('zoe');
  await event({ type: 'user_change', user: expect.objectContaining({ id: zoe.id, deleted: true }) });
  expect(await call(sandbox, 'chat.postMessage', { channel: zoe.id, text: 'Hm' })).toMatchObject({
    error: 'user_disabled',
  });
  expect(sandbox.person('riley').members('general')).not.toContain(zoe.id);
  const email = 'zoe@acme-support.example';
  expect(await call(sandbox, 'users.lookupByEmail', { email })).toMatchObject({ error: 'users_not_found' });
  const channel = await channelOfBot(sandbox, 'without-zoe');
  const users = `${zoe.id},U0ACMESAM`;
  const answer = await call(sandbox, 'conversations.invite', { channel, users, force: true });
  expect(answer).toMatchObject({ ok: true, errors: [{ user: zoe.id, ok: false, error: 'cant_invite' }] });
});

test('every event comes in Slack’s envelope', async () => {
  expect(app.received[0]).toMatchObject({
    type: 'events_api',
    accepts_response_payload: false,
    retry_attempt: 0,
    payload: {
      type: 'event_callback',
      team_id: sandbox.workspaceId,
      api_app_id: sandbox.appId,
      event_id: expect.stringMatching(/^Ev/),
      event_time: expect.any(Number),
      authorizations: [{ team_id: sandbox.workspaceId, user_id: sandbox.botUserId, is_bot: true }],
      is_ext_shared_channel: false,
    },
  });
});

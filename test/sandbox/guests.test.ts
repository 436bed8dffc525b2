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
  const manifest = helloManifest.replace('    bot_events:\n', '    bot_events:\n      - user_change\n');
  sandbox = await startSandbox({ manifest, rateLimits: false });
  app = await rawApp(sandbox);
});
afterAll(() => sandbox.stop());

const gus = { handle: 'gus', name: 'Gus Guest', title: '', tz: 'Europe/Berlin' };
const user = async (id: string) => (await mustCall(sandbox, 'users.info', { user: id })).user as Json;
const info = async (channel: string) => (await mustCall(sandbox, 'conversations.info', { channel })).channel;

test('a guest is in no channel, finds none, joins none, makes none, and is in those that they are brought into', async () => {
  const guest = sandbox.addPerson({ ...gus, guest: 'multi-channel' });
  expect(await user(guest.id)).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
  expect(() => guest.join('general')).toThrow();
  expect(() => guest.createChannel('of-guests')).toThrow('Guests cannot do this.');
  const channel = await channelOfBot(sandbox, 'brought-in');
  expect(() => guest.say(channel, 'hello')).toThrow();
  await mustCall(sandbox, 'conversations.invite', { channel, users: guest.id });
  expect(guest.say(channel, 'hello')).toMatchObject({ user: guest.id });
});

test('a guest of a single channel is in one, and told by Slack to be so', async () => {
  const guest = sandbox.addPerson({ ...gus, handle: 'una', guest: 'single-channel' });
  expect(await user(guest.id)).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
  const [first, second] = [await channelOfBot(sandbox, 'first'), await channelOfBot(sandbox, 'second')];
  await mustCall(sandbox, 'conversations.invite', { channel: first, users: guest.id });
  expect(await call(sandbox, 'conversations.invite', { channel: second, users: guest.id })).toMatchObject({
    error: 'ura_max_channels',
  });
});

test('a seeded guest is in no channel, and the list of people says who is one', async () => {
  const seeded = await startSandbox({
    manifest: helloManifest,
    seed: {
      people: [
        { ...gus, handle: 'ann' },
        { ...gus, guest: 'multi-channel' },
      ],
    },
  });
  try {
    const { members } = await mustCall(seeded, 'users.list', { limit: 10 });
    const shown = (members as Json[]).filter((one) => one.is_bot === false);
    expect(shown.map((one) => [one.id, one.is_restricted])).toEqual([
      ['U0ACMEANN', false],
      ['U0ACMEGUS', true],
    ]);
    const { members: inside } = await mustCall(seeded, 'conversations.members', { channel: 'C0ACMEGENERAL' });
    expect(inside).toEqual(['U0ACMEANN']);
  } finally {
    await seeded.stop();
  }
});

test('somebody who becomes a guest stays where they are, and the app is told', async () => {
  const told = (is_restricted: boolean) => {
    const like = expect.objectContaining({ id: 'U0ACMEKOFI', is_restricted });
    return sandbox.until(() =>
      app.received
        .map((one) => one.payload.event as Json)
        .find((one) => one.type === 'user_change' && like.asymmetricMatch(one.user)),
    );
  };
  sandbox.setGuest('kofi', 'multi-channel');
  await told(true);
  expect(sandbox.person('kofi').say('general', 'still here')).toMatchObject({ user: 'U0ACMEKOFI' });
  expect(() => sandbox.person('kofi').join('escalations')).not.toThrow();
  sandbox.setGuest('kofi', null);
  await told(false);
  expect(await user('U0ACMEKOFI')).toMatchObject({ is_restricted: false });
});

test('a channel says whether others have it, have been asked to, or are of the same organisation', async () => {
  const channel = await channelOfBot(sandbox, 'offered');
  const riley = sandbox.person('riley');
  riley.join(channel);
  const alone = {
    is_shared: false,
    is_ext_shared: false,
    is_org_shared: false,
    is_pending_ext_shared: false,
    connected_team_ids: [],
    pending_connected_team_ids: [],
  };
  expect(await info(channel)).toMatchObject(alone);
  riley.offerToShare(channel, 'T0PARTNER');
  const offered = { is_pending_ext_shared: true, pending_connected_team_ids: ['T0PARTNER'] };
  expect(await info(channel)).toMatchObject({ ...alone, ...offered });
  riley.offerToShare(channel, 'T0PARTNER', false);
  expect(await info(channel)).toMatchObject(alone);
  riley.offerToShare(channel, 'T0PARTNER');
  riley.share(channel, 'T0PARTNER');
  const shared = { is_shared: true, is_ext_shared: true, connected_team_ids: ['T0PARTNER'] };
  expect(await info(channel)).toMatchObject({ ...alone, ...shared });
  riley.share(channel, 'T0PARTNER', false);
  riley.shareWithin(channel, 'T0SIBLING');
  const within = {
    is_shared: true,
    is_org_shared: true,
    internal_team_ids: [sandbox.workspaceId, 'T0SIBLING'],
  };
  expect(await info(channel)).toMatchObject({ ...alone, ...within });
});

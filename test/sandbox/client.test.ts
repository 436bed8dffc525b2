import type { App } from '@slack/bolt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Push } from '../../src/sandbox/protocol.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { helloManifest, socketApp } from './support/bolt-app.ts';
import { listen } from './support/hello-listeners.ts';
import { openWindow, type Window } from './support/window.ts';

let sandbox: Sandbox;
let app: App;
let riley: Window;
let sam: Window;

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: helloManifest });
  app = socketApp(sandbox);
  listen(app);
  await app.start();
  riley = await openWindow(sandbox, 'U0ACMERILEY');
  sam = await openWindow(sandbox, 'U0ACMESAM');
});
afterAll(async () => {
  riley.close();
  sam.close();
  await app.stop();
  await sandbox.stop();
});

/** The next push of a kind that this window gets, or has got. */
function pushed<P extends Push['push']>(
  window: Window,
  push: P,
  test: (one: Extract<Push, { push: P }>) => boolean = () => true,
) {
  const find = () =>
    window.pushes.find(
      (one): one is Extract<Push, { push: P }> =>
        one.push === push && test(one as Extract<Push, { push: P }>),
    );
  return expect
    .poll(find, { timeout: 3000 })
    .toBeDefined()
    .then(() => {
      const found = find();
      if (!found) throw new Error(`There was no ${push}.`);
      return found;
    });
}

test('a window learns who it is, where it is and whom it may be', async () => {
  const hello = await riley.request('hello', { user: 'U0ACMERILEY' });
  expect(hello.me).toMatchObject({ handle: 'riley', title: 'Support rep' });
  expect(hello.personas.map((one) => one.handle)).toEqual([
    'riley',
    'robin',
    'sam',
    'noor',
    'dana',
    'lee',
    'morgan',
  ]);
  expect(hello.conversations.map((one) => one.name).sort()).toEqual([
    'escalations',
    'general',
    'random',
    'support',
  ]);
  expect(hello.app).toMatchObject({ name: 'Hello', hasHome: true, connected: true });
  expect(hello.app.commands.map((one) => one.command)).toEqual(['/hello', '/echo', '/form']);
});

test('two windows see each other’s messages, threads, edits, reactions and pins at once', async () => {
  const { message } = await riley.request('message.post', {
    channel: 'C0ACMESUPPORT',
    text: 'Look, <@U0ACMESAM>',
  });
  const seen = await pushed(sam, 'message', (one) => one.message.ts === message.ts);
  expect(seen.message.text).toBe('Look, <@U0ACMESAM>');
  const counted = await pushed(sam, 'conversation', (one) => one.conversation.mentions > 0);
  expect(counted.conversation).toMatchObject({ id: 'C0ACMESUPPORT', unread: 1, mentions: 1 });
  const at = { channel: message.channel, ts: message.ts };
  await sam.request('message.post', { channel: at.channel, text: 'Seen', threadTs: at.ts });
  await pushed(riley, 'message.changed', (one) => one.message.ts === at.ts && one.message.replyCount === 1);
  await sam.request('message.react', { ...at, name: 'eyes', on: true });
  await pushed(riley, 'message.changed', (one) => one.message.reactions.length === 1);
  await sam.request('message.pin', { ...at, pinned: true });
  await pushed(riley, 'conversation', (one) => one.conversation.pinCount === 1);
  await riley.request('message.edit', { ...at, text: 'Look here' });
  await pushed(
    sam,
    'message.changed',
    (one) => one.message.text === 'Look here' && one.message.editedTs !== undefined,
  );
  await sam.request('conversation.read', at);
  await pushed(
    sam,
    'conversation',
    (one) => one.conversation.id === at.channel && one.conversation.unread === 0,
  );
  await riley.request('message.delete', at);
  await pushed(sam, 'message.deleted', (one) => one.ts === at.ts);
});

test('a private channel is nobody’s business until they are invited', async () => {
  const { conversation } = await riley.request('conversation.create', { name: 'just-us', isPrivate: true });
  await riley.request('message.post', { channel: conversation.id, text: 'quiet' });
  await expect(sam.request('conversation.history', { channel: conversation.id })).rejects.toThrow(
    'There is no such channel',
  );
  expect((await sam.request('conversations.search', { query: 'just' })).conversations).toEqual([]);
  expect(JSON.stringify(sam.pushes)).not.toContain(conversation.id);
  await riley.request('conversation.invite', { channel: conversation.id, users: ['U0ACMESAM'] });
  await pushed(sam, 'conversation', (one) => one.conversation.id === conversation.id);
  await sam.request('conversation.leave', { channel: conversation.id });
  await pushed(sam, 'conversation.gone', (one) => one.channel === conversation.id);
});

test('a command opens a modal in the window of who typed it, to be filled, refused and submitted', async () => {
  expect(await riley.request('command', { channel: 'C0ACMEGENERAL', command: '/form', text: 'bad' })).toEqual(
    {},
  );
  const { view } = await pushed(riley, 'view.opened');
  expect(sam.pushes.some((one) => one.push === 'view.opened')).toBe(false);
  const where = { view: { id: view.id } };
  const suggestions = await riley.request('options', {
    where,
    blockId: 'city',
    actionId: 'city',
    query: 'Ber',
  });
  expect(suggestions.options?.map((one) => one.value)).toEqual(['berlin', 'bern', 'bergen']);
  const submit = (title: string) => {
    const values = { title: { title: { type: 'plain_text_input', value: title } } };
    return riley.request('view.submit', { viewId: view.id, hash: view.hash, values });
  };
  expect(await submit('bad')).toEqual({ errors: { title: 'Not this one' } });
  expect(await submit('good')).toEqual({});
  await pushed(riley, 'view.stack', (one) => one.views.length === 0);
  await pushed(riley, 'message', (one) => one.message.text === 'Got good');
});

test('what cannot be done is said in a sentence', async () => {
  await expect(riley.request('conversation.create', { name: 'general', isPrivate: false })).rejects.toThrow(
    'A channel of this name exists already: choose another name.',
  );
  await expect(
    riley.request('action', {
      where: { message: { channel: 'C0ACMEGENERAL', ts: '1.000000' } },
      action: { type: 'button', block_id: 'b', action_id: 'a' },
    }),
  ).rejects.toThrow('This message is gone.');
});

test('faults are set in one window and seen in all; a rule that could never strike is refused', async () => {
  const { calls, deliveries } = await riley.request('faults.subjects', {});
  expect(calls).toContain('chat.postMessage');
  expect(deliveries).toEqual(expect.arrayContaining(['view_submission', '/form', 'app_home_opened']));
  await riley.request('faults.add', { on: 'deliver:/hello', fault: 'drop-before', count: 1 });
  const { faults } = await pushed(sam, 'faults', (one) => one.faults.length === 1);
  expect(faults[0]).toMatchObject({ rule: { on: 'deliver:/hello' }, struck: 0 });
  const told = await riley.request('command', { channel: 'C0ACMEGENERAL', command: '/hello', text: 'you' });
  expect(told).toHaveProperty('notice');
  await pushed(sam, 'faults', (one) => one.faults[0]?.struck === 1);
  await sam.request('faults.clear', {});
  await pushed(riley, 'faults', (one) => one.faults.length === 0);
  await expect(riley.request('faults.add', { on: 'pins.add', fault: 'late-ack' })).rejects.toThrow(
    'cannot happen to pins.add',
  );
});

test('another site’s page cannot speak for people', async () => {
  await expect(openWindow(sandbox, 'U0ACMERILEY', 'http://elsewhere.example')).rejects.toThrow('403');
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../src/sandbox/protocol.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { call, channelOfBot, mustCall } from './support/api.ts';
import { helloManifest } from './support/bolt-app.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: helloManifest, rateLimits: false });
});
afterAll(() => sandbox.stop());

describe('conversations.create', () => {
  test.each([
    ['general', 'name_taken'],
    ['Escalations', 'invalid_name_specials'],
    ['two words', 'invalid_name_specials'],
    ['a.b', 'invalid_name_specials'],
    ['---', 'invalid_name_punctuation'],
    ['x'.repeat(81), 'invalid_name_maxlength'],
  ])('refuses the name %s with %s', async (name, error) => {
    expect(await call(sandbox, 'conversations.create', { name })).toMatchObject({ ok: false, error });
  });

  test('makes a channel of 80 characters with the bot in it', async () => {
    const name = 'x'.repeat(80);
    const { channel } = await mustCall(sandbox, 'conversations.create', { name });
    expect(channel).toMatchObject({ name, is_member: true, is_private: false, creator: sandbox.botUserId });
  });

  test('takes the name of a private channel, too, without showing it to others', async () => {
    const id = await channelOfBot(sandbox, 'secret', true);
    expect(await call(sandbox, 'conversations.create', { name: 'secret' })).toMatchObject({
      error: 'name_taken',
    });
    expect(() => sandbox.person('riley').messages('secret')).toThrow('There is no such channel');
    const hidden = sandbox.person('riley').createChannel('riley-only', true);
    expect(await call(sandbox, 'conversations.info', { channel: hidden.id })).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await call(sandbox, 'conversations.info', { channel: id })).toMatchObject({
      ok: true,
      channel: { is_private: true },
    });
  });
});

describe('conversations.invite', () => {
  test('invites everybody in one call and says so in the channel', async () => {
    const channel = await channelOfBot(sandbox, 'invite-all');
    await mustCall(sandbox, 'conversations.invite', { channel, users: 'U0ACMERILEY,U0ACMESAM' });
    expect(sandbox.person('sam').members('invite-all')).toEqual([
      sandbox.botUserId,
      'U0ACMERILEY',
      'U0ACMESAM',
    ]);
    expect(sandbox.person('sam').messages('invite-all').at(-1)).toMatchObject({
      subtype: 'channel_join',
      text: '<@U0ACMESAM> has joined the channel',
    });
  });

  test('refuses all for one, unless forced, and names each refusal', async () => {
    const channel = await channelOfBot(sandbox, 'invite-some');
    await mustCall(sandbox, 'conversations.invite', { channel, users: 'U0ACMERILEY' });
    const users = `U0NOBODY,U0ACMERILEY,${sandbox.botUserId},U0ACMEDANA`;
    const errors = [
      { user: 'U0NOBODY', ok: false, error: 'user_not_found' },
      { user: 'U0ACMERILEY', ok: false, error: 'already_in_channel' },
      { user: sandbox.botUserId, ok: false, error: 'cant_invite_self' },
    ];
    const refused = await call(sandbox, 'conversations.invite', { channel, users });
    expect(refused).toMatchObject({ ok: false, error: 'user_not_found', errors });
    expect(sandbox.person('riley').members('invite-some')).not.toContain('U0ACMEDANA');
    expect(await call(sandbox, 'conversations.invite', { channel, users, force: true })).toMatchObject({
      ok: true,
      errors,
    });
    expect(sandbox.person('riley').members('invite-some')).toContain('U0ACMEDANA');
    const again = { channel, users: 'U0ACMERILEY', force: true };
    expect(await call(sandbox, 'conversations.invite', again)).toMatchObject({
      ok: false,
      error: 'already_in_channel',
    });
  });

  test('takes at most 100 people', async () => {
    const channel = await channelOfBot(sandbox, 'invite-many');
    const users = Array.from({ length: 101 }, (_, n) => `U${n}`).join(',');
    expect(await call(sandbox, 'conversations.invite', { channel, users })).toMatchObject({
      error: 'invalid_arguments',
    });
  });

  test('needs the bot in the channel', async () => {
    const { id: channel } = sandbox.person('riley').createChannel('not-the-bots');
    const args = { channel, users: 'U0ACMESAM' };
    expect(await call(sandbox, 'conversations.invite', args)).toMatchObject({ error: 'not_in_channel' });
  });
});

describe('a channel', () => {
  test.each<[string, string, Json, string]>([
    ['a topic of 251 characters', 'conversations.setTopic', { topic: 'x'.repeat(251) }, 'too_long'],
    ['a name that is taken', 'conversations.rename', { name: 'general' }, 'name_taken'],
    ['kicking the bot itself', 'conversations.kick', { user: 'U0SANDBOXBOT' }, 'cant_kick_self'],
    ['kicking somebody who is not in it', 'conversations.kick', { user: 'U0ACMELEE' }, 'not_in_channel'],
    ['bringing it back while it is there', 'conversations.unarchive', {}, 'not_archived'],
  ])('refuses %s', async (name, method, args, error) => {
    const channel = await channelOfBot(sandbox, `refuses-${name.replaceAll(/\W/g, '-').slice(0, 40)}`);
    expect(await call(sandbox, method, { ...args, channel })).toMatchObject({ ok: false, error });
  });

  test('says who set its topic, and keeps it', async () => {
    const channel = await channelOfBot(sandbox, 'topics');
    await mustCall(sandbox, 'conversations.setTopic', { channel, topic: 'SEV1' });
    expect(sandbox.person('riley').conversation('topics').topic).toBe('SEV1');
    const { messages } = await mustCall(sandbox, 'conversations.history', { channel });
    expect((messages as Json[])[0]).toMatchObject({ subtype: 'channel_topic', topic: 'SEV1' });
    const count = (messages as Json[]).length;
    await mustCall(sandbox, 'conversations.setTopic', { channel, topic: 'SEV1' });
    const after = await mustCall(sandbox, 'conversations.history', { channel });
    expect((after.messages as Json[]).length).toBe(count);
  });

  test('refuses everything once it is archived', async () => {
    const channel = await channelOfBot(sandbox, 'over');
    const { ts } = await mustCall(sandbox, 'chat.postMessage', { channel, text: 'before' });
    await mustCall(sandbox, 'conversations.archive', { channel });
    for (const [method, args, error] of [
      ['chat.postMessage', { text: 'after' }, 'is_archived'],
      ['chat.update', { text: 'after', ts }, 'is_inactive'],
      ['conversations.setTopic', { topic: 'x' }, 'is_archived'],
      ['conversations.invite', { users: 'U0ACMESAM' }, 'is_archived'],
      ['conversations.archive', {}, 'already_archived'],
      ['reactions.add', { timestamp: ts, name: 'eyes' }, 'is_archived'],
    ] as const) {
      expect(await call(sandbox, method, { ...args, channel }), method).toMatchObject({ ok: false, error });
    }
    expect(() => sandbox.person('riley').join('over')).toThrow('This channel is archived');
    sandbox.person('riley').archive('over', false);
    await mustCall(sandbox, 'conversations.join', { channel });
    await mustCall(sandbox, 'chat.postMessage', { channel, text: 'after' });
  });

  test('is joined and left', async () => {
    const { id: channel } = sandbox.person('riley').createChannel('come-and-go');
    expect(await call(sandbox, 'conversations.history', { channel })).toMatchObject({
      error: 'not_in_channel',
    });
    await mustCall(sandbox, 'conversations.join', { channel });
    expect(await call(sandbox, 'conversations.join', { channel })).toMatchObject({
      warning: 'already_in_channel',
    });
    await mustCall(sandbox, 'conversations.leave', { channel });
    expect(await call(sandbox, 'conversations.leave', { channel })).toMatchObject({
      ok: true,
      not_in_channel: true,
    });
  });
});

describe('lists', () => {
  test('come in pages until the cursor is empty', async () => {
    const names: string[] = [];
    let cursor = '';
    do {
      const answer = await mustCall(sandbox, 'conversations.list', {
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      names.push(...(answer.channels as { name: string }[]).map((one) => one.name));
      cursor = (answer.response_metadata as { next_cursor: string }).next_cursor;
    } while (cursor !== '');
    expect(names).toContain('general');
    expect(names).not.toContain('secret');
    expect(new Set(names).size).toBe(names.length);
  });

  test('show private channels that the bot is in, and the direct messages it has', async () => {
    await mustCall(sandbox, 'conversations.open', { users: 'U0ACMESAM' });
    const { channels } = await mustCall(sandbox, 'conversations.list', { types: 'private_channel,im' });
    expect(channels).toContainEqual(expect.objectContaining({ name: 'secret', is_private: true }));
    expect(channels).toContainEqual(expect.objectContaining({ is_im: true, user: 'U0ACMESAM' }));
    expect(JSON.stringify(channels)).not.toContain('riley-only');
  });

  test.each<[string, Json, string]>([
    ['conversations.list', { limit: 1000 }, 'invalid_limit'],
    ['conversations.list', { types: 'channel' }, 'invalid_types'],
    ['conversations.list', { cursor: 'bm90IG9uZSBvZiBvdXJz' }, 'invalid_cursor'],
    ['users.list', { cursor: 'nonsense' }, 'invalid_cursor'],
    ['users.info', { user: 'U0NOBODY' }, 'user_not_found'],
    ['users.lookupByEmail', { email: 'nobody@acme-support.example' }, 'users_not_found'],
    ['conversations.open', { users: 'U0NOBODY' }, 'user_not_found'],
  ])('%s %j is refused with %s', async (method, args, error) => {
    expect(await call(sandbox, method, args)).toMatchObject({ ok: false, error });
  });
});

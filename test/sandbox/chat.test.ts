import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../src/sandbox/protocol.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { call, channelOfBot, mustCall } from './support/api.ts';
import { helloManifest } from './support/bolt-app.ts';

let sandbox: Sandbox;
let channel: string;

beforeAll(async () => {
  sandbox = await startSandbox({ manifest: helloManifest, rateLimits: false });
  channel = await channelOfBot(sandbox, 'chat');
});
afterAll(() => sandbox.stop());

const section = { type: 'section', text: { type: 'mrkdwn', text: 'Hello' } };

describe('chat.postMessage', () => {
  test.each<[string, Json, string]>([
    ['nothing to say', {}, 'no_text'],
    ['a channel that is not there', { channel: 'C0NOTHERE', text: 'x' }, 'channel_not_found'],
    ['a public channel without the bot', { channel: 'C0ACMEGENERAL', text: 'x' }, 'not_in_channel'],
    ['blocks that are not a list', { blocks: '{}' }, 'invalid_blocks_format'],
    ['metadata without a type', { text: 'x', metadata: { event_payload: {} } }, 'invalid_metadata_schema'],
    ['a reply to nothing', { text: 'x', thread_ts: '1.000000' }, 'cannot_reply_to_message'],
    ['a name of its own without the scope', { text: 'x', username: 'Robot' }, 'missing_scope'],
    ['text and markdown at once', { text: 'x', markdown_text: 'y' }, 'markdown_text_conflict'],
  ])('refuses %s', async (_what, args, error) => {
    expect(await call(sandbox, 'chat.postMessage', { channel, ...args })).toMatchObject({ ok: false, error });
  });

  test('refuses blocks beyond a limit and says which', async () => {
    const blocks = Array.from({ length: 51 }, () => section);
    const answer = await call(sandbox, 'chat.postMessage', { channel, blocks });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks' });
    expect((answer.response_metadata as { messages: string[] }).messages.join()).toContain(
      '[json-pointer:/blocks]',
    );
  });

  test('cuts text off at 40,000 characters', async () => {
    const { ts } = await mustCall(sandbox, 'chat.postMessage', { channel, text: 'x'.repeat(40_001) });
    const { messages } = await mustCall(sandbox, 'conversations.history', {
      channel,
      latest: ts as string,
      inclusive: true,
      limit: 1,
    });
    expect((messages as { text: string }[])[0]?.text).toHaveLength(40_000);
  });

  test('refuses blocks whose texts together hold more than Slack takes, posted or edited', async () => {
    const blocks = (length: number) =>
      Array.from({ length: 5 }, () => ({
        type: 'section',
        text: { type: 'mrkdwn', text: 'x'.repeat(length / 5) },
      }));
    const { ts } = await mustCall(sandbox, 'chat.postMessage', {
      channel,
      text: 't',
      blocks: blocks(13_200),
    });
    const tooLong = { channel, text: 't', blocks: blocks(13_205) };
    expect(await call(sandbox, 'chat.postMessage', tooLong)).toMatchObject({ error: 'msg_blocks_too_long' });
    expect(await call(sandbox, 'chat.update', { ...tooLong, ts })).toMatchObject({
      error: 'msg_blocks_too_long',
    });
  });

  test('gives every message a later ts', async () => {
    const stamps: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      stamps.push((await mustCall(sandbox, 'chat.postMessage', { channel, text: `${n}` })).ts as string);
    }
    expect([...stamps].sort()).toEqual(stamps);
    expect(new Set(stamps).size).toBe(20);
    expect(stamps[0]).toMatch(/^\d{10}\.\d{6}$/);
  });

  test('keeps metadata, and gives it back to who asks', async () => {
    const metadata = { event_type: 'op', event_payload: { id: 'op-7' } };
    const { ts } = await mustCall(sandbox, 'chat.postMessage', { channel, text: 'with metadata', metadata });
    const ask = { channel, latest: ts as string, inclusive: true, limit: 1 };
    const plain = await mustCall(sandbox, 'conversations.history', ask);
    expect((plain.messages as Json[])[0]?.metadata).not.toHaveProperty('event_payload');
    const full = await mustCall(sandbox, 'conversations.history', { ...ask, include_all_metadata: true });
    expect((full.messages as Json[])[0]?.metadata).toEqual(metadata);
  });

  test('writes to a person, and opens the direct message for it', async () => {
    const { channel: im } = await mustCall(sandbox, 'chat.postMessage', {
      channel: 'U0ACMENOOR',
      text: 'psst',
    });
    expect(im).toMatch(/^D/);
    expect(
      sandbox
        .person('noor')
        .messages('@hello_bot')
        .map((one) => one.text),
    ).toEqual(['psst']);
    expect(sandbox.person('noor').conversation(im as string)).toMatchObject({ unread: 1, mentions: 1 });
  });

  test('calls somebody by markup alone: what stands in plain text is shown as it is', async () => {
    sandbox.person('noor').join(channel);
    const mentions = () => sandbox.person('noor').conversation(channel).mentions;
    const before = mentions();
    const post = (text: object) =>
      mustCall(sandbox, 'chat.postMessage', { channel, text: 'said', blocks: [{ type: 'section', text }] });
    await post({ type: 'plain_text', text: 'hey <!channel>' });
    expect(mentions()).toBe(before);
    await post({ type: 'mrkdwn', text: 'hey <!channel>' });
    expect(mentions()).toBe(before + 1);
  });

  test('answers in a thread, which the first message counts', async () => {
    const { ts } = await mustCall(sandbox, 'chat.postMessage', { channel, text: 'root' });
    const reply = await mustCall(sandbox, 'chat.postMessage', { channel, text: 'reply', thread_ts: ts });
    await mustCall(sandbox, 'chat.postMessage', { channel, text: 'again', thread_ts: reply.ts });
    const { messages } = await mustCall(sandbox, 'conversations.replies', { channel, ts });
    expect((messages as Json[]).map((one) => one.text)).toEqual(['root', 'reply', 'again']);
    expect((messages as Json[])[0]).toMatchObject({ reply_count: 2, reply_users: [sandbox.botUserId] });
    const history = await mustCall(sandbox, 'conversations.history', { channel, limit: 3 });
    expect((history.messages as Json[]).map((one) => one.text)).not.toContain('reply');
  });
});

describe('a message', () => {
  test('is changed and deleted by who wrote it alone', async () => {
    sandbox.person('riley').join('chat');
    const theirs = sandbox.person('riley').say('chat', 'mine');
    const { ts } = await mustCall(sandbox, 'chat.postMessage', { channel, text: 'the bot’s' });
    expect(await call(sandbox, 'chat.update', { channel, ts: theirs.ts, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await call(sandbox, 'chat.delete', { channel, ts: theirs.ts })).toMatchObject({
      error: 'cant_delete_message',
    });
    expect(() => sandbox.person('riley').delete({ channel, ts: ts as string })).toThrow(
      'You can delete only what you wrote',
    );
    await mustCall(sandbox, 'chat.update', { channel, ts, text: 'changed', blocks: [section] });
    expect(sandbox.person('riley').messages('chat').at(-1)).toMatchObject({
      text: 'changed',
      blocks: [{ type: 'section' }],
    });
    await mustCall(sandbox, 'chat.delete', { channel, ts });
    expect(await call(sandbox, 'chat.update', { channel, ts, text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
    expect(await call(sandbox, 'chat.delete', { channel, ts })).toMatchObject({ error: 'message_not_found' });
  });

  test('takes an update of 4,000 characters and no more', async () => {
    const { ts } = await mustCall(sandbox, 'chat.postMessage', { channel, text: 'short' });
    await mustCall(sandbox, 'chat.update', { channel, ts, text: 'x'.repeat(4000) });
    expect(await call(sandbox, 'chat.update', { channel, ts, text: 'x'.repeat(4001) })).toMatchObject({
      error: 'msg_too_long',
    });
  });

  test('is shown to one person alone when it is ephemeral, who must be there', async () => {
    const args = { channel, user: 'U0ACMERILEY', text: 'for you' };
    await mustCall(sandbox, 'chat.postEphemeral', args);
    expect(
      sandbox
        .person('riley')
        .ephemerals('chat')
        .map((one) => one.text),
    ).toEqual(['for you']);
    const absent = { ...args, user: 'U0ACMELEE' };
    expect(await call(sandbox, 'chat.postEphemeral', absent)).toMatchObject({ error: 'user_not_in_channel' });
    const { messages } = await mustCall(sandbox, 'conversations.history', { channel, limit: 1 });
    expect(JSON.stringify(messages)).not.toContain('for you');
  });

  test('is pinned once, and not more than 100 are', async () => {
    const room = await channelOfBot(sandbox, 'pins');
    const post = async () =>
      (await mustCall(sandbox, 'chat.postMessage', { channel: room, text: 'pin me' })).ts as string;
    const first = await post();
    await mustCall(sandbox, 'pins.add', { channel: room, timestamp: first });
    expect(await call(sandbox, 'pins.add', { channel: room, timestamp: first })).toMatchObject({
      error: 'already_pinned',
    });
    for (let n = 1; n < 100; n += 1)
      await mustCall(sandbox, 'pins.add', { channel: room, timestamp: await post() });
    expect(await call(sandbox, 'pins.add', { channel: room, timestamp: await post() })).toMatchObject({
      error: 'too_many_pins',
    });
    const { items } = await mustCall(sandbox, 'pins.list', { channel: room });
    expect(items).toHaveLength(100);
    await mustCall(sandbox, 'pins.remove', { channel: room, timestamp: first });
    expect(await call(sandbox, 'pins.remove', { channel: room, timestamp: first })).toMatchObject({
      error: 'no_pin',
    });
    expect(await call(sandbox, 'pins.add', { channel: room, timestamp: 'soon' })).toMatchObject({
      error: 'bad_timestamp',
    });
  });

  test('is reacted to once by each', async () => {
    const { ts: timestamp } = await mustCall(sandbox, 'chat.postMessage', { channel, text: 'react' });
    const args = { channel, timestamp, name: 'eyes' };
    await mustCall(sandbox, 'reactions.add', args);
    expect(await call(sandbox, 'reactions.add', args)).toMatchObject({ error: 'already_reacted' });
    expect(await call(sandbox, 'reactions.add', { ...args, name: 'not a name' })).toMatchObject({
      error: 'invalid_name',
    });
    await mustCall(sandbox, 'reactions.remove', args);
    expect(await call(sandbox, 'reactions.remove', args)).toMatchObject({ error: 'no_reaction' });
  });
});

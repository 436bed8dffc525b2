import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../src/sandbox/protocol.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { call, mustCall } from './support/api.ts';
import { helloManifest } from './support/bolt-app.ts';
import { type RawApp, rawApp } from './support/raw-app.ts';

let sandbox: Sandbox;
let app: RawApp;
let now = Date.now();

beforeAll(async () => {
  sandbox = await startSandbox({
    manifest: helloManifest,
    rateLimits: false,
    now: () => now,
  });
  app = await rawApp(sandbox);
});
afterAll(() => sandbox.stop());
afterEach(() => {
  for (const person of ['riley', 'robin'])
    if (sandbox.person(person).view()) sandbox.person(person).close(true);
});

const words = (text: string) => ({ type: 'plain_text', text });
const input = (blockId: string, element: Json, more: Json = {}) => ({
  type: 'input',
  block_id: blockId,
  label: words(blockId),
  element: { action_id: blockId, ...element },
  ...more,
});
const modal = (blocks: Json[], more: Json = {}) => ({
  type: 'modal',
  title: words('Test'),
  submit: words('Send'),
  blocks,
  ...more,
});
const simple = modal([input('a', { type: 'plain_text_input' })]);

/** A trigger id as a shortcut brings it. */
async function trigger(person = 'riley'): Promise<string> {
  await sandbox.person(person).shortcut('open_form');
  return String(app.received.at(-1)?.payload.trigger_id);
}

describe('a trigger id', () => {
  test('works once', async () => {
    const id = await trigger();
    await mustCall(sandbox, 'views.open', { trigger_id: id, view: simple });
    const again = await call(sandbox, 'views.open', { trigger_id: id, view: simple });
    expect(again).toMatchObject({ error: 'exchanged_trigger_id' });
  });

  test('works for three seconds', async () => {
    const late = await trigger();
    const inTime = await trigger('robin');
    now += 2900;
    await mustCall(sandbox, 'views.open', { trigger_id: inTime, view: simple });
    now += 200;
    expect(await call(sandbox, 'views.open', { trigger_id: late, view: simple })).toMatchObject({
      error: 'expired_trigger_id',
    });
  });

  test('must be one of ours', async () => {
    expect(await call(sandbox, 'views.open', { trigger_id: '1.2.3', view: simple })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });
});

describe('a view', () => {
  test('that Slack would refuse is refused with what is wrong', async () => {
    const view = modal([], { title: words('This title is longer than 24') });
    const answer = await call(sandbox, 'views.open', { trigger_id: await trigger(), view });
    expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect((answer.response_metadata as { messages: string[] }).messages.join()).toContain('/view/title');
  });

  test('is updated only by who knows its hash, when one is given', async () => {
    const { view } = await mustCall(sandbox, 'views.open', { trigger_id: await trigger(), view: simple });
    const { id, hash } = view as { id: string; hash: string };
    const updated = await mustCall(sandbox, 'views.update', { view_id: id, hash, view: simple });
    expect((updated.view as Json).hash).not.toBe(hash);
    const stale = await call(sandbox, 'views.update', { view_id: id, hash, view: simple });
    expect(stale).toMatchObject({ error: 'hash_conflict' });
    await mustCall(sandbox, 'views.update', { view_id: id, view: simple });
    sandbox.person('riley').close();
    expect(await call(sandbox, 'views.update', { view_id: id, view: simple })).toMatchObject({
      error: 'not_found',
    });
  });

  test('lies on at most two others', async () => {
    const push = async () => call(sandbox, 'views.push', { trigger_id: await trigger(), view: simple });
    expect(await push()).toMatchObject({ error: 'not_found' });
    await mustCall(sandbox, 'views.open', { trigger_id: await trigger(), view: simple });
    expect(await push()).toMatchObject({ ok: true });
    expect(await push()).toMatchObject({
      ok: true,
      view: { root_view_id: sandbox.person('riley').views()[0]?.id },
    });
    expect(await push()).toMatchObject({ error: 'push_limit_reached' });
  });

  test('is found by the external id that only it may have', async () => {
    const view = { ...simple, external_id: 'mine' };
    await mustCall(sandbox, 'views.open', { trigger_id: await trigger(), view });
    const other = await call(sandbox, 'views.open', { trigger_id: await trigger('robin'), view });
    expect(other).toMatchObject({ error: 'duplicate_external_id' });
    await mustCall(sandbox, 'views.update', { external_id: 'mine', view });
  });

  test('of the home is published to a person, and not over a newer one', async () => {
    const home = { type: 'home', blocks: [{ type: 'divider' }] };
    const { view } = await mustCall(sandbox, 'views.publish', { user_id: 'U0ACMERILEY', view: home });
    const { hash } = view as { hash: string };
    await mustCall(sandbox, 'views.publish', { user_id: 'U0ACMERILEY', view: home, hash });
    const stale = await call(sandbox, 'views.publish', { user_id: 'U0ACMERILEY', view: home, hash });
    expect(stale).toMatchObject({ error: 'hash_conflict' });
    expect(await call(sandbox, 'views.publish', { user_id: 'U0ACMERILEY', view: simple })).toMatchObject({
      ok: false,
    });
    expect(await call(sandbox, 'views.publish', { user_id: 'U0NOBODY', view: home })).toMatchObject({
      ok: false,
    });
  });
});

describe('what a view’s inputs hold', () => {
  const option = (value: string) => ({ text: words(value.toUpperCase()), value });
  const kinds: [string, Json, Json][] = [
    ['plain_text_input', { initial_value: 'x' }, { value: 'x' }],
    ['plain_text_input', {}, { value: null }],
    [
      'static_select',
      { options: [option('s')], initial_option: option('s') },
      { selected_option: option('s') },
    ],
    [
      'multi_static_select',
      { options: [option('s')], initial_options: [option('s')] },
      { selected_options: [option('s')] },
    ],
    ['checkboxes', { options: [option('s')] }, { selected_options: [] }],
    ['radio_buttons', { options: [option('s')] }, { selected_option: null }],
    ['users_select', { initial_user: 'U0ACMESAM' }, { selected_user: 'U0ACMESAM' }],
    ['multi_users_select', {}, { selected_users: [] }],
    [
      'conversations_select',
      { initial_conversation: 'C0ACMEGENERAL' },
      { selected_conversation: 'C0ACMEGENERAL' },
    ],
    ['datepicker', { initial_date: '2026-01-31' }, { selected_date: '2026-01-31' }],
    ['timepicker', { initial_time: '14:30' }, { selected_time: '14:30' }],
    ['datetimepicker', { initial_date_time: 1_769_860_800 }, { selected_date_time: 1_769_860_800 }],
    ['number_input', { is_decimal_allowed: false, initial_value: '7' }, { value: '7' }],
    ['email_text_input', {}, { value: null }],
  ];

  test.each(kinds)('%s %j starts as %j', async (type, element, held) => {
    const view = modal([input('a', { type, ...element }, { optional: true })]);
    await mustCall(sandbox, 'views.open', { trigger_id: await trigger(), view });
    await sandbox.person('riley').submit();
    expect(app.received.at(-1)?.payload).toMatchObject({
      type: 'view_submission',
      user: { id: 'U0ACMERILEY', username: 'riley', team_id: sandbox.workspaceId },
      view: { state: { values: { a: { a: { type, ...held } } } } },
    });
    expect(sandbox.person('riley').view()).toBeUndefined();
  });

  test('stays through an update where ids stay, and starts anew where they change', async () => {
    const riley = sandbox.person('riley');
    const first = modal([
      input('kept', { type: 'plain_text_input', initial_value: 'one' }),
      input('untouched', { type: 'plain_text_input', initial_value: 'one' }),
    ]);
    const { view } = await mustCall(sandbox, 'views.open', { trigger_id: await trigger(), view: first });
    await riley.fill('modal', { kept: 'typed' });
    const second = modal([
      input('kept', { type: 'plain_text_input', initial_value: 'two' }),
      input('untouched', { type: 'plain_text_input', initial_value: 'two' }),
      input('fresh', { type: 'plain_text_input', initial_value: 'two' }),
    ]);
    await mustCall(sandbox, 'views.update', { view_id: (view as Json).id, view: second });
    expect(riley.values()).toMatchObject({
      kept: { kept: { value: 'typed' } },
      untouched: { untouched: { value: 'one' } },
      fresh: { fresh: { value: 'two' } },
    });
  });

  test.each<[string, Json, string, string]>([
    ['plain_text_input', { min_length: 3 }, 'ab', 'Use at least 3 characters.'],
    ['number_input', { is_decimal_allowed: false }, 'seven', 'Please enter a valid number.'],
    ['number_input', { is_decimal_allowed: false, max_value: '5' }, '6', 'Use a number that is 5 or less.'],
    ['email_text_input', {}, 'not an address', 'Please enter a valid email address.'],
    ['url_text_input', {}, 'nowhere', 'Please enter a valid URL.'],
  ])('%s %j is not handed over with "%s"', async (type, element, value, error) => {
    const riley = sandbox.person('riley');
    const view = modal([input('a', { type, ...element })]);
    await mustCall(sandbox, 'views.open', { trigger_id: await trigger(), view });
    const before = app.received.length;
    await riley.fill('modal', { a: value });
    expect(await riley.submit()).toEqual({ errors: { a: error } });
    expect(app.received.length).toBe(before);
  });

  test('lets the app answer into the conversation that was chosen, where it asked for that', async () => {
    const riley = sandbox.person('riley');
    const element = { type: 'conversations_select', response_url_enabled: true };
    await mustCall(sandbox, 'views.open', {
      trigger_id: await trigger(),
      view: modal([input('a', element)]),
    });
    await riley.fill('modal', { a: '#random' });
    await riley.submit();
    const urls = app.received.at(-1)?.payload.response_urls as { channel_id: string; response_url: string }[];
    expect(urls).toMatchObject([{ block_id: 'a', action_id: 'a', channel_id: 'C0ACMERANDOM' }]);
    const post = () =>
      fetch(urls[0]?.response_url ?? '', {
        method: 'POST',
        body: JSON.stringify({ text: 'into the channel', response_type: 'in_channel' }),
      });
    for (let n = 0; n < 5; n += 1) expect((await post()).status).toBe(200);
    expect(riley.messages('random').filter((one) => one.text === 'into the channel')).toHaveLength(5);
    const sixth = await post();
    expect([sixth.status, await sixth.json()]).toEqual([404, { ok: false, error: 'used_url' }]);
  });
});

import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/sandbox/protocol.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { Heard } from './hello-listeners.ts';

/** What a Bolt app does in the sandbox, told once for each way of delivery. */
export function helloStories(name: string, get: () => { sandbox: Sandbox; heard: Heard }): void {
  describe(`a Bolt app over ${name}`, () => {
    commandStories(get);
    formStories(get);
    messageStories(get);
  });
}

function commandStories(get: () => { sandbox: Sandbox }): void {
  test('answers a command to the person alone, through the response URL', async () => {
    const { sandbox } = get();
    const riley = sandbox.person('riley');
    expect(await riley.command('general', '/hello', 'there & <@U0ACMESAM>')).toEqual({});
    const said = await sandbox.until(() =>
      riley.ephemerals('general').find((one) => one.text.startsWith('Hello')),
    );
    expect(said.text).toBe('Hello there &amp; <@U0ACMESAM|sam>');
    expect(sandbox.person('sam').ephemerals()).toEqual([]);
  });

  test('answers a command to everybody, in its acknowledgement', async () => {
    const { sandbox } = get();
    await sandbox.person('riley').command('#random', '/echo', 'hi <@U0ACMESAM>');
    expect(sandbox.person('noor').messages('random').at(-1)).toMatchObject({
      text: 'hi @sam',
      user: sandbox.botUserId,
    });
  });

  test('is not asked about a command it does not have', async () => {
    const { sandbox } = get();
    const riley = sandbox.person('riley');
    expect(await riley.command('general', '/nothing')).toEqual({
      notice: '/nothing is not a valid command.',
    });
    expect(await riley.command('general', '/hello', '', '1.000000')).toEqual({
      notice: '/hello is not supported in threads. Sorry!',
    });
  });

  test('opens a form from a global shortcut', async () => {
    const { sandbox } = get();
    const noor = sandbox.person('noor');
    expect(await noor.shortcut('open_form')).toEqual({});
    const view = await sandbox.until(() => noor.view());
    expect(view).toMatchObject({ type: 'modal', callbackId: 'form', previousViewId: null });
    noor.close();
  });

  test('answers a message shortcut about that message', async () => {
    const { sandbox } = get();
    const riley = sandbox.person('riley');
    const message = sandbox.person('sam').say('support', 'Look at the billing run');
    await riley.messageAction('keep', message);
    const kept = await sandbox.until(() => riley.ephemerals('support').at(-1));
    expect(kept.text).toBe('Kept: Look at the billing run');
  });
}

function formStories(get: () => { sandbox: Sandbox; heard: Heard }): void {
  test('receives every value of a submitted form, initial values included', async () => {
    const { sandbox, heard } = get();
    const riley = sandbox.person('riley');
    await riley.command('general', '/form', 'Broken invoice');
    const view = await sandbox.until(() => riley.view());
    await riley.fill(view, { City: 'Berlin', People: ['sam', 'dana'] });
    expect(await riley.submit()).toEqual({});
    expect(heard.submissions.at(-1)).toMatchObject({
      callback_id: 'form',
      private_metadata: 'kept',
      state: {
        values: {
          title: { title: { type: 'plain_text_input', value: 'Broken invoice' } },
          size: { size: { type: 'static_select', selected_option: { value: 's' } } },
          city: { city: { type: 'external_select', selected_option: { value: 'berlin' } } },
          people: { people: { type: 'multi_users_select', selected_users: ['U0ACMESAM', 'U0ACMEDANA'] } },
        },
      },
    });
    expect(riley.view()).toBeUndefined();
    const got = await sandbox.until(() => riley.messages('@hello_bot').at(-1));
    expect(got.text).toBe('Got Broken invoice');
  });

  test('has its button clicked once and replaces the message', async () => {
    const { sandbox, heard } = get();
    const riley = sandbox.person('riley');
    expect(await riley.click('@hello_bot', 'Approve')).toEqual({});
    await sandbox.until(() => riley.messages('@hello_bot').at(-1)?.text === 'Approved Broken invoice');
    expect(heard.actions.at(-1)).toMatchObject({
      type: 'block_actions',
      container: { type: 'message', is_ephemeral: false },
      channel: { name: 'directmessage' },
      actions: [{ action_id: 'approve', type: 'button', value: 'Broken invoice' }],
    });
    await expect(riley.click('@hello_bot', 'Approve')).rejects.toThrow(
      'No message in @hello_bot has "Approve"',
    );
  });

  test('shows its errors on the field and keeps the form open', async () => {
    const { sandbox } = get();
    const riley = sandbox.person('riley');
    await riley.command('general', '/form', 'bad');
    await sandbox.until(() => riley.view());
    expect(await riley.submit()).toEqual({ errors: { title: 'Not this one' } });
    await riley.fill('modal', { Title: '' });
    expect(await riley.submit()).toEqual({ errors: { title: 'Please complete this required field.' } });
    riley.close();
  });

  test('updates the form while it is open, without losing what was typed', async () => {
    const { sandbox, heard } = get();
    const riley = sandbox.person('riley');
    await riley.command('general', '/form', 'first');
    const before = await sandbox.until(() => riley.view());
    await riley.fill('modal', { Title: 'typed', Size: 'Large' });
    const after = await sandbox.until(() => {
      const view = riley.view();
      return view?.hash !== before.hash && view;
    });
    expect(JSON.stringify(after.blocks)).toContain('Size noted');
    expect(after.values.title?.title).toEqual({ type: 'plain_text_input', value: 'typed' });
    expect(heard.actions.at(-1)).toMatchObject({
      container: { type: 'view', view_id: before.id },
      view: {
        state: {
          values: {
            title: { title: { value: 'typed' } },
            size: { size: { selected_option: { value: 'l' } } },
          },
        },
      },
      actions: [{ type: 'static_select', selected_option: { value: 'l' } }],
    });
    riley.close();
  });

  test('pushes a second view, and clears both', async () => {
    const { sandbox } = get();
    const riley = sandbox.person('riley');
    await riley.command('general', '/form', 'x');
    await sandbox.until(() => riley.view());
    await riley.click('modal', 'More');
    await sandbox.until(() => riley.views().length === 2);
    await riley.submit();
    expect(riley.views()).toEqual([]);
  });

  test('answers a submission with another view in its place, or on top', async () => {
    const { sandbox } = get();
    const riley = sandbox.person('riley');
    for (const [title, depth] of [
      ['next', 1],
      ['deeper', 2],
    ] as const) {
      await riley.command('general', '/form', title);
      await sandbox.until(() => riley.view());
      await riley.submit();
      expect(riley.views()).toHaveLength(depth);
      expect(riley.view()?.callbackId).toBe('details');
      riley.close(true);
    }
  });

  test('hears of a closed form', async () => {
    const { sandbox, heard } = get();
    const riley = sandbox.person('riley');
    await riley.shortcut('open_form');
    const view = await sandbox.until(() => riley.view());
    riley.close();
    const closed = await sandbox.until(() => heard.closed.find((one) => (one.view as Json).id === view.id));
    expect(closed).toMatchObject({ type: 'view_closed', is_cleared: false, view: { callback_id: 'form' } });
  });
}

function messageStories(get: () => { sandbox: Sandbox; heard: Heard }): void {
  test('answers a message where its bot is, and hears nothing where it is not', async () => {
    const { sandbox, heard } = get();
    const sam = sandbox.person('sam');
    sam.say('random', 'knock knock, is anybody there?');
    sam.createChannel('hello-room');
    sam.invite('hello-room', ['@hello_bot']);
    sam.say('hello-room', 'knock knock');
    const answer = await sandbox.until(() =>
      sam.messages('hello-room').find((one) => one.user === sandbox.botUserId && !one.subtype),
    );
    expect(answer.text).toBe('Who is there, <@U0ACMESAM>?');
    expect(sam.messages('random').some((one) => one.text.startsWith('Who is there'))).toBe(false);
    expect(heard.events.filter((event) => event.type === 'message').map((event) => event.text)).toContain(
      'knock knock',
    );
    expect(heard.events).toContainEqual(
      expect.objectContaining({
        type: 'member_joined_channel',
        user: sandbox.botUserId,
        inviter: 'U0ACMESAM',
      }),
    );
  });

  test('reacts to being mentioned', async () => {
    const { sandbox } = get();
    const sam = sandbox.person('sam');
    const { ts } = sam.say('hello-room', `<@${sandbox.botUserId}> are you there?`);
    const seen = await sandbox.until(() =>
      sam.messages('hello-room').find((one) => one.ts === ts && one.reactions.length > 0),
    );
    expect(seen.reactions).toEqual([{ name: 'wave', users: [sandbox.botUserId] }]);
  });

  test('publishes its home when it is opened', async () => {
    const { sandbox } = get();
    const lee = sandbox.person('lee');
    expect(lee.home()).toBeUndefined();
    lee.openHome();
    const home = await sandbox.until(() => lee.home());
    expect(JSON.stringify(home.blocks)).toContain('Welcome <@U0ACMELEE>');
  });

  test('has acknowledged everything in time', () => {
    expect(get().sandbox.appErrors).toEqual({ lateAcks: 0, badAnswers: 0, log: [] });
    expect(get().sandbox.calls.filter((call) => !call.ok)).toEqual([]);
  });
}

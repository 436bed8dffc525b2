import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/start.ts';
import { call } from './support/api.ts';
import { helloManifest } from './support/bolt-app.ts';
import { rawApp } from './support/raw-app.ts';

test('a call can be performed and its answer lost', async () => {
  const sandbox = await startSandbox({
    manifest: helloManifest,
    async interceptCall(what, proceed) {
      const answer = await proceed(what);
      const lost = { status: 500, headers: {}, body: { ok: false, error: 'internal_error' } };
      return what.method === 'conversations.create' ? lost : answer;
    },
  });
  expect(await call(sandbox, 'conversations.create', { name: 'made' })).toMatchObject({ ok: false });
  expect(await call(sandbox, 'conversations.create', { name: 'unmade' })).toMatchObject({ ok: false });
  const { channels } = await call(sandbox, 'conversations.list');
  expect((channels as { name: string }[]).map((one) => one.name)).toEqual(
    expect.arrayContaining(['made', 'unmade']),
  );
  expect(sandbox.calls.filter((one) => one.method === 'conversations.create' && one.ok)).toHaveLength(2);
  await sandbox.stop();
});

test('a delivery can be dropped or doubled', async () => {
  const sandbox = await startSandbox({
    manifest: helloManifest,
    async interceptDelivery(envelope, proceed) {
      if (envelope.payload.text === 'dropped') return { kind: 'late' };
      if (envelope.payload.text === 'doubled') await proceed({ ...envelope, id: `${envelope.id}-again` });
      return proceed(envelope);
    },
  });
  const app = await rawApp(sandbox);
  const riley = sandbox.person('riley');
  expect(await riley.command('general', '/hello', 'dropped')).toHaveProperty('notice');
  expect(await riley.command('general', '/hello', 'doubled')).toEqual({});
  expect(app.received.map((one) => one.payload.text)).toEqual(['doubled', 'doubled']);
  expect(sandbox.appErrors.log).toEqual(['No acknowledgement within 3000 ms of slash_commands /hello']);
  await sandbox.stop();
});

test('an answer that Slack could not use is a fault, and the modal stays', async () => {
  const sandbox = await startSandbox({ manifest: helloManifest });
  const words = (text: string) => ({ type: 'plain_text', text });
  const element = { type: 'plain_text_input', action_id: 'a', initial_value: 'x' };
  const blocks = [{ type: 'input', block_id: 'a', label: words('A'), element }];
  const view = { type: 'modal', title: words('Test'), submit: words('Send'), blocks };
  const answers = [
    { response_action: 'errors', errors: { nowhere: 'Not here' } },
    { response_action: 'update', view: { type: 'modal', blocks: [] } },
    { response_action: 'explode' },
  ];
  const app = await rawApp(sandbox, (envelope, { ack }) =>
    ack(envelope, envelope.payload.type === 'view_submission' ? answers.shift() : undefined),
  );
  const riley = sandbox.person('riley');
  await riley.shortcut('open_form');
  await call(sandbox, 'views.open', { trigger_id: app.received[0]?.payload.trigger_id, view });
  for (let n = 1; n <= 3; n += 1) {
    expect(await riley.submit()).toEqual({ notice: 'We had some trouble connecting. Try again?' });
    expect(sandbox.appErrors.badAnswers).toBe(n);
    expect(riley.view()?.values).toEqual({ a: { a: { type: 'plain_text_input', value: 'x' } } });
  }
  await sandbox.stop();
});

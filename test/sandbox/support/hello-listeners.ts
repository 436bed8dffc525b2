import type { App } from '@slack/bolt';
import type { Json } from '../../../src/sandbox/protocol.ts';

/** What the app was told, for tests to look at. */
export type Heard = {
  readonly events: Json[];
  readonly submissions: Json[];
  readonly actions: Json[];
  readonly closed: Json[];
};

const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const option = (words: string, value: string) => ({ text: text(words), value });

/** Listeners for everything an app can listen to, as Slack's own examples write them. */
export function listen(app: App): Heard {
  const heard: Heard = { events: [], submissions: [], actions: [], closed: [] };
  listenToCommands(app);
  listenToForms(app, heard);
  listenToMessages(app, heard);
  return heard;
}

function listenToCommands(app: App): void {
  app.command('/hello', async ({ ack, respond, command }) => {
    await ack();
    await respond(`Hello ${command.text}`);
  });
  app.command('/echo', async ({ ack, command }) => {
    await ack({ response_type: 'in_channel', text: command.text });
  });
  app.command('/form', async ({ ack, client, command }) => {
    await ack();
    await client.views.open({ trigger_id: command.trigger_id, view: form(command.text) });
  });
  app.shortcut('open_form', async ({ ack, client, shortcut }) => {
    await ack();
    await client.views.open({ trigger_id: shortcut.trigger_id, view: form('') });
  });
  app.shortcut('keep', async ({ ack, shortcut, respond }) => {
    await ack();
    if (shortcut.type === 'message_action') await respond(`Kept: ${shortcut.message.text}`);
  });
}

function listenToForms(app: App, heard: Heard): void {
  app.options('city', async ({ ack, options }) => {
    const cities = ['Berlin', 'Bern', 'Bergen'].filter((city) => city.startsWith(options.value));
    await ack({ options: cities.map((city) => option(city, city.toLowerCase())) });
  });
  app.action('size', async ({ ack, client, body }) => {
    await ack();
    heard.actions.push(body as unknown as Json);
    if (body.type !== 'block_actions' || !body.view) return;
    const { id, hash } = body.view;
    await client.views.update({ view_id: id, hash, view: form('', 'Size noted') });
  });
  app.action('more', async ({ ack, client, body }) => {
    await ack();
    if (body.type === 'block_actions')
      await client.views.push({ trigger_id: body.trigger_id, view: details });
  });
  app.view('form', async ({ ack, view, body, client }) => {
    heard.submissions.push(view as unknown as Json);
    const title = view.state.values.title?.title?.value;
    if (title === 'bad') return ack({ response_action: 'errors', errors: { title: 'Not this one' } });
    if (title === 'next') return ack({ response_action: 'update', view: details });
    if (title === 'deeper') return ack({ response_action: 'push', view: details });
    await ack();
    await client.chat.postMessage({
      channel: body.user.id,
      text: `Got ${title}`,
      blocks: gotIt(String(title)),
    });
  });
  app.view('details', async ({ ack }) => ack({ response_action: 'clear' }));
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
    await ack();
    heard.closed.push(body as unknown as Json);
  });
  app.action('approve', async ({ ack, respond, action, body }) => {
    await ack();
    heard.actions.push(body as unknown as Json);
    if (action.type === 'button') await respond({ replace_original: true, text: `Approved ${action.value}` });
  });
}

function listenToMessages(app: App, heard: Heard): void {
  app.message('knock', async ({ message, say }) => {
    if (message.subtype === undefined) await say(`Who is there, <@${message.user}>?`);
  });
  app.event('app_mention', async ({ event, client }) => {
    await client.reactions.add({ channel: event.channel, timestamp: event.ts, name: 'wave' });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    const blocks = [
      { type: 'section' as const, text: { type: 'mrkdwn' as const, text: `Welcome <@${event.user}>` } },
    ];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
  app.use(async ({ body, next }) => {
    if ('event' in body) heard.events.push(body.event as Json);
    await next();
  });
}

function gotIt(value: string) {
  return [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text: `Got *${value}*` } },
    {
      type: 'actions' as const,
      elements: [{ type: 'button' as const, action_id: 'approve', text: text('Approve'), value }],
    },
  ];
}

function form(title: string, note?: string) {
  const noteBlock = { type: 'section' as const, block_id: 'note', text: text(note ?? '') };
  return {
    type: 'modal' as const,
    callback_id: 'form',
    title: text('A form'),
    submit: text('Send'),
    notify_on_close: true,
    private_metadata: 'kept',
    blocks: [
      {
        type: 'input' as const,
        block_id: 'title',
        label: text('Title'),
        element: { type: 'plain_text_input' as const, action_id: 'title', initial_value: title },
      },
      {
        type: 'input' as const,
        block_id: 'size',
        label: text('Size'),
        dispatch_action: true,
        element: {
          type: 'static_select' as const,
          action_id: 'size',
          initial_option: option('Small', 's'),
          options: [option('Small', 's'), option('Large', 'l')],
        },
      },
      {
        type: 'input' as const,
        block_id: 'city',
        optional: true,
        label: text('City'),
        element: { type: 'external_select' as const, action_id: 'city', min_query_length: 2 },
      },
      {
        type: 'input' as const,
        block_id: 'people',
        optional: true,
        label: text('People'),
        element: { type: 'multi_users_select' as const, action_id: 'people' },
      },
      {
        type: 'actions' as const,
        elements: [{ type: 'button' as const, action_id: 'more', text: text('More') }],
      },
      ...(note ? [noteBlock] : []),
    ],
  };
}

const details = {
  type: 'modal' as const,
  callback_id: 'details',
  title: text('Details'),
  submit: text('Done'),
  blocks: [
    {
      type: 'input' as const,
      block_id: 'why',
      optional: true,
      label: text('Why'),
      element: { type: 'plain_text_input' as const, action_id: 'why' },
    },
  ],
};

import type { App } from '@slack/bolt';
import type { KnownBlock, PlainTextElement, PlainTextOption } from '@slack/types';

export type Gallery = {
  /** The values of each submission, by action_id. */
  readonly submitted: Readonly<Record<string, unknown>>[];
  /** The actions heard: action_id and value. */
  readonly actions: string[];
};

/** Lets an app show every kind of control: in a modal on /form, in a message on /hello. */
export function gallery(app: App): Gallery {
  const submitted: Gallery['submitted'] = [];
  const actions: Gallery['actions'] = [];

  app.command('/form', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: modal });
  });
  app.command('/hello', async ({ ack, respond }) => {
    await ack();
    await respond({ response_type: 'in_channel', text: 'Controls', blocks: controls });
  });
  app.options('city', async ({ ack, payload }) => {
    await ack({ options: options('Berlin', 'Bern', 'Lisbon').filter(labelHas(payload.value)) });
  });
  app.action(/.*/, async ({ ack, action }) => {
    await ack();
    if ('action_id' in action)
      actions.push(`${action.action_id} ${'value' in action ? action.value : chosen(action)}`);
  });
  app.view('gallery', async ({ ack, view }) => {
    await ack();
    const entries = Object.values(view.state.values).flatMap((block) => Object.entries(block));
    submitted.push(Object.fromEntries(entries.map(([id, entry]) => [id, heldBy(entry)])));
  });
  return { submitted, actions };
}

function heldBy(entry: object): unknown {
  const [, value] =
    Object.entries(entry).find(([name]) => /^(value|selected_|rich_text_value)/.test(name)) ?? [];
  if (Array.isArray(value)) return value.map(plainValue);
  return plainValue(value);
}

function plainValue(held: unknown): unknown {
  return typeof held === 'object' && held !== null && 'value' in held ? held.value : held;
}

function chosen(action: object): unknown {
  return 'selected_option' in action ? plainValue(action.selected_option) : undefined;
}

function labelHas(typed: string): (option: PlainTextOption) => boolean {
  return ({ text }) => text.text.toLowerCase().includes(typed.toLowerCase());
}

function text(words: string): PlainTextElement {
  return { type: 'plain_text', text: words };
}

function options(...labels: string[]): PlainTextOption[] {
  return labels.map((label) => ({ text: text(label), value: label.toLowerCase() }));
}

function input(label: string, element: object, optional = true): KnownBlock {
  return { type: 'input', label: text(label), element, optional } as KnownBlock;
}

const confirm = {
  title: text('Really?'),
  text: text('There is no way back.'),
  confirm: text('Go'),
  deny: text('Stay'),
};

const modal = {
  type: 'modal' as const,
  callback_id: 'gallery',
  title: text('Gallery'),
  submit: text('Send'),
  blocks: [
    input('Name', { type: 'plain_text_input', action_id: 'name' }),
    input('Story', { type: 'plain_text_input', action_id: 'story', multiline: true }),
    input('Colour', { type: 'static_select', action_id: 'colour', options: options('Red', 'Green', 'Blue') }),
    input('Size', {
      type: 'static_select',
      action_id: 'size',
      initial_option: options('Small')[0],
      option_groups: [
        { label: text('Usual'), options: options('Small', 'Large') },
        { label: text('Odd'), options: options('Tiny', 'Huge') },
      ],
    }),
    input('Toppings', {
      type: 'multi_static_select',
      action_id: 'toppings',
      max_selected_items: 2,
      options: options('Ham', 'Olives', 'Onions'),
    }),
    input('City', { type: 'external_select', action_id: 'city', min_query_length: 1 }),
    input('Who', { type: 'users_select', action_id: 'who' }),
    input('Where', { type: 'channels_select', action_id: 'where' }),
    input('Day', { type: 'datepicker', action_id: 'day' }),
    input('Hour', { type: 'timepicker', action_id: 'hour' }),
    input('Way', { type: 'radio_buttons', action_id: 'way', options: options('Phone', 'Mail') }),
    input('Extras', { type: 'checkboxes', action_id: 'extras', options: options('Fast', 'Quiet') }),
    input('Notes', { type: 'rich_text_input', action_id: 'notes' }),
    { type: 'actions', elements: [{ type: 'button', action_id: 'check', text: text('Check'), confirm }] },
  ] satisfies KnownBlock[],
};

const controls: KnownBlock[] = [
  { type: 'section', text: { type: 'mrkdwn', text: 'Every *control* there is' } },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'go', text: text('Go'), value: 'gone' },
      {
        type: 'static_select',
        action_id: 'fruit',
        placeholder: text('Fruit'),
        options: options('Apple', 'Pear'),
      },
      { type: 'overflow', action_id: 'more', options: options('First', 'Second', 'Third') },
    ],
  },
];

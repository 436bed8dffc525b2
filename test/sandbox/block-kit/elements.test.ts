import { describe, expect, test } from 'vitest';
import { validateMessage, validateView } from '../../../src/sandbox/block-kit/validate.ts';
import {
  actions,
  button,
  chars,
  inputBlock,
  type Json,
  link,
  modal,
  mrkdwn,
  option,
  options,
  plain,
  richText,
  section,
  times,
} from './samples.ts';

const action_id = 'a';
const placeholder = plain('Pick one');
const confirm = { title: plain(), text: plain(), confirm: plain(), deny: plain(), style: 'danger' };
const workflow = { trigger: { url: 'https://slack.com/shortcuts/1/2' } };

/** Checked where it may stand: alone in an input block of a modal. */
function inInput(element: Json): string[] {
  return validateView(modal([inputBlock(element)]));
}

/** Checked as one of a message's actions. */
function inActions(element: Json): string[] {
  return validateMessage({ blocks: [actions(element)] });
}

function inContextActions(element: Json): string[] {
  return validateMessage({ blocks: [{ type: 'context_actions', elements: [element] }] });
}

const group = { label: plain('Severities'), options: options(2) };
const textInput = { action_id, placeholder, focus_on_load: true };

const inputElements: Json[] = [
  {
    type: 'plain_text_input',
    ...textInput,
    initial_value: '',
    multiline: true,
    min_length: 0,
    max_length: 3000,
  },
  { type: 'email_text_input', ...textInput, initial_value: 'rep@example.com' },
  {
    type: 'url_text_input',
    ...textInput,
    dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
  },
  {
    type: 'number_input',
    ...textInput,
    is_decimal_allowed: true,
    min_value: '-1.5',
    max_value: '2',
    initial_value: '0',
  },
  { type: 'rich_text_input', ...textInput, initial_value: richText() },
  { type: 'file_input', action_id, filetypes: ['png'], max_files: 10 },
  { type: 'datepicker', action_id, placeholder, initial_date: '2028-02-29' },
  { type: 'timepicker', action_id, placeholder, initial_time: '23:59', timezone: 'Europe/Berlin' },
  { type: 'datetimepicker', action_id, initial_date_time: 1628633820 },
  { type: 'checkboxes', action_id, options: options(3), initial_options: options(2) },
  { type: 'radio_buttons', action_id, options: [{ ...option(), text: mrkdwn() }] },
  { type: 'static_select', action_id, placeholder, options: options(2), initial_option: option('v1') },
  { type: 'static_select', action_id, option_groups: [group], initial_option: option('v1') },
  { type: 'external_select', action_id, min_query_length: 0, initial_option: option() },
  { type: 'users_select', action_id, initial_user: 'U1' },
  { type: 'conversations_select', default_to_current_conversation: true, response_url_enabled: true },
  { type: 'channels_select', action_id, initial_channel: 'C1', response_url_enabled: true },
  { type: 'multi_static_select', options: options(3), initial_options: options(2), max_selected_items: 2 },
  { type: 'multi_external_select', initial_options: options(2) },
  { type: 'multi_users_select', initial_users: ['U1', 'U2'], max_selected_items: 2 },
  { type: 'multi_conversations_select', filter: { include: ['public', 'private'], exclude_bot_users: true } },
  { type: 'multi_channels_select', initial_channels: ['C1'] },
];

const actionElements: Json[] = [
  button({
    action_id,
    value: 'v',
    url: 'https://example.com',
    style: 'primary',
    confirm,
    accessibility_label: 'x',
  }),
  { type: 'workflow_button', text: plain(), action_id, workflow, style: 'danger' },
  {
    type: 'overflow',
    action_id,
    confirm,
    options: [option('edit'), option('more', { url: 'https://example.com' })],
  },
  { type: 'static_select', action_id, placeholder, confirm, options: options(1) },
  { type: 'datetimepicker', action_id, confirm },
];

function offering(type: string, size: number): Json {
  return { type, options: options(size) };
}

/** How to check it, the element with so much of something, how much of it is allowed, where one more is reported. */
const limits: [string, (element: Json) => string[], (size: number) => Json, number, string][] = [
  ['action_id', inActions, (n) => button({ action_id: chars(n) }), 255, '/action_id'],
  ['button text', inActions, (n) => button({ text: plain(chars(n)) }), 75, '/text/text'],
  ['button value', inActions, (n) => button({ value: chars(n) }), 2000, '/value'],
  ['button url', inActions, (n) => button({ url: link(n) }), 3000, '/url'],
  ['button label', inActions, (n) => button({ accessibility_label: chars(n) }), 75, '/accessibility_label'],
  [
    'confirm title',
    inActions,
    (n) => button({ confirm: { ...confirm, title: plain(chars(n)) } }),
    100,
    '/confirm/title/text',
  ],
  [
    'confirm text',
    inActions,
    (n) => button({ confirm: { ...confirm, text: plain(chars(n)) } }),
    300,
    '/confirm/text/text',
  ],
  [
    'confirm confirm',
    inActions,
    (n) => button({ confirm: { ...confirm, confirm: plain(chars(n)) } }),
    30,
    '/confirm/confirm/text',
  ],
  [
    'confirm deny',
    inActions,
    (n) => button({ confirm: { ...confirm, deny: plain(chars(n)) } }),
    30,
    '/confirm/deny/text',
  ],
  ['overflow options', inActions, (n) => offering('overflow', n), 5, '/options'],
  [
    'overflow url',
    inActions,
    (n) => ({ type: 'overflow', options: [option('a', { url: link(n) })] }),
    3000,
    '/options/0/url',
  ],
  [
    'workflow button text',
    inActions,
    (n) => ({ type: 'workflow_button', action_id, workflow, text: plain(chars(n)) }),
    75,
    '/text/text',
  ],
  ['select options', inActions, (n) => offering('static_select', n), 100, '/options'],
  ['multi-select options', inActions, (n) => offering('multi_static_select', n), 100, '/options'],
  ['checkboxes', inActions, (n) => offering('checkboxes', n), 10, '/options'],
  ['radio buttons', inActions, (n) => offering('radio_buttons', n), 10, '/options'],
  [
    'option text',
    inActions,
    (n) => ({ type: 'static_select', options: [{ text: plain(chars(n)), value: 'v' }] }),
    75,
    '/options/0/text/text',
  ],
  [
    'option value',
    inActions,
    (n) => ({ type: 'static_select', options: [option(chars(n), { text: plain() })] }),
    150,
    '/options/0/value',
  ],
  [
    'option description',
    inActions,
    (n) => ({ type: 'static_select', options: [option('v', { description: plain(chars(n)) })] }),
    75,
    '/options/0/description/text',
  ],
  [
    'option groups',
    inActions,
    (n) => ({ type: 'static_select', option_groups: times(n, () => group) }),
    100,
    '/option_groups',
  ],
  [
    'option group label',
    inActions,
    (n) => ({ type: 'static_select', option_groups: [{ ...group, label: plain(chars(n)) }] }),
    75,
    '/option_groups/0/label/text',
  ],
  [
    'option group options',
    inActions,
    (n) => ({ type: 'static_select', option_groups: [{ ...group, options: options(n) }] }),
    100,
    '/option_groups/0/options',
  ],
  [
    'placeholder',
    inActions,
    (n) => ({ type: 'users_select', placeholder: plain(chars(n)) }),
    150,
    '/placeholder/text',
  ],
  [
    'selected items',
    inActions,
    (n) => ({ type: 'multi_users_select', max_selected_items: 3, initial_users: times(n, String) }),
    3,
    '/initial_users',
  ],
  ['min_length', inInput, (n) => ({ type: 'plain_text_input', min_length: n }), 3000, '/min_length'],
  ['max_length', inInput, (n) => ({ type: 'plain_text_input', max_length: n }), 3000, '/max_length'],
  [
    'initial_value',
    inInput,
    (n) => ({ type: 'plain_text_input', initial_value: chars(n) }),
    3000,
    '/initial_value',
  ],
  [
    'initial_value within max_length',
    inInput,
    (n) => ({ type: 'plain_text_input', max_length: 7, initial_value: chars(n) }),
    7,
    '/initial_value',
  ],
  ['max_files', inInput, (n) => ({ type: 'file_input', max_files: n }), 10, '/max_files'],
  ['max_lines', inInput, (n) => ({ type: 'rich_text_input', max_lines: n }), 100, '/max_lines'],
  [
    'date-time in ten digits',
    inInput,
    (n) => ({ type: 'datetimepicker', initial_date_time: n }),
    9_999_999_999,
    '/initial_date_time',
  ],
  [
    'icon button text',
    inContextActions,
    (n) => ({ type: 'icon_button', icon: 'trash', text: plain(chars(n)) }),
    75,
    '/text/text',
  ],
  [
    'feedback value',
    inContextActions,
    (n) => ({
      type: 'feedback_buttons',
      positive_button: { text: plain(), value: chars(n) },
      negative_button: { text: plain(), value: 'v' },
    }),
    2000,
    '/positive_button/value',
  ],
];

const refused: [string, (element: Json) => string[], Json, string][] = [
  ['a button without text', inActions, { type: 'button' }, 'missing required field: text'],
  ['mrkdwn on a button', inActions, button({ text: mrkdwn() }), 'must be plain_text'],
  ['an unknown style', inActions, button({ style: 'default' }), 'must be one of: primary, danger'],
  ['a url that is none', inActions, button({ url: 'here' }), 'must be a valid URL'],
  ['a number as value', inActions, button({ value: 7 }), 'must be a string'],
  [
    'a confirm dialog without text',
    inActions,
    button({ confirm: { title: plain() } }),
    'missing required field: text',
  ],
  ['an overflow without options', inActions, offering('overflow', 0), 'must provide at least 1 items'],
  [
    'a select without options',
    inActions,
    { type: 'static_select' },
    'must define either `options` or `option_groups`',
  ],
  [
    'options and groups at once',
    inActions,
    { ...offering('static_select', 1), option_groups: [group] },
    'not both',
  ],
  [
    'two options of one value',
    inActions,
    { type: 'static_select', options: [option(), option()] },
    'duplicate option value: sev1',
  ],
  [
    'a link in a select option',
    inActions,
    { type: 'static_select', options: [option('v', { url: link(30) })] },
    'invalid additional property: url',
  ],
  [
    'mrkdwn in a select option',
    inActions,
    { type: 'static_select', options: [{ text: mrkdwn(), value: 'v' }] },
    'must be plain_text',
  ],
  [
    'an initial option that is not offered',
    inActions,
    { ...offering('static_select', 2), initial_option: option('v9') },
    'must match one of the options',
  ],
  [
    'an initial option with another text',
    inActions,
    { ...offering('static_select', 2), initial_option: { ...option('v1'), text: plain('Other') } },
    'must match one of the options',
  ],
  [
    'an initial option that no group offers',
    inActions,
    { type: 'static_select', option_groups: [group], initial_option: option('v9') },
    'must match one of the options',
  ],
  [
    'initial options that are not offered',
    inActions,
    { ...offering('checkboxes', 1), initial_options: options(2) },
    'must match one of the options',
  ],
  [
    'no initial options',
    inActions,
    { ...offering('checkboxes', 1), initial_options: [] },
    'must provide at least 1 items',
  ],
  [
    'max_selected_items of 0',
    inActions,
    { type: 'multi_users_select', max_selected_items: 0 },
    'must be greater than 0',
  ],
  ['an empty filter', inActions, { type: 'conversations_select', filter: {} }, 'must define at least one of'],
  [
    'a filter that includes nothing',
    inActions,
    { type: 'conversations_select', filter: { include: [] } },
    'must provide at least 1 items',
  ],
  [
    'a response_url outside a modal input',
    inActions,
    { type: 'channels_select', response_url_enabled: true },
    'invalid additional property: response_url_enabled',
  ],
  [
    'a day that does not exist',
    inActions,
    { type: 'datepicker', initial_date: '2026-02-30' },
    'must be a date',
  ],
  ['a time in another format', inActions, { type: 'timepicker', initial_time: '9:00' }, 'must be a time'],
  [
    'a zone that does not exist',
    inActions,
    { type: 'timepicker', timezone: 'Mars/Base' },
    'must be an IANA timezone',
  ],
  [
    'milliseconds as date-time',
    inActions,
    { type: 'datetimepicker', initial_date_time: 1628633820000 },
    'must be less than',
  ],
  ['max_length of 0', inInput, { type: 'plain_text_input', max_length: 0 }, 'must be greater than 0'],
  [
    'min_length above max_length',
    inInput,
    { type: 'plain_text_input', min_length: 2, max_length: 1 },
    'must not be greater than `max_length`',
  ],
  [
    'a number input that leaves decimals open',
    inInput,
    { type: 'number_input' },
    'missing required field: is_decimal_allowed',
  ],
  [
    'a decimal where none is allowed',
    inInput,
    { type: 'number_input', is_decimal_allowed: false, initial_value: '1.5' },
    'must be a whole number',
  ],
  [
    'a number out of range',
    inInput,
    { type: 'number_input', is_decimal_allowed: false, initial_value: '3', max_value: '2' },
    'must be between',
  ],
  [
    'min_value above max_value',
    inInput,
    { type: 'number_input', is_decimal_allowed: false, min_value: '3', max_value: '2' },
    'must not be greater than `max_value`',
  ],
  [
    'an unknown dispatch trigger',
    inInput,
    { type: 'plain_text_input', dispatch_action_config: { trigger_actions_on: ['blur'] } },
    'must be one of',
  ],
  ['max_files of 0', inInput, { type: 'file_input', max_files: 0 }, 'must be greater than 0'],
  [
    'a workflow button without trigger',
    inActions,
    { type: 'workflow_button', text: plain(), action_id, workflow: {} },
    'missing required field: trigger',
  ],
  [
    'an icon that Slack has not',
    inContextActions,
    { type: 'icon_button', icon: 'star', text: plain() },
    'must be trash',
  ],
  [
    'feedback with one button',
    inContextActions,
    { type: 'feedback_buttons', positive_button: { text: plain(), value: 'v' } },
    'missing required field: negative_button',
  ],
];

describe('an element', () => {
  test.each(inputElements.map((element) => [element.type, element] as const))(
    '%s passes in an input',
    (_type, element) => {
      expect(inInput(element)).toEqual([]);
    },
  );

  test.each(actionElements.map((element) => [element.type, element] as const))(
    '%s passes in actions',
    (_type, element) => {
      expect(inActions(element)).toEqual([]);
    },
  );

  test.each(limits)('%s passes at its limit and fails one past it', (_name, check, make, limit, pointer) => {
    expect(check(make(limit))).toEqual([]);
    const problems = check(make(limit + 1));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`/(elements/0|element)${pointer}\\]$`));
  });

  test.each(refused)('%s is refused', (_name, check, element, sentence) => {
    const problems = check(element);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toContain(sentence);
  });
});

describe('where an element may stand', () => {
  const inputsByType = Object.fromEntries(inputElements.map((element) => [element.type, element]));
  const everywhere: [string, boolean, boolean, boolean][] = [
    // type, message, modal, home
    ['plain_text_input', true, true, true],
    ['datetimepicker', true, true, false],
    ['rich_text_input', false, true, true],
    ['email_text_input', false, true, false],
    ['url_text_input', false, true, false],
    ['number_input', false, true, false],
    ['file_input', false, true, false],
  ];

  test.each(everywhere)(
    '%s in messages, modals and home tabs: %s, %s, %s',
    (type, inMessage, inModal, inHome) => {
      const blocks = [inputBlock(inputsByType[type] ?? {})];
      expect(validateMessage({ blocks }).length === 0).toBe(inMessage);
      expect(validateView(modal(blocks)).length === 0).toBe(inModal);
      expect(validateView({ type: 'home', blocks }).length === 0).toBe(inHome);
    },
  );

  test('a workflow button only in messages', () => {
    const blocks = [section({ accessory: { type: 'workflow_button', text: plain(), action_id, workflow } })];
    expect(validateMessage({ blocks })).toEqual([]);
    expect(validateView(modal(blocks))).toEqual([
      '[ERROR] unsupported type: workflow_button [json-pointer:/view/blocks/0/accessory/type]',
    ]);
  });
});

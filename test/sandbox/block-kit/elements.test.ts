import { describe, expect, test } from 'vitest';
import { validateMessage, validateView } from '../../../src/sandbox/block-kit/validate.ts';
import {
  button,
  inActions,
  inInput,
  inputBlock,
  type Json,
  modal,
  mrkdwn,
  option,
  options,
  plain,
  richText,
  section,
} from './samples.ts';

const action_id = 'a';
const placeholder = plain('Pick one');
const confirm = { title: plain(), text: plain(), confirm: plain(), deny: plain(), style: 'danger' };
const workflow = { trigger: { url: 'https://slack.com/shortcuts/1/2' } };

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

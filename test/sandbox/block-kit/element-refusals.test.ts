import { describe, expect, test } from 'vitest';
import {
  button,
  inActions,
  inContextActions,
  inInput,
  type Json,
  link,
  mrkdwn,
  offering,
  option,
  options,
  plain,
} from './samples.ts';

const action_id = 'a';

const group = { label: plain('Severities'), options: options(2) };
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
  test.each(refused)('%s is refused', (_name, check, element, sentence) => {
    const problems = check(element);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems[0]).toContain(sentence);
  });
});

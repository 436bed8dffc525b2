import { describe, expect, test } from 'vitest';
import {
  button,
  chars,
  inActions,
  inContextActions,
  inInput,
  type Json,
  link,
  offering,
  option,
  options,
  plain,
  times,
} from './samples.ts';

const action_id = 'a';
const confirm = { title: plain(), text: plain(), confirm: plain(), deny: plain(), style: 'danger' };
const workflow = { trigger: { url: 'https://slack.com/shortcuts/1/2' } };

const group = { label: plain('Severities'), options: options(2) };
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

describe('an element', () => {
  test.each(limits)('%s passes at its limit and fails one past it', (_name, check, make, limit, pointer) => {
    expect(check(make(limit))).toEqual([]);
    const problems = check(make(limit + 1));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`/(elements/0|element)${pointer}\\]$`));
  });
});

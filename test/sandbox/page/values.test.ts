import { describe, expect, test } from 'vitest';
import { initialEntry, mergeValues, withEntry, withValue } from '../../../src/sandbox/page/forms/values.ts';
import type { Block } from '../../../src/sandbox/protocol.ts';

const text = (words: string) => ({ type: 'plain_text', text: words, emoji: true });
const option = (words: string, value: string) => ({ text: text(words), value });

function input(blockId: string, element: { type: string; [key: string]: unknown }): Block {
  return { type: 'input', block_id: blockId, label: text(blockId), element: { action_id: 'a', ...element } };
}

describe('an untouched element', () => {
  test.each([
    [{ type: 'plain_text_input' }, { type: 'plain_text_input', value: null }],
    [
      { type: 'plain_text_input', initial_value: 'x' },
      { type: 'plain_text_input', value: 'x' },
    ],
    [
      { type: 'number_input', initial_value: '3' },
      { type: 'number_input', value: '3' },
    ],
    [{ type: 'static_select' }, { type: 'static_select', selected_option: null }],
    [
      { type: 'radio_buttons', initial_option: option('A', 'a') },
      { type: 'radio_buttons', selected_option: option('A', 'a') },
    ],
    [{ type: 'multi_static_select' }, { type: 'multi_static_select', selected_options: [] }],
    [
      { type: 'checkboxes', initial_options: [option('A', 'a')] },
      { type: 'checkboxes', selected_options: [option('A', 'a')] },
    ],
    [
      { type: 'users_select', initial_user: 'U1' },
      { type: 'users_select', selected_user: 'U1' },
    ],
    [{ type: 'multi_users_select' }, { type: 'multi_users_select', selected_users: [] }],
    [{ type: 'conversations_select' }, { type: 'conversations_select', selected_conversation: null }],
    [
      { type: 'multi_channels_select', initial_channels: ['C1'] },
      { type: 'multi_channels_select', selected_channels: ['C1'] },
    ],
    [
      { type: 'datepicker', initial_date: '2026-01-02' },
      { type: 'datepicker', selected_date: '2026-01-02' },
    ],
    [
      { type: 'timepicker', initial_time: '10:00', timezone: 'Asia/Tokyo' },
      { type: 'timepicker', selected_time: '10:00', timezone: 'Asia/Tokyo' },
    ],
    [
      { type: 'datetimepicker', initial_date_time: 5 },
      { type: 'datetimepicker', selected_date_time: 5 },
    ],
    [{ type: 'rich_text_input' }, { type: 'rich_text_input', rich_text_value: null }],
  ])('%o', (element, expected) => {
    expect(initialEntry(element)).toEqual(expected);
  });
});

describe('an update while a modal is open', () => {
  const before = [input('what', { type: 'plain_text_input' }), input('sev', { type: 'static_select' })];
  const typed = withEntry(mergeValues(before), 'what', 'a', { type: 'plain_text_input', value: 'typed' });

  test('keeps what was typed under the same ids, whatever the new initial value says', () => {
    const after = [input('what', { type: 'plain_text_input', initial_value: 'from the app' })];
    expect(mergeValues(after, typed)).toEqual({ what: { a: { type: 'plain_text_input', value: 'typed' } } });
  });

  test('keeps even an input that was never touched', () => {
    const after = [input('sev', { type: 'static_select', initial_option: option('SEV1', '1') })];
    expect(mergeValues(after, typed).sev?.a?.selected_option).toBeNull();
  });

  test('takes the initial value when an id changed', () => {
    const after = [input('what-2', { type: 'plain_text_input', initial_value: 'from the app' })];
    expect(mergeValues(after, typed)).toEqual({
      'what-2': { a: { type: 'plain_text_input', value: 'from the app' } },
    });
  });

  test('starts afresh when the kind of element changed', () => {
    const after = [input('what', { type: 'number_input', initial_value: '4' })];
    expect(mergeValues(after, typed).what?.a).toEqual({ type: 'number_input', value: '4' });
  });
});

test('selects in sections and action blocks have a state, buttons have none', () => {
  const blocks: Block[] = [
    { type: 'section', block_id: 's', accessory: { type: 'datepicker', action_id: 'd' } },
    {
      type: 'actions',
      block_id: 'x',
      elements: [
        { type: 'button', action_id: 'b' },
        { type: 'users_select', action_id: 'u' },
      ],
    },
  ];
  expect(mergeValues(blocks)).toEqual({
    s: { d: { type: 'datepicker', selected_date: null } },
    x: { u: { type: 'users_select', selected_user: null } },
  });
});

test('a cleared text is null, as Slack sends it', () => {
  expect(withValue({ type: 'plain_text_input', value: 'x' }, '')).toEqual({
    type: 'plain_text_input',
    value: null,
  });
});

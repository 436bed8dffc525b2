import { expect, test } from 'vitest';
import { fromRichText, toRichText } from '../../../src/sandbox/page/forms/rich-text.ts';

test('typed lines become sections, and lines with a dash a list', () => {
  expect(toRichText('Hello\nyou\n- one\n- two\nend')).toEqual({
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: [{ type: 'text', text: 'Hello\nyou' }] },
      {
        type: 'rich_text_list',
        style: 'bullet',
        indent: 0,
        border: 0,
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'one' }] },
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'two' }] },
        ],
      },
      { type: 'rich_text_section', elements: [{ type: 'text', text: 'end' }] },
    ],
  });
});

test('mentions and addresses become their elements', () => {
  const [section] = (
    toRichText('ask <@U1> in <#C1>: https://a.example') as { elements: { elements: unknown[] }[] }
  ).elements;
  expect(section?.elements).toEqual([
    { type: 'text', text: 'ask ' },
    { type: 'user', user_id: 'U1' },
    { type: 'text', text: ' in ' },
    { type: 'channel', channel_id: 'C1' },
    { type: 'text', text: ': ' },
    { type: 'link', url: 'https://a.example' },
  ]);
});

test('nothing typed is no value', () => {
  expect(toRichText('  \n')).toBeNull();
});

test('an initial value can be edited and comes back the same', () => {
  const block = toRichText('Hello <@U1>\n- one\n- two\nend');
  expect(fromRichText(block)).toBe('Hello <@U1>\n- one\n- two\nend');
  expect(toRichText(fromRichText(block))).toEqual(block);
});

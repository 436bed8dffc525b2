import { expect, test } from 'vitest';
import { validate } from '../../../src/sandbox/page/forms/validate.ts';

function errorFor(
  element: { type: string; [key: string]: unknown },
  entry: { [key: string]: unknown },
  optional = false,
) {
  const block = { type: 'input', block_id: 'b', optional, element: { action_id: 'a', ...element } };
  return validate([block], { b: { a: { type: element.type, ...entry } } }).b;
}

test.each([
  [{ type: 'plain_text_input' }, { value: null }, 'Please complete this required field.'],
  [{ type: 'multi_users_select' }, { selected_users: [] }, 'Please complete this required field.'],
  [{ type: 'checkboxes' }, { selected_options: [] }, 'Please complete this required field.'],
  [{ type: 'plain_text_input', min_length: 5 }, { value: 'abc' }, 'Please enter at least 5 characters.'],
  [
    { type: 'plain_text_input', max_length: 2 },
    { value: 'abc' },
    'Please enter at most 2 characters; this has 3.',
  ],
  [{ type: 'number_input', is_decimal_allowed: false }, { value: '1.5' }, 'Please enter a whole number.'],
  [{ type: 'number_input', is_decimal_allowed: true }, { value: 'one' }, 'Please enter a number.'],
  [{ type: 'number_input', min_value: '3' }, { value: '2' }, 'Please enter 3 or more.'],
  [{ type: 'number_input', max_value: '3' }, { value: '4' }, 'Please enter 3 or less.'],
  [{ type: 'email_text_input' }, { value: 'nobody' }, 'Please enter a valid email address.'],
  [{ type: 'url_text_input' }, { value: 'foo' }, 'Please enter a full URL, such as https://example.com'],
])('%o with %o: %s', (element, entry, expected) => {
  expect(errorFor(element, entry)).toBe(expected);
});

test.each([
  [{ type: 'number_input', is_decimal_allowed: true, min_value: '0.5' }, { value: '0.5' }],
  [{ type: 'email_text_input' }, { value: 'a@b.example' }],
  [{ type: 'url_text_input' }, { value: 'https://b.example/x' }],
  [{ type: 'users_select' }, { selected_user: 'U1' }],
])('%o takes %o', (element, entry) => {
  expect(errorFor(element, entry)).toBeUndefined();
});

test('an optional input may be empty, but not wrong', () => {
  expect(errorFor({ type: 'email_text_input' }, { value: null }, true)).toBeUndefined();
  expect(errorFor({ type: 'email_text_input' }, { value: 'x' }, true)).toBe(
    'Please enter a valid email address.',
  );
});

test('a select outside an input block may stay empty', () => {
  const block = {
    type: 'section',
    block_id: 's',
    accessory: { type: 'static_select', action_id: 'a', options: [] },
  };
  expect(validate([block], {})).toEqual({});
});

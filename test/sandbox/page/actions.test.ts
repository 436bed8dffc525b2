import { describe, expect, test } from 'vitest';
import { actionPayload } from '../../../src/sandbox/blocks/actions.ts';
import { placedElements } from '../../../src/sandbox/blocks/elements.ts';
import { actionOf } from '../../../src/sandbox/page/forms/values.ts';
import type { Json } from '../../../src/sandbox/protocol.ts';

const text = (words: string) => ({ type: 'plain_text', text: words, emoji: true });
const option = (words: string, value: string) => ({ text: text(words), value });

/** What the app gets when a person has used the element on the page. */
function received(element: Json & { readonly action_id: string }, entry?: Json) {
  const block = { type: 'actions', block_id: 'row', elements: [element] };
  const field = { block, blockId: 'row', actionId: element.action_id, element };
  const [placed] = placedElements([block]);
  return placed ? actionPayload(placed, actionOf(field, entry), '1.000100') : undefined;
}

describe('an action', () => {
  test('of a button carries its text and value', () => {
    const button = { type: 'button', action_id: 'claim', text: text('Claim'), value: '12', style: 'primary' };
    expect(received(button)).toEqual({
      type: 'button',
      block_id: 'row',
      action_id: 'claim',
      action_ts: '1.000100',
      text: text('Claim'),
      value: '12',
      style: 'primary',
    });
  });

  test('of a select carries the option chosen, its initial one and its placeholder', () => {
    const select = {
      type: 'static_select',
      action_id: 's',
      placeholder: text('Pick'),
      initial_option: option('A', 'a'),
      options: [option('A', 'a'), option('B', 'b')],
    };
    const chosen = { type: 'static_select', selected_option: option('B', 'b') };
    expect(received(select, chosen)).toEqual({
      type: 'static_select',
      block_id: 'row',
      action_id: 's',
      action_ts: '1.000100',
      selected_option: option('B', 'b'),
      initial_option: option('A', 'a'),
      placeholder: text('Pick'),
    });
  });

  test('of an overflow menu carries the line chosen', () => {
    const menu = { type: 'overflow', action_id: 'more', options: [option('Edit', 'edit')] };
    expect(received(menu, { selected_option: option('Edit', 'edit') })).toEqual({
      type: 'overflow',
      block_id: 'row',
      action_id: 'more',
      action_ts: '1.000100',
      selected_option: option('Edit', 'edit'),
    });
  });

  test('of an emptied picker says so', () => {
    const picker = { type: 'datepicker', action_id: 'd' };
    expect(received(picker, { type: 'datepicker', selected_date: null })?.selected_date).toBeNull();
  });
});

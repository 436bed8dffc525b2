import { describe, expect, test } from 'vitest';
import { isViewTooLarge, validateView } from '../../../src/sandbox/block-kit/validate.ts';
import { chars, inputBlock, type Json, modal, mrkdwn, plain, section, table, times } from './samples.ts';

const input = inputBlock({ type: 'plain_text_input' });

describe('a modal', () => {
  test('passes with all that it may hold', () => {
    const view = modal([section(), input], {
      close: plain('Not now'),
      callback_id: 'escalate',
      private_metadata: '{}',
      external_id: 'x',
      clear_on_close: true,
      notify_on_close: true,
    });
    expect(validateView(view)).toEqual([]);
  });

  const limits: [string, (size: number) => Json, number, string][] = [
    ['title', (n) => modal([input], { title: plain(chars(n)) }), 24, '/view/title/text'],
    ['submit', (n) => modal([input], { submit: plain(chars(n)) }), 24, '/view/submit/text'],
    ['close', (n) => modal([input], { close: plain(chars(n)) }), 24, '/view/close/text'],
    ['callback_id', (n) => modal([input], { callback_id: chars(n) }), 255, '/view/callback_id'],
    [
      'private_metadata',
      (n) => modal([input], { private_metadata: chars(n) }),
      3000,
      '/view/private_metadata',
    ],
    ['external_id', (n) => modal([input], { external_id: chars(n) }), 255, '/view/external_id'],
    ['blocks', (n) => modal(times(n, () => section())), 100, '/view/blocks'],
  ];

  test.each(limits)('%s passes at its limit and fails one past it', (_name, make, limit, pointer) => {
    expect(validateView(make(limit))).toEqual([]);
    const problems = validateView(make(limit + 1));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`[json-pointer:${pointer}]`);
  });

  const refused: [string, unknown, string][] = [
    ['no view', undefined, 'must be an object [json-pointer:/view]'],
    ['a JSON string', '{}', 'must be an object [json-pointer:/view]'],
    [
      'an unknown type',
      { type: 'workflow_step', blocks: [] },
      'unsupported type: workflow_step [json-pointer:/view/type]',
    ],
    [
      'no title',
      modal([section()], { title: undefined }),
      'missing required field: title [json-pointer:/view]',
    ],
    [
      'mrkdwn as title',
      modal([section()], { title: mrkdwn() }),
      'must be plain_text [json-pointer:/view/title/type]',
    ],
    ['no blocks', modal([]), 'must provide at least 1 items [json-pointer:/view/blocks]'],
    [
      'submit_disabled',
      modal([section()], { submit_disabled: true }),
      'invalid additional property: submit_disabled [json-pointer:/view]',
    ],
    ['null as close', modal([section()], { close: null }), 'must be an object [json-pointer:/view/close]'],
    [
      'an input without submit',
      modal([section(), input], { submit: undefined }),
      'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]',
    ],
    ['a table', modal([table(1, 1)]), 'unsupported type: table [json-pointer:/view/blocks/0/type]'],
    [
      'markdown',
      modal([{ type: 'markdown', text: 'x' }]),
      'unsupported type: markdown [json-pointer:/view/blocks/0/type]',
    ],
    [
      'one block_id twice',
      modal([section({ block_id: 'b' }), section({ block_id: 'b' })]),
      '`block_id` must be unique: b [json-pointer:/view/blocks/1/block_id]',
    ],
    [
      'a file input that dispatches',
      modal([inputBlock({ type: 'file_input' }, { dispatch_action: true })]),
      'unsupported type: file_input [json-pointer:/view/blocks/0/element/type]',
    ],
  ];

  test.each(refused)('%s is refused', (_name, view, sentence) => {
    expect(validateView(view)).toEqual([`[ERROR] ${sentence}`]);
  });

  test('needs no submit without inputs', () => {
    expect(validateView(modal([section()], { submit: undefined }))).toEqual([]);
  });

  test('focuses at most one element', () => {
    const focused = inputBlock({ type: 'plain_text_input', focus_on_load: true });
    expect(validateView(modal([focused, input]))).toEqual([]);
    expect(validateView(modal([focused, focused]))).toEqual([
      '[ERROR] only one element may set `focus_on_load` [json-pointer:/view/blocks/1/element/focus_on_load]',
    ]);
  });
});

describe('a home tab', () => {
  test('passes with inputs, which need no submit there, and with no blocks', () => {
    expect(validateView({ type: 'home', blocks: [section(), input] })).toEqual([]);
    expect(validateView({ type: 'home', blocks: [] })).toEqual([]);
  });

  test('holds 100 blocks and not 101', () => {
    expect(validateView({ type: 'home', blocks: times(100, () => section()) })).toEqual([]);
    expect(validateView({ type: 'home', blocks: times(101, () => section()) })).toEqual([
      '[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]',
    ]);
  });

  test('has no title and no submit', () => {
    expect(validateView({ type: 'home', blocks: [], title: plain() })).toEqual([
      '[ERROR] invalid additional property: title [json-pointer:/view]',
    ]);
  });
});

test('a view is too large past 250 kB', () => {
  const empty = JSON.stringify({ text: '' }).length;
  expect(isViewTooLarge({ text: chars(250_000 - empty) })).toBe(false);
  expect(isViewTooLarge({ text: chars(250_001 - empty) })).toBe(true);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateMessage, validateView } from '../../../src/sandbox/block-kit/validate.ts';
import { actions, button, chars, mrkdwn, section, table, times } from './samples.ts';

describe('a message', () => {
  test('says what Slack says about a text that is too long', () => {
    expect(validateMessage({ blocks: [section({ text: mrkdwn(chars(3001)) })] })).toEqual([
      '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ]);
  });

  test('holds 50 blocks and not 51', () => {
    const blocks = times(50, () => ({ type: 'divider' }));
    expect(validateMessage({ blocks })).toEqual([]);
    expect(validateMessage({ blocks: [...blocks, { type: 'divider' }] })).toEqual([
      '[ERROR] no more than 50 items allowed [json-pointer:/blocks]',
    ]);
  });

  test('may have no blocks at all, which is how an edit removes them', () => {
    expect(validateMessage({ text: 'x', blocks: [] })).toEqual([]);
    expect(validateMessage({ text: 'x' })).toEqual([]);
  });

  test.each([['{"type":"divider"}'], [{ type: 'divider' }], [['divider']]])(
    'takes only a list of objects, not %j',
    (blocks) => {
      expect(validateMessage({ blocks })).toHaveLength(1);
    },
  );

  test('has each block_id once, its attachments included', () => {
    const block = { type: 'divider', block_id: 'b' };
    expect(validateMessage({ blocks: [block, { type: 'divider', block_id: 'c' }] })).toEqual([]);
    expect(validateMessage({ blocks: [block], attachments: [{ blocks: [block] }] })).toEqual([
      '[ERROR] `block_id` must be unique: b [json-pointer:/attachments/0/blocks/0/block_id]',
    ]);
  });

  test('may use one action_id in two blocks', () => {
    const block = actions(button({ action_id: 'a' }));
    expect(validateMessage({ blocks: [block, block] })).toEqual([]);
  });

  test('has at most one table', () => {
    expect(validateMessage({ blocks: [table(1, 1), table(1, 1)] })).toEqual([
      '[ERROR] only one table allowed [json-pointer:/blocks/1]',
    ]);
  });

  test('counts markdown over all its blocks', () => {
    const half = { type: 'markdown', text: chars(6000) };
    expect(validateMessage({ blocks: [half, half] })).toEqual([]);
    expect(validateMessage({ blocks: [half, half, { type: 'markdown', text: 'x' }] })).toHaveLength(1);
  });
});

describe('attachments', () => {
  test('take the legacy fields, or blocks with a colour', () => {
    expect(
      validateMessage({
        attachments: [{ text: 'x', title: 'y', ts: 1, fields: [{ title: 'a', value: 'b' }] }],
      }),
    ).toEqual([]);
    expect(validateMessage({ attachments: [{ color: '#36a64f', blocks: [section()] }] })).toEqual([]);
  });

  test('are checked inside', () => {
    expect(validateMessage({ attachments: [{ blocks: [{ type: 'header' }] }] })).toEqual([
      '[ERROR] missing required field: text [json-pointer:/attachments/0/blocks/0]',
    ]);
    expect(validateMessage({ attachments: [{ blocks: [section()], pretext: 'x' }] })).toEqual([
      '[ERROR] invalid additional property: pretext [json-pointer:/attachments/0]',
    ]);
  });

  test('number 100 at most, with 300 characters of footer', () => {
    expect(validateMessage({ attachments: times(100, () => ({ text: 'x', footer: chars(300) })) })).toEqual(
      [],
    );
    expect(validateMessage({ attachments: times(101, () => ({ text: 'x' })) })).toHaveLength(1);
    expect(validateMessage({ attachments: [{ footer: chars(301) }] })).toHaveLength(1);
  });
});

describe('whatever arrives', () => {
  test('gets an answer and never an exception', () => {
    const type = fc.constantFrom(
      'section',
      'input',
      'actions',
      'table',
      'rich_text',
      'button',
      'static_select',
      'modal',
      'home',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 6 }, fc.jsonValue(), tie('node'), fc.array(tie('tree'), { maxLength: 3 })),
      node: fc.record(
        {
          type,
          text: tie('tree'),
          elements: tie('tree'),
          element: tie('tree'),
          blocks: tie('tree'),
          options: tie('tree'),
          block_id: tie('tree'),
          rows: tie('tree'),
        },
        { requiredKeys: ['type'] },
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(Array.isArray(validateMessage({ blocks: value, attachments: value }))).toBe(true);
        expect(Array.isArray(validateMessage({ blocks: [value] }))).toBe(true);
        expect(Array.isArray(validateView(value))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('may have a type that is no text, or be nested without end', () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(validateMessage({ blocks: [{ type: { toString: 1 } }] })).toEqual([
      '[ERROR] must be a string [json-pointer:/blocks/0/type]',
    ]);
    expect(validateMessage({ blocks: [{ type: 'table', rows: deep }] })).not.toEqual([]);
    expect(validateMessage({ blocks: [{ type: 'markdown', text: { toString: 1 } }] })).not.toEqual([]);
  });
});

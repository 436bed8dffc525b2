import { describe, expect, test } from 'vitest';
import { validateMessage } from '../../../src/sandbox/block-kit/validate.ts';
import {
  actions,
  button,
  chars,
  image,
  inputBlock,
  type Json,
  link,
  mrkdwn,
  plain,
  richText,
  section,
  table,
  times,
  video,
} from './samples.ts';

const valid: [string, Json][] = [
  ['section', section()],
  ['section of fields', { type: 'section', fields: [plain(), mrkdwn()] }],
  ['section with accessory', section({ accessory: image(), expand: true, block_id: 'b' })],
  ['divider', { type: 'divider' }],
  ['header', { type: 'header', text: { type: 'plain_text', text: 'Swarm', emoji: true } }],
  ['actions', actions(button({ action_id: 'a' }), button({ action_id: 'b' }))],
  ['context', { type: 'context', elements: [image(), plain(), mrkdwn()] }],
  ['image', image({ title: plain('Graph') })],
  ['image of a Slack file', { type: 'image', slack_file: { id: 'F1' }, alt_text: 'A graph' }],
  ['input', inputBlock({ type: 'plain_text_input' })],
  ['rich text', richText({ type: 'user', user_id: 'U1' }, { type: 'date', timestamp: 1, format: '{date}' })],
  [
    'rich text of every part',
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_list', style: 'bullet', elements: [{ type: 'rich_text_section', elements: [] }] },
        { type: 'rich_text_quote', elements: [{ type: 'link', url: 'https://example.com' }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'code' }] },
      ],
    },
  ],
  ['video', video()],
  ['markdown', { type: 'markdown', text: '**now**' }],
  ['table', { ...table(2, 2), column_settings: [{ align: 'right' }, { is_wrapped: true }] }],
  [
    'context actions',
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          positive_button: { text: plain('Good'), value: 'good' },
          negative_button: { text: plain('Bad'), value: 'bad' },
        },
        { type: 'icon_button', icon: 'trash', text: plain('Delete') },
      ],
    },
  ],
];

/** The block with so much of something, how much of it is allowed, and where one more is reported. */
const limits: [string, (size: number) => Json, number, string][] = [
  ['section text', (n) => section({ text: mrkdwn(chars(n)) }), 3000, '/blocks/0/text/text'],
  ['section fields', (n) => ({ type: 'section', fields: times(n, () => plain()) }), 10, '/blocks/0/fields'],
  ['section field text', (n) => section({ fields: [plain(chars(n))] }), 2000, '/blocks/0/fields/0/text'],
  ['header text', (n) => ({ type: 'header', text: plain(chars(n)) }), 150, '/blocks/0/text/text'],
  ['block_id', (n) => ({ type: 'divider', block_id: chars(n) }), 255, '/blocks/0/block_id'],
  ['actions', (n) => actions(...times(n, () => button())), 25, '/blocks/0/elements'],
  ['context', (n) => ({ type: 'context', elements: times(n, () => plain()) }), 10, '/blocks/0/elements'],
  [
    'context actions',
    (n) => ({
      type: 'context_actions',
      elements: times(n, () => ({ type: 'icon_button', icon: 'trash', text: plain() })),
    }),
    5,
    '/blocks/0/elements',
  ],
  ['image alt_text', (n) => image({ alt_text: chars(n) }), 2000, '/blocks/0/alt_text'],
  ['image_url', (n) => image({ image_url: link(n) }), 3000, '/blocks/0/image_url'],
  ['image title', (n) => image({ title: plain(chars(n)) }), 2000, '/blocks/0/title/text'],
  ['video title', (n) => video({ title: plain(chars(n)) }), 199, '/blocks/0/title/text'],
  ['video author', (n) => video({ author_name: chars(n) }), 49, '/blocks/0/author_name'],
  ['markdown', (n) => ({ type: 'markdown', text: chars(n) }), 12_000, '/blocks/0/text'],
  ['table rows', (n) => table(n, 1), 100, '/blocks/0/rows'],
  ['table columns', (n) => table(1, n), 20, '/blocks/0/rows/0'],
  ['table text', (n) => table(1, 1, chars(n)), 10_000, '/blocks/0/rows'],
  [
    'table column settings',
    (n) => ({ ...table(1, 1), column_settings: times(n, () => ({})) }),
    20,
    '/blocks/0/column_settings',
  ],
  [
    'list indent',
    (n) => ({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: 'ordered',
          indent: n,
          elements: [{ type: 'rich_text_section', elements: [] }],
        },
      ],
    }),
    8,
    '/blocks/0/elements/0/indent',
  ],
  [
    'input label',
    (n) => inputBlock({ type: 'plain_text_input' }, { label: plain(chars(n)) }),
    2000,
    '/blocks/0/label/text',
  ],
  [
    'input hint',
    (n) => inputBlock({ type: 'plain_text_input' }, { hint: plain(chars(n)) }),
    2000,
    '/blocks/0/hint/text',
  ],
];

const refused: [string, Json, string][] = [
  ['no type', {}, 'missing required field: type [json-pointer:/blocks/0]'],
  ['an unknown type', { type: 'marquee' }, 'unsupported type: marquee [json-pointer:/blocks/0/type]'],
  [
    'a file block',
    { type: 'file', source: 'remote', external_id: '1' },
    'unsupported type: file [json-pointer:/blocks/0/type]',
  ],
  [
    'an unknown field',
    { type: 'divider', text: 'x' },
    'invalid additional property: text [json-pointer:/blocks/0]',
  ],
  ['null in a field', section({ accessory: null }), 'must be an object [json-pointer:/blocks/0/accessory]'],
  [
    'a section without text',
    { type: 'section' },
    'must define at least one of `text`, `fields` [json-pointer:/blocks/0]',
  ],
  [
    'an empty text',
    section({ text: plain('') }),
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  ['a bare string as text', section({ text: 'x' }), 'must be an object [json-pointer:/blocks/0/text]'],
  ['no fields', section({ fields: [] }), 'must provide at least 1 items [json-pointer:/blocks/0/fields]'],
  [
    'mrkdwn in a header',
    { type: 'header', text: mrkdwn() },
    'must be plain_text [json-pointer:/blocks/0/text/type]',
  ],
  ['a header without text', { type: 'header' }, 'missing required field: text [json-pointer:/blocks/0]'],
  [
    'emoji on mrkdwn',
    section({ text: { ...mrkdwn(), emoji: true } }),
    'invalid additional property: emoji [json-pointer:/blocks/0/text]',
  ],
  [
    'verbatim on plain text',
    section({ text: { ...plain(), verbatim: true } }),
    'invalid additional property: verbatim [json-pointer:/blocks/0/text]',
  ],
  ['actions without elements', actions(), 'must provide at least 1 items [json-pointer:/blocks/0/elements]'],
  [
    'a context without elements',
    { type: 'context', elements: [] },
    'must provide at least 1 items [json-pointer:/blocks/0/elements]',
  ],
  [
    'a button in a context',
    { type: 'context', elements: [button()] },
    'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'a text input in actions',
    actions({ type: 'plain_text_input' }),
    'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'a button in an input',
    inputBlock(button()),
    'unsupported type: button [json-pointer:/blocks/0/element/type]',
  ],
  [
    'a text input as accessory',
    section({ accessory: { type: 'plain_text_input' } }),
    'unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]',
  ],
  [
    'a date-time picker as accessory',
    section({ accessory: { type: 'datetimepicker' } }),
    'unsupported type: datetimepicker [json-pointer:/blocks/0/accessory/type]',
  ],
  [
    'an email input in a message',
    inputBlock({ type: 'email_text_input' }),
    'unsupported type: email_text_input [json-pointer:/blocks/0/element/type]',
  ],
  [
    'an image without source',
    { type: 'image', alt_text: 'x' },
    'must define either `image_url` or `slack_file` [json-pointer:/blocks/0]',
  ],
  [
    'an image with two sources',
    image({ slack_file: { id: 'F1' } }),
    'must define either `image_url` or `slack_file`, not both [json-pointer:/blocks/0]',
  ],
  [
    'an image without alt text',
    { type: 'image', image_url: link(30) },
    'missing required field: alt_text [json-pointer:/blocks/0]',
  ],
  [
    'an image_url that is none',
    image({ image_url: 'graph.png' }),
    'must be a valid URL [json-pointer:/blocks/0/image_url]',
  ],
  [
    'a video over plain HTTP',
    video({ video_url: 'http://example.com/v' }),
    'must be a valid URL [json-pointer:/blocks/0/video_url]',
  ],
  [
    'a mention without its user',
    richText({ type: 'user' }),
    'missing required field: user_id [json-pointer:/blocks/0/elements/0/elements/0]',
  ],
  [
    'rich text without parts',
    { type: 'rich_text', elements: [] },
    'must provide at least 1 items [json-pointer:/blocks/0/elements]',
  ],
  [
    'one action_id twice in a block',
    actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
    '`action_id` must be unique: a [json-pointer:/blocks/0/elements/1/action_id]',
  ],
];

describe('a block in a message', () => {
  test.each(valid)('%s passes', (_name, block) => {
    expect(validateMessage({ text: 'x', blocks: [block] })).toEqual([]);
  });

  test.each(limits)('%s passes at its limit and fails one past it', (_name, make, limit, pointer) => {
    expect(validateMessage({ blocks: [make(limit)] })).toEqual([]);
    const problems = validateMessage({ blocks: [make(limit + 1)] });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`[json-pointer:${pointer}]`);
  });

  test.each(refused)('%s is refused', (_name, block, sentence) => {
    expect(validateMessage({ blocks: [block] })).toEqual([`[ERROR] ${sentence}`]);
  });
});

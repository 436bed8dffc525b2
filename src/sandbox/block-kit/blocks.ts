/** Blocks: https://docs.slack.dev/reference/block-kit/blocks */
import { z } from 'zod';
import { elementIn } from './elements.ts';
import { anyText, blockId, imageSources, imageText, oneImageSource, plainText } from './objects.ts';
import { richText } from './rich-text.ts';
import {
  atLeastOneOf,
  byType,
  httpsUrl,
  list,
  optional,
  type Rule,
  rules,
  type Surface,
  string,
  typed,
  webUrl,
} from './schema.ts';

const id = { block_id: blockId };

/** The file block is missing here: Slack shows it for remote files, and an app cannot send it. */
const everywhere = [
  typed('divider', {}, id),
  typed('header', { text: plainText(150) }, id),
  typed('image', imageText, { ...id, ...imageSources, title: plainText(2000) }).check(oneImageSource),
  richText,
  /** The page says "less than 200" and "less than 50 characters". */
  typed(
    'video',
    { video_url: httpsUrl(3000), thumbnail_url: webUrl(3000), alt_text: string(2000), title: plainText(199) },
    {
      ...id,
      title_url: httpsUrl(3000),
      description: plainText(199),
      author_name: string(49),
      provider_name: string(),
      provider_icon_url: webUrl(3000),
    },
  ),
];

const cell = byType([
  typed('raw_text', { text: string() }, {}),
  typed('raw_number', { value: z.number(), text: string() }, {}),
  richText,
]);

const columnSettings = z.strictObject(
  optional({ align: z.enum(['left', 'center', 'right']), is_wrapped: z.boolean() }),
);

function inMessagesOnly() {
  return [
    typed('markdown', { text: string(12_000) }, id),
    typed('table', { rows: list(list(cell, 20), 100) }, { ...id, column_settings: list(columnSettings, 20) }),
    typed('context_actions', { elements: list(elementIn('contextActions', 'message'), 5) }, id),
  ];
}

const dispatchesNoFiles: Rule<{ dispatch_action?: boolean; element: Record<string, unknown> }> = (
  input,
  fail,
) => {
  if (input.dispatch_action && input.element.type === 'file_input') {
    fail('unsupported type: file_input', 'element', 'type');
  }
};

/** The blocks that may stand on this surface. */
export function createBlockSchema(surface: Surface) {
  return byType([
    ...everywhere,
    ...(surface === 'message' ? inMessagesOnly() : []),
    typed(
      'section',
      {},
      {
        ...id,
        text: anyText(3000),
        fields: list(anyText(2000), 10),
        accessory: elementIn('accessory', surface),
        expand: z.boolean(),
      },
    ).check(rules(atLeastOneOf('text', 'fields'))),
    typed('context', { elements: list(elementIn('context', surface), 10) }, id),
    typed('actions', { elements: list(elementIn('actions', surface), 25) }, id),
    typed(
      'input',
      { label: plainText(2000), element: elementIn('input', surface) },
      { ...id, hint: plainText(2000), optional: z.boolean(), dispatch_action: z.boolean() },
    ).check(rules(dispatchesNoFiles)),
  ]);
}

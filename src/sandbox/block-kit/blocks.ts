/** Blocks: https://docs.slack.dev/reference/block-kit/blocks */
import {
  array,
  atLeastOneOf,
  boolean,
  byType,
  type Check,
  choice,
  isObject,
  object,
  problem,
  required,
  type Surface,
  string,
  typed,
  url,
} from './check.ts';
import { elementIn } from './elements.ts';
import { anyText, blockId, imageFields, imageSource, plainText } from './objects.ts';
import { richText } from './rich-text.ts';

const id = { block_id: blockId };

const cell = byType({
  raw_text: typed('raw_text', { text: required(string()) }),
  raw_number: typed('raw_number', { value: required(finiteNumber), text: required(string()) }),
  rich_text: richText,
});

const blocks: { readonly [type: string]: Check } = {
  divider: typed('divider', id),
  header: typed('header', { ...id, text: required(plainText(150)) }),
  section: typed(
    'section',
    {
      ...id,
      text: anyText(3000),
      fields: array(anyText(2000), { max: 10 }),
      accessory: elementIn('accessory'),
      expand: boolean,
    },
    atLeastOneOf('text', 'fields'),
    noResponseUrl,
  ),
  context: typed('context', { ...id, elements: required(array(elementIn('context'), { max: 10 })) }),
  actions: typed(
    'actions',
    { ...id, elements: required(array(elementIn('actions'), { max: 25 })) },
    noResponseUrl,
  ),
  context_actions: typed('context_actions', {
    ...id,
    elements: required(array(elementIn('contextActions'), { max: 5 })),
  }),
  image: typed('image', { ...id, ...imageFields, title: plainText(2000) }, imageSource),
  input: typed(
    'input',
    {
      ...id,
      label: required(plainText(2000)),
      element: required(elementIn('input')),
      hint: plainText(2000),
      optional: boolean,
      dispatch_action: boolean,
    },
    dispatchesNoFiles,
    responseUrlInModalOnly,
  ),
  rich_text: richText,
  /** The page says "less than 200" and "less than 50 characters". */
  video: typed('video', {
    ...id,
    video_url: required(url(3000, 'https:')),
    thumbnail_url: required(url(3000, 'http:', 'https:')),
    alt_text: required(string({ max: 2000 })),
    title: required(plainText(199)),
    title_url: url(3000, 'https:'),
    description: plainText(199),
    author_name: string({ max: 49 }),
    provider_name: string(),
    provider_icon_url: url(3000, 'http:', 'https:'),
  }),
  markdown: typed('markdown', { ...id, text: required(string({ max: 12_000 })) }),
  table: typed('table', {
    ...id,
    rows: required(array(array(cell, { max: 20 }), { max: 100 })),
    column_settings: array(object({ align: choice('left', 'center', 'right'), is_wrapped: boolean }), {
      max: 20,
    }),
  }),
};

/**
 * Blocks that are not available on every surface. The file block is not listed above at all: Slack shows it for
 * remote files, and an app cannot send it.
 */
const surfaces: { readonly [type: string]: readonly Surface[] } = {
  markdown: ['message'],
  table: ['message'],
  context_actions: ['message'],
};

export const block = byType(blocks, undefined, surfaces);

function finiteNumber(value: unknown, path: string): string[] {
  return Number.isFinite(value) ? [] : [problem('must be a number', path)];
}

function dispatchesNoFiles(value: unknown, path: string): string[] {
  const dispatches = isObject(value) && value.dispatch_action === true;
  return dispatches && isObject(value.element) && value.element.type === 'file_input'
    ? [problem('unsupported type: file_input', `${path}/element/type`)]
    : [];
}

/** `response_url_enabled` "only works with menus in input blocks in modals". */
function noResponseUrl(value: unknown, path: string): string[] {
  if (!isObject(value)) return [];
  const elements = Array.isArray(value.elements) ? value.elements : [value.accessory];
  return elements.flatMap((element: unknown, index) =>
    isObject(element) && element.response_url_enabled !== undefined
      ? [
          problem(
            'invalid additional property: response_url_enabled',
            value.accessory ? `${path}/accessory` : `${path}/elements/${index}`,
          ),
        ]
      : [],
  );
}

function responseUrlInModalOnly(value: unknown, path: string, surface: Surface): string[] {
  return surface !== 'modal' &&
    isObject(value) &&
    isObject(value.element) &&
    value.element.response_url_enabled !== undefined
    ? [problem('invalid additional property: response_url_enabled', `${path}/element`)]
    : [];
}

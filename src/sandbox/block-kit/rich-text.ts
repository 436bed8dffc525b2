/** Rich text: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
import {
  array,
  boolean,
  byType,
  type Check,
  choice,
  integer,
  object,
  required,
  string,
  typed,
  url,
} from './check.ts';
import { blockId } from './objects.ts';

const marks = { bold: boolean, italic: boolean, strike: boolean };
const textStyle = object({ ...marks, code: boolean, underline: boolean });
const mentionStyle = object({ ...marks, highlight: boolean, client_highlight: boolean, unlink: boolean });
const border = choice(0, 1);

const inline: { readonly [type: string]: Check } = {
  text: typed('text', { text: required(string()), style: textStyle }),
  link: typed('link', { url: required(url()), text: string(), unsafe: boolean, style: textStyle }),
  user: typed('user', { user_id: required(string()), style: mentionStyle }),
  usergroup: typed('usergroup', { usergroup_id: required(string()), style: mentionStyle }),
  channel: typed('channel', { channel_id: required(string()), style: mentionStyle }),
  team: typed('team', { team_id: required(string()), style: mentionStyle }),
  broadcast: typed('broadcast', { range: required(choice('here', 'channel', 'everyone')) }),
  color: typed('color', { value: required(string()) }),
  date: typed('date', {
    timestamp: required(integer(0, Number.MAX_SAFE_INTEGER)),
    format: required(string()),
    url: url(),
    fallback: string(),
  }),
  emoji: typed('emoji', {
    name: required(string()),
    unicode: string(),
    url: url(),
    skin_tone: integer(1, 6),
  }),
};

/** Slack's own composer writes sections without elements for empty lines, so an empty one passes. */
const line = required(array(byType(inline), { min: 0 }));
const section = typed('rich_text_section', { elements: line });

const parts: { readonly [type: string]: Check } = {
  rich_text_section: section,
  rich_text_list: typed('rich_text_list', {
    elements: required(array(section)),
    style: required(choice('bullet', 'ordered')),
    indent: integer(0, 8),
    offset: integer(0, Number.MAX_SAFE_INTEGER),
    border,
  }),
  rich_text_quote: typed('rich_text_quote', { elements: line, border }),
  rich_text_preformatted: typed('rich_text_preformatted', {
    elements: required(array(byType(inline, ['text', 'link']), { min: 0 })),
    border,
    language: string(),
  }),
};

export const richText = typed('rich_text', { block_id: blockId, elements: required(array(byType(parts))) });

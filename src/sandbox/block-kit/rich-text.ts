/** Rich text: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
import { z } from 'zod';
import { blockId } from './objects.ts';
import { byType, integer, list, optional, string, typed } from './schema.ts';

const emphasis = { bold: z.boolean(), italic: z.boolean(), strike: z.boolean() };
const style = z.strictObject(optional({ ...emphasis, code: z.boolean(), underline: z.boolean() }));
const mentionStyle = z.strictObject(
  optional({ ...emphasis, highlight: z.boolean(), client_highlight: z.boolean(), unlink: z.boolean() }),
);
const border = z.literal([0, 1]);

const text = typed('text', { text: string() }, { style });
const link = typed('link', { url: z.url() }, { text: string(), unsafe: z.boolean(), style });
const inline = byType([
  text,
  link,
  typed('user', { user_id: string() }, { style: mentionStyle }),
  typed('usergroup', { usergroup_id: string() }, { style: mentionStyle }),
  typed('channel', { channel_id: string() }, { style: mentionStyle }),
  typed('team', { team_id: string() }, { style: mentionStyle }),
  typed('broadcast', { range: z.enum(['here', 'channel', 'everyone']) }, {}),
  typed('color', { value: string() }, {}),
  typed('date', { timestamp: integer(), format: string() }, { url: z.url(), fallback: string() }),
  typed('emoji', { name: string() }, { unicode: string(), url: z.url(), skin_tone: integer(1, 6) }),
]);

/** Slack's own composer writes sections without elements for empty lines, so an empty one passes. */
const section = typed('rich_text_section', { elements: z.array(inline) }, {});

const parts = byType([
  section,
  typed(
    'rich_text_list',
    { elements: list(section), style: z.enum(['bullet', 'ordered']) },
    { indent: integer(0, 8), offset: integer(), border },
  ),
  typed('rich_text_quote', { elements: z.array(inline) }, { border }),
  typed(
    'rich_text_preformatted',
    { elements: z.array(byType([text, link])) },
    { border, language: string() },
  ),
]);

export const richText = typed('rich_text', { elements: list(parts) }, { block_id: blockId });

/** Secondary attachments: https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments */
import { block } from './blocks.ts';
import {
  array,
  boolean,
  type Check,
  type Fields,
  isObject,
  object,
  problem,
  required,
  string,
  url,
} from './check.ts';

const text = string({ min: 0 });
const link = url(3000, 'http:', 'https:');

/** Beside blocks, an attachment takes only these two. */
const common: Fields = { fallback: text, color: string() };

const withBlocks = object({ ...common, blocks: required(array(block, { max: 50 })) });

const withoutBlocks = object({
  ...common,
  pretext: text,
  author_name: text,
  author_link: link,
  author_icon: link,
  title: text,
  title_link: link,
  text,
  fields: array(object({ title: text, value: text, short: boolean })),
  image_url: link,
  thumb_url: link,
  footer: string({ min: 0, max: 300 }),
  footer_icon: link,
  ts: timestamp,
  mrkdwn_in: array(string(), { min: 0 }),
});

const attachment: Check = (value, path, surface) =>
  isObject(value) && value.blocks !== undefined
    ? withBlocks(value, path, surface)
    : withoutBlocks(value, path, surface);

/** "A maximum of 100 attachments are allowed on a message." */
export const attachments = array(attachment, { min: 0, max: 100 });

function timestamp(value: unknown, path: string): string[] {
  return typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value))
    ? []
    : [problem('must be a timestamp', path)];
}

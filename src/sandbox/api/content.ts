import { validateMessage } from '../block-kit/validate.ts';
import { isObject, withIds } from '../blocks/elements.ts';
import type { Block, Json } from '../protocol.ts';
import { SlackError } from '../workspace/errors.ts';

export type Content = {
  readonly text: string;
  readonly blocks?: Block[];
  readonly attachments?: Json[];
};

type Sent = {
  readonly text?: string | undefined;
  readonly markdown_text?: string | undefined;
  readonly blocks?: unknown[] | undefined;
  readonly attachments?: unknown[] | undefined;
};

const maxAttachments = 100;
/** `markdown_text` is limited to this many characters. */
const maxMarkdown = 12_000;
/**
 * Undocumented: Slack answers `msg_blocks_too_long` when the texts of all blocks together hold more than about this many
 * characters, https://github.com/slackapi/bolt-js/issues/2509
 */
const maxBlockText = 13_200;

/**
 * The text, blocks and attachments of a message the app sends, refused where Slack would refuse them. Fields that
 * were not given are absent, so that an edit can tell "leave it" from "take it away".
 */
export function readContent(args: Sent): Content {
  const { text = '', markdown_text: markdown = '', blocks, attachments } = args;
  if (markdown !== '' && (blocks !== undefined || text !== ''))
    throw new SlackError('markdown_text_conflict');
  if (markdown.length > maxMarkdown) throw new SlackError('msg_too_long');
  if (attachments && attachments.length > maxAttachments) throw new SlackError('too_many_attachments');
  checkKit(blocks, attachments);
  return {
    text: markdown === '' ? text : markdown,
    ...(blocks ? { blocks: withIds(blocks as Block[]) } : {}),
    ...(attachments ? { attachments: attachments.map(attachmentWithIds) } : {}),
  };
}

/** The characters of all texts below a value. */
function textIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = 'text' in value && typeof value.text === 'string' ? value.text.length : 0;
  return Object.values(value).reduce<number>((sum, inner) => sum + textIn(inner), own);
}

function checkKit(blocks: unknown, attachments: unknown): void {
  const wrongBlocks = blocks === undefined ? [] : validateMessage({ blocks });
  if (wrongBlocks.length > 0) {
    throw new SlackError('invalid_blocks', { response_metadata: { messages: wrongBlocks } });
  }
  if (textIn(blocks) > maxBlockText) throw new SlackError('msg_blocks_too_long');
  const wrongAttachments = attachments === undefined ? [] : validateMessage({ attachments });
  if (wrongAttachments.length > 0) {
    throw new SlackError('invalid_attachments', { response_metadata: { messages: wrongAttachments } });
  }
}

function attachmentWithIds(attachment: unknown): Json {
  const known = isObject(attachment) ? attachment : {};
  return Array.isArray(known.blocks) ? { ...known, blocks: withIds(known.blocks as Block[]) } : known;
}

export function mustSaySomething(content: Content): void {
  const blocks = content.blocks?.length ?? 0;
  const attachments = content.attachments?.length ?? 0;
  if (content.text === '' && blocks === 0 && attachments === 0) throw new SlackError('no_text');
}

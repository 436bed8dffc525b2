import { validateMessage } from '../block-kit/validate.ts';
import { isObject, withIds } from '../blocks/elements.ts';
import type { Block, Json } from '../protocol.ts';
import { SlackError } from '../workspace/errors.ts';
import type { Metadata } from '../workspace/records.ts';
import { text } from './context.ts';

export type Content = {
  readonly text: string;
  readonly blocks?: Block[];
  readonly attachments?: Json[];
};

const maxAttachments = 100;
/** `markdown_text` is limited to this many characters. */
const maxMarkdown = 12_000;

/**
 * The text, blocks and attachments of a message the app sends, refused where Slack would refuse them. Fields that
 * were not given are absent, so that an edit can tell "leave it" from "take it away".
 */
export function readContent(args: Json): Content {
  const markdown = text(args, 'markdown_text');
  if (markdown !== '' && (args.blocks !== undefined || text(args, 'text') !== '')) {
    throw new SlackError('markdown_text_conflict');
  }
  if (markdown.length > maxMarkdown) throw new SlackError('msg_too_long');
  const { blocks, attachments } = args;
  if (blocks !== undefined && !Array.isArray(blocks)) throw new SlackError('invalid_blocks_format');
  if (attachments !== undefined && !Array.isArray(attachments)) throw new SlackError('invalid_attachments');
  if (attachments && attachments.length > maxAttachments) throw new SlackError('too_many_attachments');
  checkKit(blocks, attachments);
  return {
    text: markdown === '' ? text(args, 'text') : markdown,
    ...(blocks ? { blocks: withIds(blocks as Block[]) } : {}),
    ...(attachments ? { attachments: attachments.map(attachmentWithIds) } : {}),
  };
}

function checkKit(blocks: unknown, attachments: unknown): void {
  const wrongBlocks = blocks === undefined ? [] : validateMessage({ blocks });
  if (wrongBlocks.length > 0) {
    throw new SlackError('invalid_blocks', { response_metadata: { messages: wrongBlocks } });
  }
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

/** The message's metadata; `null` says that an empty object takes it away. */
export function readMetadata(args: Json): Metadata | null | undefined {
  const given = args.metadata;
  if (given === undefined || given === '') return undefined;
  if (!isObject(given)) throw new SlackError('invalid_metadata_format');
  if (Object.keys(given).length === 0) return null;
  const { event_type: type, event_payload: payload } = given;
  if (typeof type !== 'string' || type === '' || !isObject(payload))
    throw new SlackError('invalid_metadata_schema');
  return { event_type: type, event_payload: payload };
}

import {
  distinctActionIds,
  distinctBlockIds,
  inputsNeedSubmit,
  markdownWithinLimit,
  oneFocus,
  oneTable,
  placeBlocks,
} from './across.ts';
import { attachments } from './attachments.ts';
import { block } from './blocks.ts';
import { array, boolean, byType, isObject, object, required, type Surface, string, typed } from './check.ts';
import { plainText } from './objects.ts';

/** An empty list is fine: it is how `chat.update` takes the blocks away. */
const message = object({
  text: string({ min: 0 }),
  blocks: array(block, { min: 0, max: 50 }),
  attachments,
});

const view = {
  callback_id: string({ min: 0, max: 255 }),
  private_metadata: string({ min: 0, max: 3000 }),
  external_id: string({ min: 0, max: 255 }),
};

const views = byType({
  modal: typed('modal', {
    ...view,
    title: required(plainText(24)),
    submit: plainText(24),
    close: plainText(24),
    blocks: required(array(block, { max: 100 })),
    clear_on_close: boolean,
    notify_on_close: boolean,
  }),
  home: typed('home', { ...view, blocks: required(array(block, { min: 0, max: 100 })) }),
});

/**
 * Checks a message's text, blocks and attachments against Slack's documented Block Kit limits.
 * Blocks and attachments are taken as parsed JSON. Returns sentences as Slack puts them into
 * `response_metadata.messages`; `[]` means valid.
 */
export function validateMessage({
  text,
  blocks,
  attachments,
}: {
  text?: string;
  blocks?: unknown;
  attachments?: unknown;
}): string[] {
  const problems = message({ text, blocks, attachments }, '', 'message');
  // The rules across blocks rely on each being well formed.
  if (problems.length > 0) return problems;
  const nested = Array.isArray(attachments)
    ? attachments.flatMap((one: unknown, index) =>
        isObject(one) ? placeBlocks(one.blocks, `/attachments/${index}/blocks`) : [],
      )
    : [];
  const placed = [...placeBlocks(blocks, '/blocks'), ...nested];
  return [
    ...distinctBlockIds(placed),
    ...distinctActionIds(placed),
    ...oneTable(placed),
    ...markdownWithinLimit(placed),
  ];
}

/** Checks a modal or home view, given as parsed JSON; returns sentences as `validateMessage` does. */
export function validateView(value: unknown): string[] {
  const surface: Surface = isObject(value) && value.type === 'home' ? 'home' : 'modal';
  const problems = views(value, '/view', surface);
  if (problems.length > 0 || !isObject(value)) return problems;
  const placed = placeBlocks(value.blocks, '/view/blocks');
  return [
    ...(surface === 'modal' ? inputsNeedSubmit(placed, value.submit) : []),
    ...distinctBlockIds(placed),
    ...distinctActionIds(placed),
    ...oneFocus(placed),
  ];
}

/** `view_too_large`: "The provided view is greater than 250kb." For views that `validateView` has passed. */
export function isViewTooLarge(value: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(value) ?? '') > 250_000;
}

import { z } from 'zod';
import { attachmentList } from './attachments.ts';
import { createBlockSchema } from './blocks.ts';
import {
  distinctActionIds,
  distinctBlockIds,
  markdownWithinLimit,
  noInputs,
  oneFocus,
  oneTable,
  placeBlocks,
} from './cross-block-rules.ts';
import { plainText } from './objects.ts';
import { byType, list, optional, problemsIn, rules, typed } from './schema.ts';

const anyView = {
  callback_id: z.string().max(255),
  private_metadata: z.string().max(3000),
  external_id: z.string().max(255),
};

/** Made when the first message or view is checked, since a sandbox that starts needs none of it yet. */
const schemas = {
  message: once(createMessageSchema),
  view: once(() => byType([createModalSchema(), createHomeSchema()])),
};

/**
 * Checks a message's text, blocks and attachments against Slack's documented Block Kit limits.
 * Blocks and attachments are taken as parsed JSON. Returns sentences as Slack puts them into
 * `response_metadata.messages`; `[]` means valid.
 */
export function validateMessage(message: {
  text?: string;
  blocks?: unknown;
  attachments?: unknown;
}): string[] {
  return problemsIn(schemas.message(), message, '');
}

/** Checks a modal or home view, given as parsed JSON; returns sentences as `validateMessage` does. */
export function validateView(value: unknown): string[] {
  return problemsIn(schemas.view(), value, '/view');
}

/** `view_too_large`: "The provided view is greater than 250kb." For views that `validateView` has passed. */
export function isViewTooLarge(value: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(value) ?? '') > 250_000;
}

/** An empty list of blocks is fine: it is how `chat.update` takes the blocks away. */
function createMessageSchema() {
  const block = createBlockSchema('message');
  const fields = { text: z.string(), blocks: z.array(block).max(50), attachments: attachmentList(block) };
  return z.strictObject(optional(fields)).check(
    rules(({ blocks, attachments = [] }, fail) => {
      const attached = attachments.flatMap((one, index) =>
        placeBlocks(one.blocks, 'attachments', index, 'blocks'),
      );
      const all = [...placeBlocks(blocks, 'blocks'), ...attached];
      for (const rule of [distinctBlockIds, distinctActionIds, oneTable, markdownWithinLimit])
        rule(all, fail);
    }),
  );
}

function createModalSchema() {
  const fields = { title: plainText(24), blocks: list(createBlockSchema('modal'), 100) };
  return typed('modal', fields, {
    ...anyView,
    submit: plainText(24),
    close: plainText(24),
    clear_on_close: z.boolean(),
    notify_on_close: z.boolean(),
  }).check(
    rules(({ submit, blocks }, fail) => {
      const all = placeBlocks(blocks, 'blocks');
      if (submit === undefined) noInputs(all, fail);
      for (const rule of [distinctBlockIds, distinctActionIds, oneFocus]) rule(all, fail);
    }),
  );
}

function createHomeSchema() {
  return typed('home', { blocks: z.array(createBlockSchema('home')).max(100) }, anyView).check(
    rules(({ blocks }, fail) => {
      const all = placeBlocks(blocks, 'blocks');
      for (const rule of [distinctBlockIds, distinctActionIds, oneFocus]) rule(all, fail);
    }),
  );
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

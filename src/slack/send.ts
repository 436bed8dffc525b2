import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Message } from './kit/blocks.ts';
import { fitBlocks } from './kit/fit.ts';

// The only place from which messages leave, held by rules/no-unfitted-message.grit: what does not fit into one is cut here.

type Posting = Pick<Message, 'text'> & { readonly channel: string; readonly blocks?: Message['blocks'] };
type Extras = Pick<
  Extract<Parameters<WebClient['chat']['postMessage']>[0], object>,
  'metadata' | 'unfurl_links' | 'unfurl_media'
>;

export function postMessage(client: WebClient, message: Posting & Extras) {
  return client.chat.postMessage({ ...message, ...fitted(message) });
}

export function updateMessage(client: WebClient, message: Posting & { readonly ts: string }) {
  return client.chat.update({ ...message, ...fitted(message) });
}

/** A `respond` of Bolt's that sends what fits. */
export function fittingRespond(respond: RespondFn): RespondFn {
  return (message) => {
    if (typeof message === 'string') return respond(message);
    return respond({ ...message, ...fitted(message as { readonly blocks?: Message['blocks'] }) });
  };
}

function fitted({ blocks }: { readonly blocks?: Message['blocks'] }): { blocks?: Message['blocks'] } {
  return blocks === undefined ? {} : { blocks: fitBlocks(blocks) };
}

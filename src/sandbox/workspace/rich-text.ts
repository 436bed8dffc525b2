import type { Json } from '../protocol.ts';

/**
 * The `rich_text` block that Slack puts on a message a person typed: mentions, links and emoji become elements, the
 * rest is text. Formatting marks stay in the text, which no app should read from here anyway.
 */
export function richTextBlock(text: string, blockId: string): Json {
  const pattern = /<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>|:([a-z0-9_+-]+):/g;
  const elements: Json[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) elements.push({ type: 'text', text: unescaped(text.slice(end, match.index)) });
    elements.push(elementOf(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) elements.push({ type: 'text', text: unescaped(text.slice(end)) });
  return { type: 'rich_text', block_id: blockId, elements: [{ type: 'rich_text_section', elements }] };
}

function elementOf(match: RegExpMatchArray): Json {
  const [, sign, target = '', label, emoji] = match;
  if (emoji !== undefined) return { type: 'emoji', name: emoji };
  if (sign === '@') return { type: 'user', user_id: target };
  if (sign === '#') return { type: 'channel', channel_id: target };
  if (sign === '!') return { type: 'broadcast', range: target };
  return { type: 'link', url: target, ...(label === undefined ? {} : { text: label }) };
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

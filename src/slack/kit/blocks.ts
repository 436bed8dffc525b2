import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import { cutPlain } from './text.ts';

/** What a message shows; `text` is what notifications and screen readers say. */
export type Message = { readonly text: string; readonly blocks: KnownBlock[] };

/** Slack's limit for the text of a section, in characters. */
export const SECTION = 3000;

/** Verbatim, or Slack would turn a plain "@channel" from somebody's text into a mention. */
function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

export function plainText(text: string, limit: number): PlainTextElement {
  return { type: 'plain_text', text: cutPlain(text, limit) };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text, 150) };
}

export function section(text: string, accessory?: SectionBlock['accessory']): SectionBlock {
  return { type: 'section', text: mrkdwn(text), ...(accessory ? { accessory } : {}) };
}

/** Two columns, read row by row; at most ten. */
export function fields(texts: readonly string[]): SectionBlock {
  return { type: 'section', fields: texts.map(mrkdwn) };
}

export function contextBlock(text: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(text)] };
}

export function divider(): DividerBlock {
  return { type: 'divider' };
}

/** No block at all when there is no button, since Slack refuses an empty one. */
export function actions(elements: readonly ActionsBlockElement[]): ActionsBlock[] {
  return elements.length === 0 ? [] : [{ type: 'actions', elements: [...elements] }];
}

export function button(text: string, action: string, value: string, style?: 'primary' | 'danger'): Button {
  return { type: 'button', text: plainText(text, 75), action_id: action, value, ...(style ? { style } : {}) };
}

/** One line, the same for those who see it and those who are notified. */
export function line(text: string, buttons: readonly ActionsBlockElement[] = []): Message {
  return { text, blocks: [section(text), ...actions(buttons)] };
}

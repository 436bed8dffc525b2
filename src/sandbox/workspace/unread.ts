import { isObject } from '../blocks/elements.ts';
import { conversationFor } from './access.ts';
import type { MessageRecord } from './records.ts';
import { lowerBound } from './sorted.ts';
import type { Workspace } from './workspace.ts';

/** Unread messages that are looked at for mentions; beyond them the number no longer matters. */
const mentionWindow = 200;

export function lastRead(workspace: Workspace, user: string, channel: string): string {
  return workspace.reads.get(`${channel}:${user}`)?.ts ?? '0000000000.000000';
}

export function markRead(workspace: Workspace, user: string, channel: string, ts: string): void {
  conversationFor(workspace, user, channel);
  if (lastRead(workspace, user, channel) >= ts) return;
  workspace.reads.put({ channel, user, ts });
  workspace.changes.emit({ type: 'read', channel, user });
}

/** How much this person has not read, and how much of it calls them; system lines count for neither. */
export function countUnread(
  workspace: Workspace,
  user: string,
  channel: string,
): { unread: number; mentions: number } {
  const timeline = workspace.indexes.timeline.get(channel) ?? [];
  const isIm = workspace.conversations.get(channel)?.kind === 'im';
  const last = lastRead(workspace, user, channel);
  const from = Math.max(lowerBound(timeline, last), timeline.length - mentionWindow);
  let unread = 0;
  let mentions = 0;
  for (const ts of timeline.slice(from)) {
    const message = workspace.messages.get(`${channel}:${ts}`);
    if (!message || ts <= last || message.user === user || message.subtype?.startsWith('channel_')) continue;
    unread += 1;
    if (isIm || isMentioned(message, user)) mentions += 1;
  }
  return { unread, mentions };
}

/** Only text and mrkdwn mention somebody: what stands in plain_text, or in a button's value, is shown as it is. */
function isMentioned(message: MessageRecord, user: string): boolean {
  const texts = [message.text, ...markupIn(message.blocks)];
  return texts.some((text) => text.includes(`<@${user}>`) || /<!(channel|here|everyone)>/.test(text));
}

function markupIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markupIn);
  if (!isObject(value)) return [];
  if (value.type === 'mrkdwn') return [String(value.text)];
  return Object.values(value).flatMap(markupIn);
}

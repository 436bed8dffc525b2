import type { Message } from '../../protocol.ts';
import { dayDistance } from '../text/zone.ts';

export type Line =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'new'; readonly key: string }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly first: boolean };

const groupSeconds = 5 * 60;

/** Messages with day lines and the "New" line between them; `first` starts an author's group (same author within five minutes). */
export function toLines(messages: readonly Message[], zone: string, firstNew: string): Line[] {
  const lines: Line[] = [];
  let before: Message | undefined;
  for (const message of messages) {
    const at = Number(message.ts);
    const newDay = !before || dayDistance(at, Number(before.ts), zone) !== 0;
    if (newDay) lines.push({ kind: 'day', key: `day-${message.ts}`, at });
    const isNew = firstNew === message.ts;
    if (isNew) lines.push({ kind: 'new', key: 'new' });
    lines.push({
      kind: 'message',
      key: message.ts,
      message,
      first: newDay || isNew || !before || !isSameGroup(message, before),
    });
    before = message;
  }
  return lines;
}

function isSameGroup(message: Message, before: Message): boolean {
  return (
    message.user === before.user &&
    message.subtype === before.subtype &&
    message.ephemeral === before.ephemeral &&
    !message.pinned &&
    !before.pinned &&
    Number(message.ts) - Number(before.ts) < groupSeconds
  );
}

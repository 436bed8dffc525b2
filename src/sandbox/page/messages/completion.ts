import { unescapeText } from '../text/mrkdwn.ts';

export type Trigger = {
  readonly kind: 'command' | 'person' | 'channel' | 'emoji';
  /** What was typed after the sign. */
  readonly query: string;
  /** Where the sign stands in the text. */
  readonly start: number;
};

const signs = { '/': 'command', '@': 'person', '#': 'channel', ':': 'emoji' } as const;

/** What is being completed at the caret, if anything: a command at the very start, else a word after @, # or :. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(0, caret);
  const command = /^\/[\w-]*$/.exec(before);
  if (command) return { kind: 'command', query: before.slice(1), start: 0 };
  const word = /(?:^|[\s(])([@#]|:(?=[a-z0-9+_-]{2}))([\p{L}\p{N}._+'-]*)$/u.exec(before);
  if (!word) return null;
  const [, sign, query = ''] = word;
  return { kind: signs[sign as keyof typeof signs], query, start: caret - query.length - 1 };
}

/** The text with the trigger's word replaced and a space after it, and where the caret then stands. */
export function complete(
  text: string,
  caret: number,
  { start }: Trigger,
  replacement: string,
): { text: string; caret: number } {
  const rest = text.slice(caret).replace(/^ /, '');
  return { text: `${text.slice(0, start)}${replacement} ${rest}`, caret: start + replacement.length + 1 };
}

/**
 * What was typed with "@Name" and "#channel" as `<@U…>` and `<#C…>`; the sandbox escapes the rest and reads
 * "@here" and addresses. `names` maps what stands in the box to those; longer names win, so that "@Dana Reyes"
 * is not "@Dana".
 */
export function encodeText(text: string, names: ReadonlyMap<string, string>): string {
  const typed = [...names.keys()].filter((name) => text.includes(name)).sort((a, b) => b.length - a.length);
  if (typed.length === 0) return text;
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${typed.map(quote).join('|')})(?![\\p{L}\\p{N}])`, 'gu');
  return text.replace(pattern, (name) => names.get(name) ?? name);
}

/** A stored text for editing: mentions as names again, and the names to encode them by. */
export function decodeText(
  text: string,
  nameOf: (kind: '@' | '#', id: string) => string,
): { text: string; names: Map<string, string> } {
  const names = new Map<string, string>();
  const decoded = text
    .replace(/<([@#])(\w+)(?:\|[^>]*)?>/g, (whole, sign: '@' | '#', id: string) => {
      const name = `${sign}${nameOf(sign, id)}`;
      names.set(name, whole);
      return name;
    })
    .replace(/<!(here|channel|everyone)>/g, '@$1')
    .replace(/<(https?:[^|>]+)(?:\|[^>]*)?>/g, '$1');
  return { text: unescapeText(decoded), names };
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

import { emojiOf } from './emoji.ts';

/* Slack's mrkdwn as a tree. The block library's own reading of it drops what a person may well write
 * ("# 1", "10:30:45", "<script>"), so text is read here and the library draws the richer blocks. */

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; text: string }
  | { kind: 'user' | 'channel' | 'group'; id: string; label: string }
  | { kind: 'broadcast'; range: string }
  | { kind: 'date'; timestamp: number; format: string; link: string; fallback: string }
  | { kind: 'emoji'; name: string; text: string };

export type Paragraph =
  | { kind: 'lines'; children: Inline[] }
  | { kind: 'quote'; children: Inline[] }
  | { kind: 'pre'; text: string };

/** Undoes the three escapes of Slack's text: &amp; &lt; &gt;. */
export function unescapeText(text: string): string {
  return text.replace(/&(amp|lt|gt);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>' })[name] ?? '');
}

/** Reads mrkdwn as Slack shows it; anything that is no mark-up stays as it was written. */
export function parseMrkdwn(source: string): Paragraph[] {
  const text = source.replace(/[\ue000-\uf8ff]/g, '\ufffd');
  return text.split(/(```[\s\S]+?```)/).flatMap((part, index): Paragraph[] => {
    if (index % 2 === 1)
      return [{ kind: 'pre', text: unescapeText(stripLinks(part.slice(3, -3))).replace(/^\n|\n$/g, '') }];
    const trimmed = index === 0 ? part : part.replace(/^\n/, '');
    return trimmed === '' ? [] : paragraphs(trimmed);
  });
}

/** Plain text of an object: emoji are the only mark-up. */
export function parsePlain(text: string): Inline[] {
  return parseEmojiAndUrls(text, false);
}

/** A channel's topic: mentions and emoji alone. It stands in a button, so nothing in it can be followed. */
export function parseTopic(text: string): Inline[] {
  return text
    .split(/(<[^<>\n]+>)/)
    .flatMap((part, index) =>
      index % 2 === 0 ? parseEmojiAndUrls(part, true) : [parseAngleBrackets(part.slice(1, -1))],
    )
    .map((node): Inline => {
      if (node.kind === 'link') return { kind: 'text', text: node.text };
      if (node.kind === 'channel') return { kind: 'text', text: `#${node.label || node.id}` };
      return node.kind === 'date' ? { kind: 'text', text: node.fallback } : node;
    });
}

function paragraphs(text: string): Paragraph[] {
  const found: { kind: 'lines' | 'quote'; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const quoted = /^(?:&gt;|>)\s?/.exec(line);
    const kind = quoted ? 'quote' : 'lines';
    const last = found.at(-1);
    const content = quoted ? line.slice(quoted[0].length) : line;
    if (last?.kind === kind) last.lines.push(content);
    else found.push({ kind, lines: [content] });
  }
  return found.map(({ kind, lines }) => ({ kind, children: parseInline(lines.join('\n')) }));
}

/** Code and `<…>` first: nothing inside them is mark-up. */
export function parseInline(text: string): Inline[] {
  return parseSpans(
    text.split(/(`[^`\n]+`|<[^<>\n]+>)/).map((part, index): Inline | string => {
      if (index % 2 === 0) return part;
      if (part.startsWith('`')) return { kind: 'code', text: unescapeText(stripLinks(part.slice(1, -1))) };
      return parseAngleBrackets(part.slice(1, -1));
    }),
  );
}

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
type Mark = keyof typeof marks;
/* A mark opens after no letter and before no space, closes before no letter, and stays on its line. */
const styling = /(?<![\p{L}\p{N}_*~])([*_~])((?!\1)\S(?:(?:(?!\1)[^\n])*(?!\1)\S)?)\1(?![\p{L}\p{N}*~])/u;

/* Atoms (code, links, mentions) become private-use characters, so that one regular expression sees the whole line. */
function parseSpans(parts: (Inline | string)[]): Inline[] {
  const atoms: Inline[] = [];
  const text = parts
    .map((part) => (typeof part === 'string' ? part : String.fromCharCode(0xe000 + atoms.push(part) - 1)))
    .join('');
  return parseStyled(text, atoms);
}

function parseStyled(text: string, atoms: Inline[]): Inline[] {
  const match = styling.exec(text);
  if (!match) return parseUnstyled(text, atoms);
  const [whole, mark, inner] = match as unknown as [string, Mark, string];
  return [
    ...parseUnstyled(text.slice(0, match.index), atoms),
    { kind: marks[mark], children: parseStyled(inner, atoms) },
    ...parseStyled(text.slice(match.index + whole.length), atoms),
  ];
}

function parseUnstyled(text: string, atoms: Inline[]): Inline[] {
  return text.split(/([\ue000-\uf8ff])/).flatMap((part, index): Inline[] => {
    if (index % 2 === 0) return parseEmojiAndUrls(part, true);
    const atom = atoms[part.charCodeAt(0) - 0xe000];
    return atom ? [atom] : [{ kind: 'text', text: part }];
  });
}

/** Emoji names and, in mrkdwn, bare addresses. */
function parseEmojiAndUrls(text: string, mrkdwn: boolean): Inline[] {
  const pattern = mrkdwn ? /(:[a-z0-9_+'-]+:|https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)'"\]])/ : /(:[a-z0-9_+'-]+:)/;
  const found: Inline[] = [];
  for (const part of text.split(pattern)) {
    const emoji =
      part.startsWith(':') && part.length > 2 && part.endsWith(':') ? emojiOf(part.slice(1, -1)) : undefined;
    const last = found.at(-1);
    if (emoji) found.push({ kind: 'emoji', name: part.slice(1, -1), text: emoji });
    else if (mrkdwn && /^https?:\/\//.test(part))
      found.push({ kind: 'link', url: unescapeText(part), text: unescapeText(part) });
    else if (last?.kind === 'text') last.text += mrkdwn ? unescapeText(part) : part;
    else if (part) found.push({ kind: 'text', text: mrkdwn ? unescapeText(part) : part });
  }
  return found;
}

function parseAngleBrackets(content: string): Inline {
  const bar = content.indexOf('|');
  const target = bar < 0 ? content : content.slice(0, bar);
  const label = bar < 0 ? '' : unescapeText(content.slice(bar + 1));
  if (/^@[UWB]/.test(target)) return { kind: 'user', id: target.slice(1), label };
  if (/^#[CGD]/.test(target)) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!subteam^')) return { kind: 'group', id: target.slice(9), label };
  if (/^!(here|channel|everyone)$/.test(target)) return { kind: 'broadcast', range: target.slice(1) };
  if (target.startsWith('!date^')) {
    const [, seconds = '', format = '', link = ''] = target.split('^');
    return {
      kind: 'date',
      timestamp: seconds ? Number(seconds) : Number.NaN,
      format,
      link: unescapeText(link),
      fallback: label,
    };
  }
  if (/^(https?:|mailto:|tel:|slack:)/i.test(target)) {
    const url = unescapeText(target);
    return { kind: 'link', url, text: label || url.replace(/^(mailto|tel):/, '') };
  }
  return {
    kind: 'text',
    text: target.startsWith('!') ? label || target.slice(1) : unescapeText(`<${content}>`),
  };
}

function stripLinks(text: string): string {
  return text.replace(
    /<((?:https?:|mailto:)[^<>|\n]+)(?:\|([^<>\n]*))?>/g,
    (_, url: string, label?: string) => label || url,
  );
}

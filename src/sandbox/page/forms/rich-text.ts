import type { Json } from '../../protocol.ts';
import { list, obj, str } from '../state/json.ts';

/** What a person typed into a rich text input, as the rich_text block Slack would send: lines, and lists of "- " or "• " lines. */
export function toRichText(text: string): Json | null {
  if (text.trim() === '') return null;
  const elements: Json[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) elements.push(section(lines.join('\n')));
    lines = [];
  };
  for (const group of grouped(text.split('\n'))) {
    if (group.bullet) {
      flush();
      elements.push({
        type: 'rich_text_list',
        style: 'bullet',
        indent: 0,
        border: 0,
        elements: group.lines.map(section),
      });
    } else lines.push(...group.lines);
  }
  flush();
  return { type: 'rich_text', elements };
}

/** A rich_text block as text for the text area; styles are lost. */
export function fromRichText(block: unknown): string {
  return list(obj(block).elements)
    .map((element) => {
      if (element.type === 'rich_text_list')
        return list(element.elements)
          .map((item) => `- ${inline(item)}`)
          .join('\n');
      return inline(element);
    })
    .join('\n');
}

function grouped(lines: string[]): { bullet: boolean; lines: string[] }[] {
  const groups: { bullet: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const bullet = /^[-•] \S/.test(line);
    const last = groups.at(-1);
    const content = bullet ? line.slice(2) : line;
    if (last?.bullet === bullet) last.lines.push(content);
    else groups.push({ bullet, lines: [content] });
  }
  return groups;
}

function section(text: string): Json {
  const elements = text
    .split(/(<@[UW]\w+>|<#C\w+>|https?:\/\/\S+)/)
    .filter((part) => part !== '')
    .map((part): Json => {
      if (/^<@\w+>$/.test(part)) return { type: 'user', user_id: part.slice(2, -1) };
      if (/^<#\w+>$/.test(part)) return { type: 'channel', channel_id: part.slice(2, -1) };
      if (/^https?:\/\//.test(part)) return { type: 'link', url: part };
      return { type: 'text', text: part };
    });
  return { type: 'rich_text_section', elements };
}

function inline(element: Json): string {
  return list(element.elements)
    .map((part) => {
      if (part.type === 'user') return `<@${str(part.user_id)}>`;
      if (part.type === 'channel') return `<#${str(part.channel_id)}>`;
      if (part.type === 'emoji') return `:${str(part.name)}:`;
      if (part.type === 'link') return str(part.text) || str(part.url);
      return str(part.text);
    })
    .join('');
}

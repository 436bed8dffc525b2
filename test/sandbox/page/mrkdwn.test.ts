import { describe, expect, test } from 'vitest';
import {
  type Inline,
  parseInline,
  parseMrkdwn,
  parsePlain,
  parseTopic,
} from '../../../src/sandbox/page/text/mrkdwn.ts';

/** Back to one string, with marks as tags, so that a whole reading can be compared at a glance. */
function show(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (node.kind === 'text') return node.text;
      if ('children' in node) return `[${node.kind} ${show(node.children)}]`;
      if (node.kind === 'link') return `[link ${node.url} ${node.text}]`;
      if (node.kind === 'date') return `[date ${node.timestamp} ${node.format} ${node.fallback}]`;
      if (node.kind === 'broadcast') return `[all ${node.range}]`;
      if (node.kind === 'code' || node.kind === 'emoji') return `[${node.kind} ${node.text}]`;
      return `[${node.kind} ${node.id}]`;
    })
    .join('');
}

describe('mrkdwn', () => {
  test.each([
    ['*bold* _it_ ~gone~ `code`', '[bold bold] [italic it] [strike gone] [code code]'],
    ['*bold _both_*', '[bold bold [italic both]]'],
    ['*Owner:* <@U1>', '[bold Owner:] [user U1]'],
    ['*<@U1>*', '[bold [user U1]]'],
    ['(*in brackets*)', '([bold in brackets])'],
    ['<https://a.example/?x=1&amp;y=2|here>', '[link https://a.example/?x=1&y=2 here]'],
    ['<mailto:a@b.example>', '[link mailto:a@b.example a@b.example]'],
    ['see https://a.example/b_c.', 'see [link https://a.example/b_c https://a.example/b_c].'],
    ['<#C1|general> <!here> <!subteam^S1|@leads>', '[channel C1] [all here] [group S1]'],
    ['<!date^1392734382^{date} at {time}|Feb 18>', '[date 1392734382 {date} at {time} Feb 18]'],
    [':eyes: and :no_such_emoji:', '[emoji 👀] and :no_such_emoji:'],
    ['`*not bold*` *bold*', '[code *not bold*] [bold bold]'],
  ])('%s', (text, expected) => {
    expect(show(parseInline(text))).toBe(expected);
  });

  test.each([
    '2 * 3 * 4',
    '2*3*4',
    'snake_case_name',
    '# 1 on the list',
    '10:30:45',
    '| a | b |',
    '*open',
    'a ~ b ~ c',
    '1. one',
    '__init__',
  ])('leaves %s as it was written', (text) => {
    expect(show(parseInline(text))).toBe(text);
  });

  test('what a person escaped is text, never mark-up', () => {
    expect(show(parseInline('&lt;script&gt; &amp;amp; &lt;@U1&gt; &lt;!channel&gt;'))).toBe(
      '<script> &amp; <@U1> <!channel>',
    );
  });

  test('a mark does not reach over a line', () => {
    expect(show(parseInline('*one\ntwo*'))).toBe('*one\ntwo*');
  });

  test('characters that could be mistaken for the reader’s own place-holders are replaced', () => {
    const [first] = parseMrkdwn('\ue000 <@U1>');
    expect(first && 'children' in first ? show(first.children) : '').toBe('\ufffd [user U1]');
  });

  test('splits quotes and code blocks from lines', () => {
    const kinds = parseMrkdwn('before\n&gt; quoted\n&gt; more\nafter ```\ncode *x* &lt;a&gt;\n``` end');
    expect(kinds.map(({ kind }) => kind)).toEqual(['lines', 'quote', 'lines', 'pre', 'lines']);
    expect(kinds[3]).toEqual({ kind: 'pre', text: 'code *x* <a>' });
  });
});

test('plain text knows emoji and nothing else', () => {
  expect(show(parsePlain(':fire: *a* <@U1> &amp; b'))).toBe('[emoji 🔥] *a* <@U1> &amp; b');
});

describe('a topic', () => {
  test('has mentions and emoji, and nothing else that could be followed or styled', () => {
    const topic = ':eyes: *SEV2* &amp; <@U1> in <#C1|general>, see <https://a.example|here>';
    expect(show(parseTopic(topic))).toBe('[emoji 👀] *SEV2* & [user U1] in #general, see here');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cut,
  cutLine,
  cutPlain,
  date,
  escapeText,
  listWithin,
  mentioning,
  plain,
  quote,
  unescapeText,
  utc,
} from '../../../src/slack/kit/text.ts';

/** Texts that try to be markup, between texts that are anything. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<!channel>',
        '<!here|x>',
        '<@UEVIL>',
        '<#CEVIL>',
        '<!subteam^S1>',
        '<!date^1^{date}|x>',
        '&lt;!channel&gt;',
        'https://x.example/<!channel>',
        'http://a|<@UEVIL>',
        'https://a.example/?a=1&b=<2>',
        '@channel',
        '\n',
        '🚨',
      ),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join(''));

/** What may stand between real angle brackets in text from people: a link. */
const MARKUP = /<(?!https?:\/\/[^<>|]*>)/i;

describe('text from people', () => {
  test('never becomes a mention, a channel link or a date, however it is cut', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 10, max: 200 }), (text, limit) => {
        for (const made of [cut(text, limit), cutLine(text, limit), quote(text, limit)]) {
          expect(made).not.toMatch(MARKUP);
        }
        expect(escapeText(text)).not.toMatch(/[<>]/);
      }),
    );
  });

  test('never exceeds its limit once escaped', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 10, max: 200 }), (text, limit) => {
        expect(cut(text, limit).length).toBeLessThanOrEqual(limit);
        expect(cutLine(text, limit).length).toBeLessThanOrEqual(limit);
        expect(quote(text, limit).length).toBeLessThanOrEqual(limit);
        expect(cutPlain(text, limit).length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  test('is all there when it fits', () => {
    expect(cut('a < b & c > d', 100)).toBe('a &lt; b &amp; c &gt; d');
    expect(unescapeText(escapeText('&lt; is <'))).toBe('&lt; is <');
  });

  test.each([
    ['see <https://a.example/?a=1&amp;b=2>', 'see https://a.example/?a=1&b=2'],
    ['<https://a.example|the ticket>', 'the ticket (https://a.example)'],
    ['<mailto:rae@a.example|rae@a.example>', 'rae@a.example'],
    ['<@U1> and <@U2|dana>', '@Rae and @dana'],
    ['in <#C1|general>', 'in #general'],
    ['<!channel> <!subteam^S1|@payments>', '@channel @payments'],
    ['a &lt; b &amp;amp; c', 'a < b &amp; c'],
  ])('that Slack hands over as %j was read as %j', (given, read) => {
    expect(unescapeText(given, () => 'Rae')).toBe(read);
  });

  test('is cut between entities, never inside one', () => {
    expect(cut('<<<<', 10)).toBe('&lt;&lt;…');
  });

  test('keeps its links clickable, without the full stop that follows one', () => {
    expect(cut('see https://a.example/?a=1&b=2.', 100)).toBe('see <https://a.example/?a=1&amp;b=2>.');
  });

  test('loses a link that does not fit rather than half of it', () => {
    expect(cut('see https://a.example/a/very/long/path', 20)).toBe('see…');
  });

  test('stays inside its quotation on every line', () => {
    expect(quote('one\ntwo', 100)).toBe('>one\n>two');
  });
});

describe('people and times', () => {
  test('a name is written without notifying, a mention is not', () => {
    const names = () => 'Dana <!channel>';
    expect(plain(names)('U1')).toBe('Dana &lt;!channel&gt;');
    expect(mentioning(['U1'], names)('U1')).toBe('<@U1>');
    expect(mentioning(['U1'], names)('U2')).toBe('Dana &lt;!channel&gt;');
  });

  test('a time is shown in the reader’s zone, with UTC for whoever renders none', () => {
    const at = Date.UTC(2026, 2, 2, 14, 30);
    expect(date(at)).toBe('<!date^1772461800^{date_short_pretty} at {time}|2026-03-02 14:30 UTC>');
    expect(date(at, 'full', 'by')).toContain('^by {date_short_pretty}');
    expect(utc(at)).toBe('2026-03-02 14:30 UTC');
  });

  test('a long list says how many more there are', () => {
    const many = Array.from({ length: 50 }, (_, index) => `person${index}`);
    const text = listWithin(many, 100);
    const named = text.split(' and ')[0]?.split(', ').length ?? 0;
    expect(text.length).toBeLessThanOrEqual(100);
    expect(text).toMatch(new RegExp(`and ${50 - named} more$`));
    expect(listWithin(['a', 'b', 'c'], 100)).toBe('a, b and c');
  });
});

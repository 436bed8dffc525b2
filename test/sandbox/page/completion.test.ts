import { describe, expect, test } from 'vitest';
import {
  complete,
  decodeText,
  encodeText,
  triggerAt,
} from '../../../src/sandbox/page/messages/completion.ts';

describe('while typing', () => {
  test.each([
    ['/esc', { kind: 'command', query: 'esc', start: 0 }],
    ['hi @da', { kind: 'person', query: 'da', start: 3 }],
    ['@', { kind: 'person', query: '', start: 0 }],
    ['see #sup', { kind: 'channel', query: 'sup', start: 4 }],
    ['nice :ta', { kind: 'emoji', query: 'ta', start: 5 }],
  ])('%s is completed', (text, expected) => {
    expect(triggerAt(text, text.length)).toEqual(expected);
  });

  test.each(['a/b', '/esc now', 'mail@example', 'at 10:30', 'note: x', 'plain'])('%s is not', (text) => {
    expect(triggerAt(text, text.length)).toBeNull();
  });

  test('only what stands before the caret counts', () => {
    expect(triggerAt('@da and more', 3)).toEqual({ kind: 'person', query: 'da', start: 0 });
    expect(triggerAt('@da and more', 7)).toBeNull();
  });

  test('choosing replaces the word and leaves the rest', () => {
    const trigger = triggerAt('hi @da, ok', 6);
    expect(trigger && complete('hi @da, ok', 6, trigger, '@Dana Reyes')).toEqual({
      text: 'hi @Dana Reyes , ok',
      caret: 15,
    });
  });
});

describe('sending', () => {
  const names = new Map([
    ['@Dana', '<@U1>'],
    ['@Dana Reyes', '<@U2>'],
    ['#general', '<#C1>'],
  ]);

  test.each([
    ['hi @Dana Reyes!', 'hi <@U2>!'],
    ['hi @Dana, look', 'hi <@U1>, look'],
    ['@Danae is somebody else', '@Danae is somebody else'],
    ['see #general.', 'see <#C1>.'],
    ['a < b & c', 'a < b & c'],
    ['me@Dana', 'me@Dana'],
  ])('%s goes as %s', (text, expected) => {
    expect(encodeText(text, names)).toBe(expected);
  });
});

test('a message to edit shows names and goes back as it was', () => {
  const nameOf = (sign: '@' | '#', id: string) => (sign === '@' ? `Name of ${id}` : `name-of-${id}`);
  const stored = 'Ask <@U1> in <#C1|general> &lt;now&gt;';
  const { text, names } = decodeText(stored, nameOf);
  expect(text).toBe('Ask @Name of U1 in #name-of-C1 <now>');
  expect(encodeText(text, names)).toBe('Ask <@U1> in <#C1|general> <now>');
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visible } from '../../src/domain/kernel/visible.ts';

describe('what nobody sees is left out', () => {
  test.each([
    ['Acme\u200b Ltd', 'Acme Ltd'],
    ['\u202egnirts\u202c', 'gnirts'],
    ['\u2066evil\u2069 \u061cx\u200f', 'evil x'],
    ['a\u00adb\ufeffc\u2060d\u3164e\u180ef', 'abcdef'],
    ['a\u0000b\u001bc\u007f', 'abc'],
    ['\ud800x\udfff', 'x'],
    ['a\u200db\u200c', 'ab'],
    ['é\u200d\u200d\u200dé', 'éé'],
    ['4711\ufe0f', '4711'],
    ['x\u{e0041}\u{e0042}', 'x'],
    ['one\r\ntwo\rthree\u2028four', 'one\ntwo\nthree\nfour'],
  ])('%j', (text, seen) => {
    expect(visible(text)).toBe(seen);
  });

  test.each([
    '👩‍👩‍👧‍👦',
    '👍🏽',
    '❤️‍🔥',
    '1️⃣',
    '⚠️',
    'می‌خواهم',
    'क्‍ष',
    'Zürich, Газпром, 決済',
    'a\tb\n\nc',
    '“quoted” – 5 %',
  ])('%s stays', (text) => {
    expect(visible(text)).toBe(text);
  });

  test('of whatever text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const seen = visible(text);
        expect(seen).not.toMatch(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/);
      }),
    );
  });
});

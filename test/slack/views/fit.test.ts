import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateMessage } from '../../../src/sandbox/block-kit/validate.ts';
import { actions, button, contextBlock, fields, header, section } from '../../../src/slack/kit/blocks.ts';
import { fitBlocks, inMessages } from '../../../src/slack/kit/fit.ts';
import { cut } from '../../../src/slack/kit/text.ts';

const size = (blocks: readonly unknown[]) => JSON.stringify(blocks).length;

describe('a message', () => {
  test('that fits stays as it is', () => {
    const blocks = [header('ESC-7'), section('a'.repeat(3_000)), section('b'.repeat(3_000))];
    expect(fitBlocks(blocks)).toEqual(blocks);
  });

  test('whatever is in it, it fits, and Slack takes its blocks', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 4_000 });
    const block = fc.oneof(
      text.map((one) => section(`*Title*\n${cut(one, 2_900)}`)),
      fc
        .array(text, { minLength: 1, maxLength: 10 })
        .map((all) => fields(all.map((one) => `*T*\n${cut(one, 1_900)}`))),
      text.map((one) => contextBlock(`*In*  ${cut(one, 2_900)}`)),
    );
    const buttons = actions([
      button('Join', 'join', 'x'.repeat(255)),
      button('Claim', 'claim', 'y'.repeat(255)),
    ]);
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 40 }), (blocks) => {
        const fitted = fitBlocks([...blocks, ...buttons]);
        expect(fitted).toHaveLength(blocks.length + buttons.length);
        expect(size(fitted)).toBeLessThanOrEqual(13_000);
        expect(validateMessage({ blocks: fitted })).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('that is cut says so, and cuts no link, date or entity', () => {
    const link = `<https://example.com/${'a'.repeat(100)}|${'b'.repeat(100)}>&amp;`;
    const fitted = fitBlocks(
      Array.from({ length: 6 }, () => section(link.repeat(13).slice(0, 13 * link.length))),
    );
    for (const { text } of fitted) {
      expect(text?.text).toContain('/swarm context');
      expect(text?.text.replaceAll(link, '')).toMatch(/^(<https:[^<>]*>)?…\n_Shortened[^<>]*$/);
    }
  });
});

test('what goes into as many messages as it takes is cut nowhere', () => {
  const texts = Array.from({ length: 40 }, (_, index) => `${index}`.padStart(700, 'x'));
  texts.push('y'.repeat(9_000));
  const messages = inMessages(texts);
  for (const blocks of messages) expect(size(blocks)).toBeLessThanOrEqual(13_000);
  const all = messages.flat().map((block) => block.text?.text);
  expect(all.join('\n').replaceAll('\n', '')).toBe(texts.join(''));
});

import { expect, test } from 'vitest';
import { toLines } from '../../../src/sandbox/page/messages/grouping.ts';
import { message } from './support.ts';

const noon = Date.UTC(2026, 0, 10, 12) / 1000;

function shape(messages: ReturnType<typeof message>[], firstNew = ''): string[] {
  return toLines(messages, 'UTC', firstNew).map((line) =>
    line.kind === 'message' ? `${line.first ? 'first ' : ''}${line.message.user}` : line.kind,
  );
}

test('one author’s messages within five minutes stand together', () => {
  const messages = [
    message(noon, 'U1'),
    message(noon + 60, 'U1'),
    message(noon + 400, 'U1'),
    message(noon + 410, 'U2'),
  ];
  expect(shape(messages)).toEqual(['day', 'first U1', 'U1', 'first U1', 'first U2']);
});

test('a new day has its line', () => {
  expect(shape([message(noon, 'U1'), message(noon + 86_400, 'U1')])).toEqual([
    'day',
    'first U1',
    'day',
    'first U1',
  ]);
});

test('the first unread message stands under its line', () => {
  const messages = [message(noon, 'U1'), message(noon + 1, 'U1')];
  expect(shape(messages, messages[1]?.ts)).toEqual(['day', 'first U1', 'new', 'first U1']);
});

test('what only one sees, what is pinned and what the sandbox says stand alone', () => {
  const messages = [
    message(noon, 'U1'),
    message(noon + 1, 'U1', { ephemeral: true }),
    message(noon + 2, 'U1', { pinned: true }),
    message(noon + 3, 'U1', { subtype: 'channel_join' }),
  ];
  expect(shape(messages)).toEqual(['day', 'first U1', 'first U1', 'first U1', 'first U1']);
});

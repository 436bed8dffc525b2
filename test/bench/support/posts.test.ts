import { expect, test } from 'vitest';
import type { LoggedCall } from '../../../src/sandbox/api/call.ts';
import { copiesOf, duplicatesIn } from './posts.ts';

function post(op: string, more: Partial<LoggedCall> = {}): LoggedCall {
  const metadata = { event_type: 'any', event_payload: { op } };
  return { method: 'chat.postMessage', args: { channel: 'C1', metadata }, ok: true, at: 0, ...more };
}

test('a message that was posted again is a duplicate; an edit and a refused call are not', () => {
  const calls = [
    post('a'),
    post('b'),
    post('a'),
    post('a'),
    post('b', { ok: false, error: 'ratelimited' }),
    post('b', { method: 'chat.update' }),
  ];
  expect(copiesOf(calls)).toEqual(
    new Map([
      ['a', 3],
      ['b', 1],
    ]),
  );
  expect(duplicatesIn(calls)).toBe(2);
});

test('metadata may come as text, and a message without is nobody’s copy', () => {
  const text = JSON.stringify({ event_type: 'any', event_payload: { op: 'a' } });
  const calls = [post('a'), post('', { args: { metadata: text } }), post('', { args: { channel: 'C1' } })];
  expect(copiesOf(calls)).toEqual(new Map([['a', 2]]));
});

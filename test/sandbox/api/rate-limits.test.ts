import { describe, expect, test } from 'vitest';
import { createRateLimiter } from '../../../src/sandbox/api/rate-limits.ts';

type Options = Parameters<typeof createRateLimiter>[1];

function limiter(options?: Options) {
  let ms = 1_000_000;
  const rate = createRateLimiter(() => ms, options);
  return {
    pass: (seconds: number) => {
      ms += seconds * 1000;
    },
    take: rate.take,
    /** How many of that many calls at once get through. */
    burst: (calls: number, method: string, key?: string, workspace = 'T1') =>
      Array.from({ length: calls }, () => rate.take(workspace, method, key)).filter(({ ok }) => ok).length,
  };
}

describe('rate limits', () => {
  test.each([
    ['conversations.create', 20],
    ['chat.update', 50],
    ['conversations.invite', 50],
    ['views.open', 100],
    ['auth.test', 300],
  ])('%s gets %i calls a minute', (method, calls) => {
    const rate = limiter();
    expect(rate.burst(calls + 10, method)).toBe(calls);
    rate.pass(59.999);
    expect(rate.burst(1, method)).toBe(0);
    rate.pass(0.001);
    expect(rate.burst(calls + 10, method)).toBe(calls);
  });

  test('slide: each call frees its place a minute later', () => {
    const rate = limiter();
    rate.burst(10, 'conversations.create');
    rate.pass(30);
    expect(rate.burst(20, 'conversations.create')).toBe(10);
    rate.pass(30);
    expect(rate.burst(20, 'conversations.create')).toBe(10);
  });

  test('say in whole seconds when to come back, and keep that promise', () => {
    const rate = limiter();
    rate.burst(20, 'conversations.create');
    rate.pass(12.4);
    expect(rate.take('T1', 'conversations.create')).toEqual({ ok: false, retryAfterSeconds: 48 });
    rate.pass(48);
    expect(rate.take('T1', 'conversations.create')).toEqual({ ok: true });
  });

  test('count each method and each workspace for itself', () => {
    const rate = limiter();
    expect(rate.burst(30, 'conversations.create')).toBe(20);
    expect(rate.burst(30, 'conversations.archive')).toBe(20);
    expect(rate.burst(30, 'conversations.create', undefined, 'T2')).toBe(20);
  });

  test('let one message a second into a channel, with a short burst', () => {
    const rate = limiter();
    expect(rate.burst(10, 'chat.postMessage', 'C1')).toBe(5);
    expect(rate.take('T1', 'chat.postMessage', 'C1')).toEqual({ ok: false, retryAfterSeconds: 5 });
    expect(rate.burst(1, 'chat.postMessage', 'C2')).toBe(1);
    const steady = limiter();
    for (let second = 0; second < 120; second++) {
      expect(steady.take('T1', 'chat.postMessage', 'C1')).toEqual({ ok: true });
      steady.pass(1);
    }
  });

  test('let 300 messages a minute into a workspace, whatever the channels', () => {
    const rate = limiter();
    const sent = Array.from({ length: 400 }, (_, index) => rate.take('T1', 'chat.postMessage', `C${index}`));
    expect(sent.filter(({ ok }) => ok)).toHaveLength(300);
  });

  test('count nothing for a call that was refused', () => {
    const rate = limiter();
    rate.burst(500, 'conversations.create');
    rate.pass(60);
    expect(rate.burst(20, 'conversations.create')).toBe(20);
  });

  test('can be set per tier, or switched off', () => {
    expect(limiter({ tiers: { t2: 3 } }).burst(10, 'conversations.create')).toBe(3);
    expect(limiter({ enabled: false }).burst(500, 'conversations.create')).toBe(500);
  });

  test('leave a method alone that Slack has not', () => {
    expect(limiter().burst(500, 'chat.shout')).toBe(500);
  });
});

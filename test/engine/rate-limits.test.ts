import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import { methodOf, slackLimits } from '../../src/engine/rate-limits.ts';

const say: Effect = { type: 'Say', seq: 3 };
const tell: Effect = { type: 'Tell', person: 'U1', seq: 3 };

/** The most calls in a minute that an effect may take from its method. */
const most = (effect: Effect, isPosted: boolean) =>
  slackLimits(effect, isPosted, 'C1').find((one) => one.key === methodOf(effect, isPosted))?.limits[0]?.most;

test('what was posted before is an edit, which is another method', () => {
  expect(methodOf({ type: 'ShowCard' }, false)).toBe('chat.postMessage');
  expect(methodOf({ type: 'ShowCard' }, true)).toBe('chat.update');
});

describe('from what a call is taken', () => {
  test('each method has a budget of its own', () => {
    const create: Effect = { type: 'CreateChannel', name: 'esc-1', isPrivate: false };
    expect(slackLimits(create, false, null).map((one) => one.key)).toEqual(['conversations.create']);
    expect(most(create, false)).toBe(20);
    expect(most({ type: 'PinCard' }, false)).toBe(20);
    expect(most({ type: 'Invite', people: ['U1'], seq: 1 }, false)).toBe(50);
  });

  test('a new message also has the place that it goes to', () => {
    const places = (effect: Effect) => slackLimits(effect, false, 'C1').map((one) => one.key);
    expect(places(say)).toEqual(['chat.postMessage', 'chat.postMessage C1']);
    expect(places(tell)).toEqual(['chat.postMessage', 'chat.postMessage U1']);
    expect(places({ type: 'ShowLine' })).toEqual(['chat.postMessage', 'chat.postMessage lines']);
  });

  test('upkeep leaves a fifth for what asks and answers people', () => {
    expect([most({ type: 'ShowCard' }, true), most({ type: 'ShowLine' }, true)]).toEqual([40, 40]);
    expect(most({ type: 'ShowClaimRequest', lead: 'U1' }, true)).toBe(50);
    expect(most({ type: 'ShowCard' }, false)).toBe(240);
    expect(most(say, false)).toBe(300);
  });
});

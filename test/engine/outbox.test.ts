import { describe, expect, test } from 'vitest';
import { type Effect, effectKey, effectLane, effectNeeds } from '../../src/domain/effect.ts';
import { choose } from '../../src/engine/outbox.ts';
import type { LiveEffect } from '../../src/store/outbox/read.ts';

const NOW = 1_000;

/** Live effects in the order given, each with what is special about it. */
function rows(...effects: (Effect & { row?: Partial<LiveEffect> })[]): LiveEffect[] {
  return effects.map(({ row, ...effect }, index) => ({
    id: `${index}`,
    effect,
    key: effectKey(effect),
    lane: effectLane(effect),
    needs: effectNeeds(effect),
    position: BigInt(index),
    seq: 1,
    state: 'pending',
    attempts: 0,
    isUnsure: false,
    shownSeq: null,
    notBefore: 0,
    waitsFor: null,
    waitsFrom: null,
    leaseUntil: null,
    ...row,
  }));
}

function next(live: LiveEffect[], facts: Partial<Parameters<typeof choose>[1]> = {}): string | undefined {
  const all = { now: NOW, hasChannel: true, posts: new Map([['card', null]]), ...facts };
  return choose(live, all)?.effect.type;
}

const create: Effect = { type: 'CreateChannel', name: 'esc-1', isPrivate: false };
const invite: Effect = { type: 'Invite', people: ['U1'], seq: 1 };
const say = (seq: number): Effect => ({ type: 'Say', seq });
const running = (leaseUntil: number) => ({ row: { state: 'running', leaseUntil } as const });

describe('which effect is next', () => {
  test('the first staged, but people first', () => {
    expect(next(rows({ type: 'ShowCard' }, { type: 'ShowTopic' }))).toBe('ShowCard');
    expect(next(rows({ type: 'ShowCard' }, invite))).toBe('Invite');
  });

  test('none that needs the channel before there is one', () => {
    expect(next(rows({ type: 'ShowCard' }, invite, create), { hasChannel: false })).toBe('CreateChannel');
    expect(next(rows({ type: 'ShowCard' }), { hasChannel: false })).toBeUndefined();
  });

  test('the pin only after the card; what does not need the card goes on', () => {
    const noCard = { posts: new Map() };
    expect(next(rows({ type: 'PinCard' }), noCard)).toBeUndefined();
    expect(next(rows({ type: 'PinCard' }, { type: 'ShowTopic' }), noCard)).toBe('ShowTopic');
  });

  test('none while another is being done; a lease that ran out is taken up', () => {
    expect(next(rows({ type: 'ShowCard', ...running(NOW + 1) }, { type: 'ShowTopic' }))).toBeUndefined();
    expect(next(rows({ type: 'ShowCard', ...running(NOW) }, { type: 'ShowTopic' }))).toBe('ShowCard');
  });

  test('one that waits holds up its own lane and no other', () => {
    const waits = { row: { notBefore: NOW + 1 } };
    expect(next(rows({ ...say(1), ...waits }, say(2)))).toBeUndefined();
    expect(next(rows({ ...say(1), ...waits }, say(2), { type: 'ShowTopic' }))).toBe('ShowTopic');
  });
});

import { describe, expect, test } from 'vitest';
import { effectKey, effectLane, effectNeeds } from '../../src/domain/effect.ts';
import { KEPT } from './slices.ts';

describe('effect', () => {
  test.each(KEPT)('$effect.type has its key, need and lane', ({ effect, key, needs, lane }) => {
    expect({ key: effectKey(effect), needs: effectNeeds(effect), lane: effectLane(effect) }).toEqual({
      key,
      needs,
      lane,
    });
  });

  test('no two kinds share a key', () => {
    expect(new Set(KEPT.map((row) => effectKey(row.effect))).size).toBe(KEPT.length);
  });

  test('a promise that moved is asked for by a new message, not by an edit', () => {
    const ask = { type: 'ShowCheckpoint', number: 2, when: 'due' } as const;
    expect(effectKey({ ...ask, seq: 9 })).not.toBe(effectKey({ ...ask, seq: 12 }));
  });

  test('somebody who comes back is invited anew', () => {
    const invite = { type: 'Invite', people: ['sam'] } as const;
    expect(effectKey({ ...invite, seq: 4 })).not.toBe(effectKey({ ...invite, seq: 8 }));
  });
});

import { describe, expect, test } from 'vitest';
import { type Effect, readersOfSwarm, showsIn } from '../../src/domain/effect.ts';
import type { PersonKind } from '../../src/domain/kernel/people.ts';
import { isWorse, type Readers, readersAmong, readersOfDirect } from '../../src/domain/kernel/readers.ts';

describe('who reads there', () => {
  test.each<[PersonKind, Readers]>([
    ['member', 'our people'],
    ['app', 'our people'],
    ['deactivated', 'our people'],
    ['guest', 'guests too'],
    ['external', 'others too'],
    ['unknown', 'unknown'],
    ['unasked', 'unknown'],
  ])('where a %s is among the members: %s', (kind, readers) => {
    expect(readersAmong(['member', kind, 'member'])).toBe(readers);
  });

  test('the worst of several counts, and nobody at all is no harm', () => {
    expect(readersAmong(['guest', 'external', 'unknown'])).toBe('others too');
    expect(readersAmong(['unknown', 'guest'])).toBe('guests too');
    expect(readersAmong([])).toBe('our people');
    expect(isWorse('others too', 'guests too')).toBe(true);
    expect(isWorse('guests too', 'guests too')).toBe(false);
    expect(isWorse('our people', 'unknown')).toBe(false);
  });

  test.each<[PersonKind, Readers, Readers]>([
    ['member', 'our people', 'our people'],
    ['deactivated', 'our people', 'our people'],
    ['guest', 'our people', 'guests too'],
    ['external', 'others too', 'others too'],
    ['app', 'others too', 'others too'],
    ['unknown', 'others too', 'others too'],
    ['unasked', 'unknown', 'unknown'],
  ])('of a direct message to a %s: %s in the swarm, %s outside it', (kind, inside, outside) => {
    expect(readersOfDirect(kind, true)).toBe(inside);
    expect(readersOfDirect(kind, false)).toBe(outside);
  });
});

describe('what they are shown', () => {
  const line: Effect = { type: 'ShowLine' };
  const direct: Effect = { type: 'Tell', person: 'U1', seq: 1 };
  test.each<[Effect, Readers, ReturnType<typeof showsIn>]>([
    [line, 'our people', 'whole'],
    [line, 'guests too', 'least'],
    [line, 'others too', 'least'],
    [line, 'unknown', 'least'],
    [direct, 'our people', 'whole'],
    [direct, 'guests too', 'nothing'],
    [direct, 'others too', 'nothing'],
    [direct, 'unknown', 'later'],
    [{ type: 'ShowCard' }, readersOfSwarm('exposed'), 'least'],
    [{ type: 'ShowTopic' }, readersOfSwarm('exposed'), 'least'],
    [{ type: 'Say', seq: 1 }, readersOfSwarm('exposed'), 'nothing'],
    [{ type: 'Say', seq: 1 }, readersOfSwarm(null), 'whole'],
  ])('of $type where $1 read: $2', (effect, readers, extent) => {
    expect(showsIn(effect, readers)).toBe(extent);
  });
});

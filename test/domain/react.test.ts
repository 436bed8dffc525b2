import { describe, expect, test } from 'vitest';
import { react } from '../../src/domain/react.ts';
import { eventsOf, type Past, stateAfter } from '../support/given.ts';
import { REACTED } from './slices.ts';
import { withoutChannelRows } from './tables/without-channel.ts';

describe('react', () => {
  test.each(REACTED)('$event.type: $name', ({ given, event, effects }) => {
    const past: readonly Past[] = [...given, event];
    const last = eventsOf(past).at(-1);
    expect(last && react(stateAfter(...past), last)).toEqual(effects);
  });

  test.each(withoutChannelRows)('$name', ({ given, event, effects }) => {
    const past: readonly Past[] = [...given, event];
    const last = eventsOf(past).at(-1);
    expect(last && react(stateAfter(...past), last)).toEqual(effects);
  });
});

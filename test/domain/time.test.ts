import { describe, expect, test } from 'vitest';
import { DAY, durationInWords, HOUR, MINUTE, SECOND } from '../../src/domain/kernel/time.ts';

describe('time', () => {
  test.each([
    [-5 * MINUTE, '0 s'],
    [0, '0 s'],
    [999, '0 s'],
    [45 * SECOND, '45 s'],
    [MINUTE - 1, '59 s'],
    [MINUTE, '1 min'],
    [10 * MINUTE + 59 * SECOND, '10 min'],
    [HOUR - 1, '59 min'],
    [HOUR, '1 h'],
    [2 * HOUR + 30 * MINUTE, '2 h 30 min'],
    [2 * HOUR + 59 * SECOND, '2 h'],
    [DAY - 1, '23 h 59 min'],
    [DAY, '1 d'],
    [3 * DAY + 59 * MINUTE, '3 d'],
    [3 * DAY + 4 * HOUR, '3 d 4 h'],
    [400 * DAY, '400 d'],
  ])('%d ms is said as "%s"', (duration, said) => {
    expect(durationInWords(duration)).toBe(said);
  });
});

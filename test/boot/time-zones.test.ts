import { describe, expect, test } from 'vitest';
import { findOldTimeZones } from '../../src/boot/time-zones.ts';

describe('a Node is warned about', () => {
  test.each(['2025b', '2025c', '2026a', '2026d'])('when its time zones are of %s', (tz) => {
    expect(findOldTimeZones({ tz, node: '20.20.2' })).toMatch(
      new RegExp(`^Node 20\\.20\\.2 has the time zones of ${tz},.*take a Node that has 2026e or newer`),
    );
  });

  test('when it has none', () => {
    expect(findOldTimeZones({ node: '20.20.2' })).toContain('of no year');
  });

  test.each(['2026e', '2026f', '2027a'])('not when they are of %s', (tz) => {
    expect(findOldTimeZones({ tz, node: '24.22.0' })).toBeUndefined();
  });
});

// Vancouver and Edmonton are right since 2026c, Winnipeg is the last of the three.
test('the Node that runs this is warned about exactly when it gets a winter in Winnipeg wrong', () => {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: 'America/Winnipeg',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const isRight = format.format(new Date('2026-12-14T17:00:00Z')) === '12';
  expect(findOldTimeZones() === undefined).toBe(isRight);
});

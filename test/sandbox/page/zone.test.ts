import { describe, expect, test } from 'vitest';
import { dayDistance, fromLocalInput, knownZone, toLocalInput } from '../../../src/sandbox/page/text/zone.ts';

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];

describe('a moment in a date-and-time box', () => {
  test.each(zones)('comes back as it went in, in %s, all year round', (zone) => {
    for (let month = 0; month < 12; month += 1) {
      const seconds = Date.UTC(2026, month, 14, 21, 35) / 1000;
      expect(fromLocalInput(toLocalInput(seconds, zone), zone)).toBe(seconds);
    }
  });

  test('is read in the zone, not in the machine’s', () => {
    expect(fromLocalInput('2026-07-01T12:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 6, 1, 10) / 1000);
    expect(fromLocalInput('2026-12-01T12:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 11, 1, 11) / 1000);
  });

  test('that a zone skips in spring still is a moment of that night', () => {
    const skipped = fromLocalInput('2026-03-29T02:30', 'Europe/Berlin');
    expect(toLocalInput(skipped ?? 0, 'Europe/Berlin')).toMatch(/^2026-03-29T0[13]:30$/);
  });

  test('is nothing while incomplete', () => {
    expect(fromLocalInput('', 'UTC')).toBeNull();
    expect(fromLocalInput('2026-07-01', 'UTC')).toBeNull();
  });
});

test('midnight is the reader’s', () => {
  const evening = Date.UTC(2026, 0, 10, 23, 30) / 1000;
  const later = Date.UTC(2026, 0, 11, 0, 30) / 1000;
  expect(dayDistance(later, evening, 'UTC')).toBe(1);
  expect(dayDistance(later, evening, 'Europe/Berlin')).toBe(0);
});

test('an unknown zone gives the machine’s own', () => {
  expect(knownZone('Mars/Olympus')).toBe(knownZone(''));
  expect(knownZone('Asia/Tokyo')).toBe('Asia/Tokyo');
});

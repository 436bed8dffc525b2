import { describe, expect, test } from 'vitest';
import { dayAndTime, dayName, formatDate } from '../../../src/sandbox/page/text/date.ts';

/* 2014-02-18 14:39:42 UTC, the moment of Slack's own examples. */
const moment = 1_392_734_382;
const berlin = { zone: 'Europe/Berlin', now: moment + 40 * 86_400 };

describe('a <!date^…> in a message', () => {
  test.each([
    ['{date_num}', '2014-02-18'],
    ['{date_slash}', '02/18/2014'],
    ['{date}', 'February 18th, 2014'],
    ['{date_short}', 'Feb 18, 2014'],
    ['{date_long}', 'Tuesday, February 18th, 2014'],
    ['{time}', '3:39 PM'],
    ['{time_secs}', '3:39:42 PM'],
    ['{date_short} at {time}', 'Feb 18, 2014 at 3:39 PM'],
    ['{ago}', '1 month ago'],
    ['{constructor} {toString}', '{constructor} {toString}'],
  ])('%s reads %s in Berlin', (pattern, expected) => {
    expect(formatDate(moment, pattern, 'fallback', berlin)).toBe(expected);
  });

  test('falls on another day for a reader elsewhere', () => {
    const tokyo = { zone: 'Asia/Tokyo', now: moment + 40 * 86_400 };
    expect(formatDate(moment + 3600, '{date_num} {time}', '', tokyo)).toBe('2014-02-19 12:39 AM');
  });

  test.each([
    [0, 'Today'],
    [-86_400, 'Tomorrow'],
    [86_400, 'Yesterday'],
  ])('is near when the reader is %i seconds later: %s', (later, expected) => {
    const reader = { zone: 'UTC', now: moment + later };
    expect(formatDate(moment, '{date_short_pretty}', '', reader)).toBe(expected);
  });

  test('has a small letter inside a sentence', () => {
    expect(formatDate(moment, 'due {date_pretty}', '', { zone: 'UTC', now: moment })).toBe('due today');
  });

  test('keeps unknown tokens and gives the fallback for no number', () => {
    expect(formatDate(moment, '{nonsense} {time}', 'x', { zone: 'UTC', now: moment })).toBe(
      '{nonsense} 2:39 PM',
    );
    expect(formatDate(Number.NaN, '{time}', 'some day', berlin)).toBe('some day');
  });

  test.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [11, '11th'],
    [12, '12th'],
    [22, '22nd'],
  ])('counts day %i as %s', (day, expected) => {
    const at = Date.UTC(2026, 4, day, 12) / 1000;
    expect(formatDate(at, '{date}', '', { zone: 'UTC', now: 0 })).toBe(`May ${expected}, 2026`);
  });
});

describe('dates around messages', () => {
  test('leave out the year that it is', () => {
    const now = Date.UTC(2026, 5, 15, 12) / 1000;
    const then = Date.UTC(2026, 2, 3, 12) / 1000;
    expect(dayName(then, { zone: 'UTC', now })).toBe('Tuesday, March 3rd');
    expect(dayAndTime(then, { zone: 'UTC', now })).toBe('Mar 3 at 12:00 PM');
    expect(dayName(then - 365 * 86_400, { zone: 'UTC', now })).toBe('Monday, March 3rd, 2025');
  });
});

import { describe, expect, test } from 'vitest';
import { channelName, shortTitle, ticketOf } from '../../src/domain/kernel/naming.ts';

const PATTERN = 'esc-{number}-{customer}-{title}';

describe('channelName', () => {
  test.each([
    ['Acme', 'Payouts fail', 'esc-7-acme-payouts-fail'],
    ['Café Zürich & Söhne', 'Größe: 50 % weg!', 'esc-7-cafe-zurich-sohne-grosse-50-weg'],
    ['Łódź Øresund', 'Æther straße', 'esc-7-lodz-oresund-aether-strasse'],
    ['ＡＣＭＥ ①', 'x²', 'esc-7-acme-1-x2'],
    ['🔥🔥', 'Payouts 🔥 fail', 'esc-7-payouts-fail'],
    ['🔥', '🔥', 'esc-7'],
    ['アクメ', '支払い', 'esc-7'],
    ['  --__Acme.__--  ', 'a_b.c', 'esc-7-acme-a-b-c'],
    ['{title}', '$& {number}', 'esc-7-title-number'],
  ])('%s, %s', (customer, title, name) => {
    expect(channelName(PATTERN, { number: 7, customer, title })).toBe(name);
  });

  test('a title is cut, so that names stay readable', () => {
    expect(channelName(PATTERN, { number: 7, customer: 'Acme', title: 'x'.repeat(500) })).toBe(
      `esc-7-acme-${'x'.repeat(40)}`,
    );
  });

  test('a huge customer leaves room for the title', () => {
    const name = channelName(PATTERN, { number: 7, customer: 'c'.repeat(500), title: 'Payouts fail' });
    expect(name).toBe(`esc-7-${'c'.repeat(61)}-payouts-fail`);
    expect(name).toHaveLength(80);
  });

  test('a huge customer and a huge title share the room', () => {
    const name = channelName(PATTERN, { number: 1234567, customer: 'c'.repeat(500), title: 't'.repeat(500) });
    expect(name).toMatch(/^esc-1234567-c{33,}-t{33,}$/);
    expect(name.length).toBeLessThanOrEqual(80);
  });

  test.each([
    '{customer}-{title}-{number}',
    '{title}-{customer}-esc-{number}',
    `${'long-'.repeat(30)}{number}`,
    `${'x'.repeat(70)}-{customer}-{number}`,
    'no-number-at-all',
    '',
    '{number}',
  ])('the number is never cut, whatever the pattern: "%s"', (pattern) => {
    const name = channelName(pattern, { number: 123456, customer: 'c'.repeat(300), title: 't'.repeat(300) });
    expect(name).toContain('123456');
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(name.length).toBeLessThanOrEqual(80);
  });
});

describe('shortTitle', () => {
  test.each([
    ['Payouts fail', 'Payouts fail'],
    ['\n  Payouts fail  \r\nsince noon', 'Payouts fail'],
    ['', ''],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), `${'x'.repeat(59)}…`],
    ['word '.repeat(20), `${'word '.repeat(11)}word…`],
  ])('%j', (problem, title) => {
    expect(shortTitle(problem)).toBe(title);
  });

  test('no character is torn apart', () => {
    const title = shortTitle(`${'x'.repeat(58)}${'🔥'.repeat(10)}`);
    expect(title).toBe(`${'x'.repeat(58)}…`);
  });
});

describe('ticketOf', () => {
  test.each([
    [
      '4711',
      [
        '#4711',
        ' 4711 ',
        'ticket 4711',
        'Ticket #4711',
        'case 4711',
        'https://help.example/tickets/4711',
        'https://help.example/tickets/4711/',
        'https://help.example/agent/tickets/4711?tab=1#c2',
        'https://desk.example/ticket?id=4711',
        'https://desk.example/ticket?tab=2&ticket_id=4711',
        'https://app.example/#/tickets/4711',
      ],
    ],
    ['abc-123', ['ABC-123', 'https://jira.example/browse/ABC-123', 'issue abc-123']],
    ['the big one', ['The Big One']],
    [
      'desk.example/t/payouts-fail',
      ['https://Desk.example/t/payouts-fail', 'http://desk.example/t/payouts-fail/'],
    ],
  ])('is %s', (key, texts) => {
    for (const text of texts) expect(ticketOf(text).key, text).toBe(key);
  });

  test.each([
    ['https://app.example/#/tickets/1', 'https://app.example/#/tickets/2'],
    ['https://desk.example/view?case=a1', 'https://desk.example/view?case=b2'],
    ['https://desk.example/#/t/one', 'https://desk.example/#/t/two'],
    ['ABC-1', 'XYZ-1'],
    ['https://desk.example/t/one', 'https://desk.example/t/two'],
  ])('%s and %s are two tickets', (one, other) => {
    expect(ticketOf(one).key).not.toBe(ticketOf(other).key);
  });

  test('a link is kept to be opened, a number is not one', () => {
    expect(ticketOf(' https://help.example/tickets/4711?tab=1 ')).toEqual({
      text: 'https://help.example/tickets/4711?tab=1',
      key: '4711',
      url: 'https://help.example/tickets/4711?tab=1',
    });
    expect(ticketOf('#4711')).toEqual({ text: '#4711', key: '4711' });
    expect(ticketOf('javascript:alert(1)').url).toBeUndefined();
    expect(ticketOf('https://help.example/1 and more').url).toBeUndefined();
  });

  test('nothing is no ticket', () => {
    expect(ticketOf('  ')).toEqual({ text: '', key: '' });
  });
});

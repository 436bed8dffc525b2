import { describe, expect, test } from 'vitest';
import { shortTitle, ticketOf } from '../../src/domain/kernel/naming.ts';

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

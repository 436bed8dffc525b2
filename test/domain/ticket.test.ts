import { describe, expect, test } from 'vitest';
import { hiddenHostOf, isNoTicket, keyOfNone, numberOf, ticketOf } from '../../src/domain/kernel/ticket.ts';
import { isSameTicket, searchFor, searchToReopen } from '../../src/domain/kernel/ticket-search.ts';

/** Whether somebody who has `one` open is found by whoever brings `other`, and the other way round. */
function isSame(one: string, other: string): boolean {
  const found = (given: string, asked: string) => isSameTicket(searchFor(ticketOf(asked)), ticketOf(given));
  expect(found(one, other), `${one} | ${other}`).toBe(found(other, one));
  return found(one, other);
}

const ZENDESK = 'https://acme.zendesk.com/agent/tickets/4711';

describe('one ticket, written differently', () => {
  test.each([
    [
      '4711',
      [
        '#4711',
        ' 4711 ',
        '4711.',
        '“4711”',
        '(#4711)',
        'ticket 4711',
        'Ticket #4711',
        'case 4711',
        'Issue: 4711',
      ],
    ],
    ['4711', ['4711\u200b', '\u202a4711\u202c', '４７１１', '4711\ufe0f', '47\u00ad11']],
    [
      '4711',
      [
        'https://help.example/tickets/4711',
        'https://help.example/tickets/4711/',
        'https://help.example/agent/tickets/4711?tab=1#c2',
        'https://desk.example/ticket?id=4711',
        'https://desk.example/ticket?tab=2&ticket_id=4711',
        'https://app.example/#/tickets/4711',
        ZENDESK,
      ],
    ],
    [
      ZENDESK,
      [
        'acme.zendesk.com/agent/tickets/4711',
        'http://ACME.zendesk.com/agent/tickets/4711/',
        `<${ZENDESK}>`,
        `${ZENDESK}.`,
        `${ZENDESK}?brand=1`,
        `${ZENDESK}/events`,
        `${ZENDESK}/requester/requested_tickets#comment`,
        'https://acme.zendesk.com/tickets/4711',
        'https://acme.zendesk.com/hc/en-us/requests/4711',
        'https://acme.zendesk.com/agent/filters/360/tickets/4711',
        'ZD-4711',
      ],
    ],
    ['ZD-4711', ['zd-4711', 'zd-4711.', 'ZD\u20114711', 'ZD #4711', 'zd-4711\u200b', 'ticket ZD-4711']],
    [
      'SUP-12',
      [
        'sup-12',
        'https://jira.example/browse/SUP-12',
        'https://jira.example/jira/software/c/projects/SUP/boards/1?selectedIssue=SUP-12',
        'https://jira.example/projects/SUP/issues/SUP-12?filter=all',
        'https://jira.example/jira/servicedesk/projects/SUP/issues/SUP-12',
      ],
    ],
    [
      'https://github.com/acme/api/issues/12',
      [
        'github.com/acme/api/issues/12',
        'https://www.github.com/Acme/API/issues/12#issuecomment-5',
        'https://github.com/acme/api/issues/12/linked_pull_requests',
      ],
    ],
    [
      'https://linear.app/acme/issue/ENG-12/refunds-fail',
      ['https://linear.app/acme/issue/ENG-12/other-title', 'linear.app/acme/issue/eng-12'],
    ],
    [
      'https://desk.example/t/payouts-fail',
      [
        'https://Desk.example/t/payouts-fail',
        'http://desk.example/t/payouts-fail/',
        'desk.example/t/payouts-fail?utm_source=mail',
      ],
    ],
    ['the big one', ['The Big  One', '"the big one"']],
  ])('%s', (one, others) => {
    for (const other of others) expect(isSame(one, other), other).toBe(true);
  });
});

describe('two tickets', () => {
  test.each([
    ['https://github.com/acme/api/issues/12', 'https://github.com/acme/web/issues/12'],
    ['https://github.com/acme/api/issues/12', 'https://github.com/acme/api/pull/12'],
    ['https://github.com/web/support/issues/12', 'https://github.com/support/web/issues/12'],
    ['https://gitlab.com/a/b/-/issues/12', 'https://gitlab.com/a/b/-/merge_requests/12'],
    [ZENDESK, 'https://other.zendesk.com/agent/tickets/4711'],
    [ZENDESK, 'https://acme.zendesk.com/agent/users/4711'],
    [ZENDESK, 'https://help.example/tickets/4711'],
    ['ZD-4711', 'https://help.example/tickets/4711'],
    ['4711', 'https://github.com/acme/api/issues/4711'],
    [
      'https://jira.example/projects/SUP/boards/1?selectedIssue=SUP-12',
      'https://jira.example/projects/SUP/boards/1?selectedIssue=SUP-99',
    ],
    [
      'https://jira.example/projects/SUP/boards/1?selectedIssue=SUP-12',
      'https://jira.example/projects/OPS/boards/1?selectedIssue=OPS-12',
    ],
    ['https://acme.atlassian.net/browse/SUP-12', 'https://other.atlassian.net/browse/SUP-12'],
    ['https://linear.app/acme/issue/ENG-12/x', 'https://linear.app/other/issue/ENG-12/x'],
    ['https://app.example/#/tickets/1', 'https://app.example/#/tickets/2'],
    ['https://desk.example/view?case=a1', 'https://desk.example/view?case=b2'],
    ['https://desk.example/#/t/one', 'https://desk.example/#/t/two'],
    ['https://desk.example/500xx0000001aBc', 'https://desk.example/500xx0000001abc'],
    ['ABC-1', 'XYZ-1'],
    ['4711', '4712'],
    ['https://desk.example/t/one', 'https://desk.example/t/two'],
    ['https://desk.example/a/refund-1', 'https://desk.example/b/refund-1'],
  ])('%s and %s', (one, other) => {
    expect(isSame(one, other)).toBe(false);
  });
});

describe('no ticket', () => {
  test.each([
    '',
    '  ',
    'n/a',
    'N/A.',
    'n.a.',
    'na',
    '-',
    '--',
    '—',
    '?',
    'tbd',
    'TBD',
    'none',
    'None yet',
    'unknown',
    'no ticket',
    '0',
    'xxx',
    '\u200b-',
  ])('%j', (text) => {
    const ticket = ticketOf(text);
    expect(isNoTicket(ticket)).toBe(true);
  });

  test('is never the same as another', () => {
    expect(keyOfNone(7)).not.toBe(keyOfNone(8));
    const none = { text: 'n/a', key: keyOfNone(7) };
    expect(isNoTicket(none)).toBe(true);
    expect(searchFor(none)).toEqual({ keys: [], patterns: [], before: '' });
    expect(isSameTicket(searchFor(ticketOf('n/a')), none)).toBe(false);
    for (const text of ['7', '-7', ' 7', '2: 7']) expect(ticketOf(text).key).not.toBe(keyOfNone(7));
  });
});

describe('a swarm that was opened under the first rule', () => {
  /** The ticket as its events have it, with the key of then. */
  const openedBefore = (text: string, key: string) => ({ text, key });

  test.each([
    [openedBefore('#4711', '4711'), '4711'],
    [openedBefore('#4711', '4711'), 'https://help.example/tickets/4711'],
    [openedBefore(ZENDESK, '4711'), ZENDESK],
    [openedBefore('https://github.com/acme/api/issues/12', '12'), 'https://github.com/acme/api/issues/12'],
    [openedBefore('the big one', 'the big one'), 'The big one'],
  ])('is found: %o by %s', (open, asked) => {
    const search = searchFor(ticketOf(asked));
    expect([...search.keys, search.before]).toContain(open.key);
    expect(isSameTicket(search, open)).toBe(true);
  });

  test.each([
    [openedBefore('https://github.com/acme/api/issues/12', '12'), 'https://github.com/acme/web/issues/12'],
    [openedBefore('n/a', 'n/a'), 'n/a'],
  ])('is not taken for another: %o by %s', (open, asked) => {
    expect(isSameTicket(searchFor(ticketOf(asked)), open)).toBe(false);
  });

  test('is not live twice under the key that it has', () => {
    expect(searchToReopen(openedBefore('https://github.com/acme/api/issues/12', '12')).keys).toContain('12');
    expect(searchToReopen(openedBefore('n/a', 'n/a')).keys).toEqual(['n/a']);
  });
});

describe('a ticket', () => {
  test('is kept as it was given, without what nobody sees; a link can be opened', () => {
    expect(ticketOf(' https://help.example/tickets/4711?tab=1\u200b ')).toEqual({
      text: 'https://help.example/tickets/4711?tab=1',
      key: '2:4711@help.example',
      url: 'https://help.example/tickets/4711?tab=1',
    });
    expect(ticketOf('acme.zendesk.com/agent/tickets/1').url).toBe('https://acme.zendesk.com/agent/tickets/1');
    expect(ticketOf('#4711')).toEqual({ text: '#4711', key: '2:4711' });
    expect(ticketOf('javascript:alert(1)').url).toBeUndefined();
    expect(ticketOf('https://help.example/1 and more').url).toBeUndefined();
  });

  test('has the number that people know it by', () => {
    expect(numberOf(ticketOf('ticket 4711'))).toBe('#4711');
    expect(numberOf(ticketOf(ZENDESK))).toBe('#4711');
    expect(numberOf(ticketOf('https://github.com/acme/api/issues/12'))).toBe('#12');
    expect(numberOf({ text: ZENDESK, key: '4711' })).toBe('#4711');
    expect(numberOf(ticketOf('SUP-12'))).toBeNull();
  });

  test.each([
    ['https://good.example@evil.example/tickets/1', 'evil.example'],
    ['https://good.example\\@evil.example/tickets/1', 'good.example'],
    ['https://аcme.example/1', 'xn--cme-5cd.example'],
    ['https://ex%61mple.com/1', 'example.com'],
    ['https://help.example:443/1', null],
    ['https://help.example:8443/1', null],
    ['HTTPS://Help.Example/1', null],
    ['#4711', null],
  ])('that is the link %s leads to %s', (text, host) => {
    expect(hiddenHostOf(ticketOf(text))).toBe(host);
    expect(ticketOf(text).url === undefined).toBe(host !== null || text === '#4711');
  });
});

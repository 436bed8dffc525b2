import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../../src/domain/kernel/time.ts';
import { ACTIONS } from '../../../src/slack/ids.ts';
import { logUpdate } from '../../../src/slack/slices/checkpoint/log-update.ts';
import { claim } from '../../../src/slack/slices/ownership/buttons.ts';
import { help } from '../../../src/slack/views/help.ts';
import { home } from '../../../src/slack/views/home.ts';
import { list } from '../../../src/slack/views/list.ts';
import type { EscalationRow } from '../../../src/slack/views/rows.ts';
import { status } from '../../../src/slack/views/status.ts';
import {
  actionsIn,
  CLAIMED,
  escalationAfter,
  mentioned,
  NOW,
  names,
  OFFERED,
  openedBody,
  PROMISED,
  RESOLVED,
  shown,
  stateAfter,
  story,
  TOLD,
  WITHDRAWN,
} from './samples.ts';

function row(number: number, more: Partial<EscalationRow> = {}): EscalationRow {
  return {
    escalation: `esc_${number}`,
    number,
    status: 'open',
    severity: 'SEV2',
    owner: null,
    isPrivate: false,
    customer: `Customer ${number}`,
    title: 'Payments fail',
    channel: `C${number}`,
    nextDueAt: NOW + number * MINUTE,
    missed: false,
    ...more,
  };
}

describe('the list', () => {
  test('says for each swarm what it is, who owns it and when the customer hears from us', () => {
    const text = shown(list([row(7, { owner: 'UDANA' })], NOW, names).blocks);
    expect(text).toContain('*ESC-7* · 🟠 SEV2 · Customer 7 · Payments fail');
    expect(text).toContain('Owner: Dana · <!date^');
    expect(text).toContain('<#C7>');
  });

  test('says what is overdue', () => {
    expect(shown(list([row(7, { missed: true })], NOW, names).blocks)).toContain('⚠️ <!date^');
  });

  test('shows of a private swarm what its row holds and no more', () => {
    const hidden = row(7, { isPrivate: true, customer: null, title: null, channel: null });
    expect(shown(list([hidden], NOW, names).blocks)).toContain('🔒 *ESC-7* · 🟠 SEV2\nNobody owns it yet');
  });

  test('says how many it leaves out', () => {
    const rows = Array.from({ length: 55 }, (_, index) => row(index));
    expect(shown(list(rows, NOW, names).blocks)).toContain('and 15 more');
  });

  test('is kind when there is nothing', () => {
    expect(list([], NOW, names).text).toContain('No swarm is open right now');
  });
});

describe('App Home', () => {
  test('shows what is due soonest first, each with Log customer update', () => {
    const view = home({ mine: [], due: [row(9), row(3), row(6)], unowned: null }, NOW, names);
    const text = shown(view.blocks);
    expect(text.indexOf('ESC-3')).toBeLessThan(text.indexOf('ESC-6'));
    expect(text.indexOf('ESC-6')).toBeLessThan(text.indexOf('ESC-9'));
    expect(actionsIn(view.blocks)).toEqual([ACTIONS.escalate, logUpdate.id, logUpdate.id, logUpdate.id]);
  });

  test('shows leads what nobody owns, with Claim ownership', () => {
    const view = home({ mine: [], due: [], unowned: [row(4)] }, NOW, names);
    expect(shown(view.blocks)).toContain('Nobody owns these yet');
    expect(actionsIn(view.blocks)).toContain(claim.id);
    expect(JSON.stringify(view)).toContain('"esc_4"');
  });

  test('shows whoever leads no team only what is theirs', () => {
    const text = shown(home({ mine: [row(5)], due: [], unowned: null }, NOW, names).blocks);
    expect(text).toContain('ESC-5');
    expect(text).not.toContain('Nobody owns these yet');
  });

  test('is kind when there is nothing', () => {
    const text = shown(home({ mine: [], due: [], unowned: [] }, NOW, names).blocks);
    expect(text).toContain('Nothing is due from you');
    expect(text).toContain('Every open escalation has an owner');
    expect(text).toContain('You are in no swarm right now');
  });
});

describe('the status', () => {
  test('tells how it stands without notifying anybody', () => {
    const message = status(escalationAfter(CLAIMED, OFFERED), NOW, names);
    expect(shown(message.blocks)).toContain('*Owner*\nDana\nOffered to Sam, not answered yet');
    expect(mentioned(message)).toEqual([]);
  });

  test('tells what is still under way in Slack, and when what waits goes on', () => {
    const underWay = [
      { type: 'ShowCard', notBefore: NOW },
      { type: 'Say', notBefore: NOW + MINUTE },
      { type: 'Say', notBefore: NOW + HOUR },
    ] as const;
    const text = shown(status(escalationAfter(CLAIMED), NOW, names, underWay).blocks);
    expect(text).toContain('Still under way: the card, messages in the channel (goes on at ');
    expect(text).toContain(`<!date^${(NOW + MINUTE) / 1_000}^{time}|`);
    expect(shown(status(escalationAfter(CLAIMED), NOW, names).blocks)).not.toContain('under way');
  });

  test('tells what fixed it once resolved', () => {
    const text = shown(status(escalationAfter(CLAIMED, TOLD, RESOLVED), NOW, names).blocks);
    expect(text).toContain('Resolved');
    expect(text).toContain('Rolled back release 42');
  });

  test('tells why it was withdrawn, and that a channel comes only while it is open', () => {
    const unopened = [openedBody(), PROMISED] as const;
    const waiting = shown(status(stateAfter(story(...unopened)), NOW, names).blocks);
    expect(waiting).toContain('Its channel is being created');
    const text = shown(status(stateAfter(story(...unopened, WITHDRAWN)), NOW, names).blocks);
    expect(text).toContain('The wrong customer');
    expect(text).not.toContain('Its channel is being created');
  });
});

test('help names every command', () => {
  const text = shown(help().blocks);
  for (const command of ['/escalate', '/swarm status', '/swarm list', '/swarm timeline', '/swarm help']) {
    expect(text).toContain(command);
  }
});

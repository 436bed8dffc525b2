import { describe, expect, test } from 'vitest';
import type { Event } from '../../../src/domain/event.ts';
import type { Escalation } from '../../../src/domain/kernel/escalation.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/kernel/time.ts';
import { exposed } from '../../../src/slack/exposed.ts';
import { escalationLine, exposedLine } from '../../../src/slack/slices/card/line.ts';
import { channelTopic } from '../../../src/slack/slices/card/topic.ts';
import { checkpointAsk } from '../../../src/slack/slices/checkpoint/ask.ts';
import { logUpdate } from '../../../src/slack/slices/checkpoint/log-update.ts';
import { moveCheckpoint } from '../../../src/slack/slices/checkpoint/move.ts';
import { acceptHandOver, claim, declineHandOver } from '../../../src/slack/slices/ownership/buttons.ts';
import { claimRequest } from '../../../src/slack/slices/ownership/claim-request.ts';
import { handOverOffer } from '../../../src/slack/slices/ownership/offer.ts';
import { join } from '../../../src/slack/slices/swarm/join.ts';
import {
  actionsIn,
  asked,
  type Body,
  CLAIMED,
  DANA,
  escalationAfter,
  MISSED,
  mentioned,
  NOW,
  names,
  OFFERED,
  RAE,
  RESOLVED,
  SAM,
  secretAfter,
  shown,
  TOLD,
  WITHDRAWN,
} from './samples.ts';

describe('the topic', () => {
  test('says severity, owner and the next customer update in UTC', () => {
    expect(channelTopic(escalationAfter(CLAIMED), NOW)).toBe(
      `🔴 SEV1 · Owner <@${DANA}> · Next customer update 14:30 UTC`,
    );
  });

  test('says that nobody owns it yet', () => {
    expect(channelTopic(escalationAfter(), NOW)).toContain('Nobody owns it yet');
  });

  test('names the day when that is not today', () => {
    expect(channelTopic(escalationAfter(), NOW - DAY)).toContain('Next customer update 2026-03-02 14:30 UTC');
  });

  test('says what is overdue, and since when', () => {
    expect(channelTopic(escalationAfter(MISSED), NOW + 36 * MINUTE)).toContain(
      '⚠️ Customer update overdue since 14:30 UTC',
    );
  });

  test('says that it is resolved', () => {
    expect(channelTopic(escalationAfter(CLAIMED, TOLD, RESOLVED), NOW)).toMatch(/Resolved$/);
    expect(channelTopic(escalationAfter(WITHDRAWN), NOW)).toMatch(/No owner · Withdrawn$/);
  });
});

describe('the line in the escalations channel', () => {
  test('can be joined and claimed while nobody owns it, and only joined afterwards', () => {
    const unowned = escalationLine(escalationAfter(), names);
    expect(unowned.text).toBe(
      '*ESC-7* · 🔴 SEV1 · Acme · Card payments fail since nine · Open · Nobody owns it yet · <#C7>',
    );
    expect(actionsIn(unowned.blocks)).toEqual([join.id, claim.id]);
    const owned = escalationLine(escalationAfter(CLAIMED), names);
    expect(owned.text).toContain('Owner: Dana');
    expect(mentioned(owned)).toEqual([]);
    expect(actionsIn(owned.blocks)).toEqual([join.id]);
  });

  test('loses its buttons once resolved', () => {
    const line = escalationLine(escalationAfter(CLAIMED, TOLD, RESOLVED), names);
    expect(line.text).toContain('*Resolved*');
    expect(actionsIn(line.blocks)).toEqual([]);
  });

  test('of a private one reveals number, severity, state and owner, and nothing else', () => {
    const line = escalationLine(secretAfter(CLAIMED), names);
    expect(line.text).toBe('🔒 *ESC-7* · 🔴 SEV1 · Open · Owner: Dana');
    expect(shown(line.blocks).trim()).toBe(line.text);
    expect(JSON.stringify(line)).not.toMatch(/Acme|payments|4711|C7|esc_1/);
  });

  test.each([
    ['guests too', 'No more is said here, because guests read this channel'],
    ['others too', 'No more is said here, because another organisation reads this channel'],
    ['unknown', 'No more is said here until it is known who reads this channel'],
  ] as const)('where %s reveals number and severity, and why there is no more', (readers, why) => {
    for (const escalation of [
      escalationAfter(),
      secretAfter(CLAIMED),
      escalationAfter(CLAIMED, TOLD, RESOLVED),
    ]) {
      const line = exposedLine(escalation, readers);
      expect(line.text).toBe(`*ESC-7* · 🔴 SEV1 · ${why}`);
      expect(shown(line.blocks).trim()).toBe(line.text);
      expect(actionsIn(line.blocks)).toEqual([]);
    }
  });
});

describe('what a manager hears of it', () => {
  test('names who reads along, and what to do', () => {
    const { text } = exposed({ channel: 'C1', readers: 'guests too', outsiders: [SAM] }, names);
    expect(text).toContain('Guests read the escalations channel <#C1> (Sam).');
    expect(text).toContain('Remove the guests from it, or name another channel');
    const many = Array.from({ length: 20 }, () => SAM);
    expect(
      exposed({ channel: 'C1', readers: 'unknown', outsiders: many }, () => 'x'.repeat(80)).text.length,
    ).toBeLessThan(1_000);
  });
});

describe('the message that asks a lead to claim', () => {
  test('tells what it is about, and offers to claim', () => {
    const ask = claimRequest(escalationAfter(), DANA, names);
    expect(ask.text).toContain('*ESC-7 · Acme* needs an owner.');
    expect(ask.text).toContain('>Card payments fail since nine');
    expect(ask.text).toContain('Rep: Rae');
    expect(actionsIn(ask.blocks)).toEqual([claim.id]);
  });

  test('offers a lead who is not in it to join as well', () => {
    const ask = claimRequest(escalationAfter(), 'ULEE', names);
    expect(actionsIn(ask.blocks)).toEqual([claim.id, join.id]);
  });

  test.each([
    [DANA, 'You claimed *ESC-7 · Acme*. Open <#C7>.'],
    ['ULEE', 'Dana claimed *ESC-7 · Acme*. Open <#C7>.'],
  ])('says to %s who claimed it, which stays true whoever owns it later', (lead, text) => {
    const message = claimRequest(escalationAfter(CLAIMED), lead, names);
    expect(message.text).toBe(text);
    expect(actionsIn(message.blocks)).toEqual([]);
  });

  test('says that there is nothing to do once withdrawn', () => {
    const message = claimRequest(escalationAfter(WITHDRAWN), DANA, names);
    expect(message.text).toBe('*ESC-7 · Acme* is withdrawn. Nothing to do.');
  });

  test('says that there is nothing to do once resolved', () => {
    const message = claimRequest(escalationAfter(TOLD, RESOLVED), DANA, names);
    expect(message.text).toBe('*ESC-7 · Acme* is resolved. Nothing to do.');
    expect(actionsIn(message.blocks)).toEqual([]);
  });

  test('tells a lead outside a private swarm neither customer nor problem', () => {
    for (const events of [[], [CLAIMED], [TOLD, RESOLVED]]) {
      const message = claimRequest(secretAfter(...events), 'ULEE', names);
      expect(JSON.stringify(message)).not.toMatch(/Acme|payments|4711|C7/);
    }
  });
});

function askIn(escalation: Escalation, when: 'ahead' | 'due', now: number) {
  const seq = escalation.asks.at(-1)?.seq ?? 0;
  return checkpointAsk(escalation, { number: 1, when, seq }, now, names);
}

describe('the question for the customer update', () => {
  const ask = (events: readonly Body[], when: 'ahead' | 'due', minutes = 0) =>
    askIn(escalationAfter(...events), when, NOW + minutes * MINUTE);

  test.each([
    ['ahead', 20, 'What can you tell them?'],
    ['due', 30, 'is due now'],
    ['due', 45, 'is overdue'],
  ] as const)('asks the communicator %s, %i minutes in', (when, minutes, words) => {
    const message = ask([asked(when)], when, minutes);
    expect(message.text).toContain(words);
    expect(mentioned(message)).toEqual([RAE]);
    expect(actionsIn(message.blocks)).toEqual([logUpdate.id, moveCheckpoint.id]);
  });

  test('asks whoever is the communicator by now', () => {
    const given = { type: 'RoleGiven', role: 'communicator', from: RAE, to: SAM } as const;
    expect(mentioned(ask([asked('ahead'), given], 'ahead'))).toEqual([SAM]);
  });

  test.each([
    [
      'met',
      [asked('due'), TOLD, { type: 'CheckpointPromised', number: 2, dueAt: NOW + HOUR }],
      'Rae told the customer by phone',
    ],
    [
      'moved',
      [asked('due'), { type: 'CheckpointMoved', number: 1, from: NOW, to: NOW + HOUR, reason: 'Later' }],
      'was moved',
    ],
    ['resolved', [asked('due'), TOLD, RESOLVED], 'Resolved. Rae told the customer by phone'],
    ['withdrawn', [asked('due'), WITHDRAWN], 'The escalation was withdrawn'],
    [
      'withdrawn and reopened',
      [
        asked('due'),
        WITHDRAWN,
        { type: 'EscalationReopened', reason: 'It was right' },
        { type: 'CheckpointPromised', number: 2, dueAt: NOW + HOUR },
      ],
      'The escalation was withdrawn',
    ],
  ] as const)('says that it was %s, without buttons and without notifying', (_, events, words) => {
    const message = ask([...events], 'due');
    expect(message.text).toContain(words);
    expect(mentioned(message)).toEqual([]);
    expect(actionsIn(message.blocks)).toEqual([]);
  });

  test('is over once it was asked again', () => {
    const escalation = escalationAfter(asked('ahead'), asked('due'));
    const [first] = escalation.asks;
    const message = checkpointAsk(escalation, { number: 1, when: 'ahead', seq: first?.seq ?? 0 }, NOW, names);
    expect(message.text).toBe('Asked for again, further down.');
    expect(mentioned(message)).toEqual([]);
    expect(actionsIn(message.blocks)).toEqual([]);
  });

  test('does not take a later update for its own', () => {
    const later = escalationAfter(
      TOLD,
      { type: 'CheckpointPromised', number: 2, dueAt: NOW + HOUR },
      { type: 'CustomerUpdated', text: 'More', over: 'chat', met: 2 },
      { type: 'CheckpointPromised', number: 3, dueAt: NOW + 2 * HOUR },
    );
    expect(checkpointAsk(later, { number: 1, when: 'due', seq: 0 }, NOW, names).text).toBe(
      'The customer got this update.',
    );
    expect(checkpointAsk(later, { number: 2, when: 'due', seq: 0 }, NOW, names).text).toContain('in chat');
  });
});

describe('the offer of a hand-over', () => {
  const start = [CLAIMED, OFFERED] as const;
  const SEQ = 5;

  function offer(...more: readonly Body[]) {
    const escalation = escalationAfter(...start, ...more);
    const event = { ...OFFERED, escalation: 'esc_1', workspace: 'T1', seq: SEQ, at: NOW + 4000 };
    return handOverOffer(escalation, event as Event<'HandOverOffered'>, names);
  }

  test('stands on the timeline where its answers say', () => {
    expect(escalationAfter(...start).offer?.seq).toBe(SEQ);
  });

  test('asks the next owner alone, and shows what is next', () => {
    const message = offer();
    expect(mentioned(message)).toEqual([SAM]);
    expect(message.text).toContain('Dana asks you to take over');
    expect(message.text).toContain('>Watch the queue');
    expect(actionsIn(message.blocks)).toEqual([acceptHandOver.id, declineHandOver.id]);
    expect(JSON.stringify(message)).toContain(`"esc_1#${SEQ}"`);
  });

  test.each([
    [
      'accepted',
      [{ type: 'HandOverAccepted', from: DANA, to: SAM, offer: SEQ, by: SAM }],
      'Sam accepted and is the owner now',
    ],
    [
      'declined',
      [{ type: 'HandOverDeclined', from: DANA, to: SAM, offer: SEQ, by: SAM }],
      'Sam declined, so Dana stays the owner',
    ],
    [
      'replaced',
      [{ type: 'HandOverOffered', to: RAE, note: 'You, then', by: DANA }],
      'A newer offer has taken its place',
    ],
    ['dropped', [TOLD, RESOLVED], 'resolved before it was answered'],
    [
      'left',
      [
        { type: 'HandOverDeclined', from: DANA, to: SAM, offer: SEQ, by: SAM },
        { type: 'PersonLeft', person: SAM, by: SAM },
      ],
      'Sam has left the swarm',
    ],
  ] as const)('says that it was %s, without buttons and without notifying', (_, events, words) => {
    const message = offer(...events);
    expect(message.text).toContain(words);
    expect(mentioned(message)).toEqual([]);
    expect(actionsIn(message.blocks)).toEqual([]);
  });

  test('does not call an accepted one declined when ownership has moved on since', () => {
    const message = offer(
      { type: 'HandOverAccepted', from: DANA, to: SAM, offer: SEQ, by: SAM },
      { type: 'HandOverOffered', to: RAE, note: 'Back', by: SAM },
      { type: 'HandOverAccepted', from: SAM, to: RAE, offer: 7, by: RAE },
    );
    expect(message.text).not.toContain('declined');
    expect(message.text).toContain('Rae is the owner now');
  });
});

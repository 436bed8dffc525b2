import { describe, expect, test } from 'vitest';
import type { Event } from '../../../src/domain/event.ts';
import type { Escalation } from '../../../src/domain/kernel/escalation.ts';
import { HOUR } from '../../../src/domain/kernel/time.ts';
import { claim } from '../../../src/slack/slices/ownership/buttons.ts';
import { handOver } from '../../../src/slack/slices/ownership/hand-over.ts';
import { join } from '../../../src/slack/slices/swarm/join.ts';
import { entryText } from '../../../src/slack/views/entry.ts';
import { say } from '../../../src/slack/views/say.ts';
import { tell } from '../../../src/slack/views/tell.ts';
import { timeline } from '../../../src/slack/views/timeline.ts';
import {
  actionsIn,
  type Body,
  CLAIMED,
  CREATED,
  DANA,
  MISSED,
  MORGAN,
  mentioned,
  NOW,
  names,
  OFFERED,
  openedBody,
  PROMISED,
  RAE,
  RESOLVED,
  SAM,
  shown,
  stateAfter,
  story,
  TOLD,
} from './samples.ts';

/** The last of these events and the escalation as it stands after all of them, or after `more` as well. */
function last(bodies: readonly Body[], more: readonly Body[] = [], opening = openedBody()) {
  const events = story(opening, PROMISED, CREATED, ...bodies, ...more);
  const event = events[2 + bodies.length] as Event;
  return { escalation: stateAfter(events), event };
}

function said(bodies: readonly Body[], more: readonly Body[] = []) {
  const { escalation, event } = last(bodies, more);
  return say(escalation, event, names);
}

const OVERDUE: Body = { type: 'ClaimOverdue', by: null };

describe('every event has its sentence', () => {
  const sentences: [Body, string | RegExp][] = [
    [
      openedBody(),
      /^Rae opened ESC-7 for Acme, ticket <https:\S+\|#4711> \(🔴 SEV1, Outage or data loss\): “Card/,
    ],
    [{ type: 'PersonJoined', person: SAM, by: SAM }, 'Sam joined the swarm.'],
    [{ type: 'PersonLeft', person: SAM, by: SAM }, 'Sam left the swarm.'],
    [{ type: 'PersonReturned', person: RAE, by: RAE }, /^Rae left the channel but is needed here/],
    [{ type: 'PeoplePulledIn', people: [{ id: SAM, as: 'guest' }], teams: [] }, 'Rae pulled in Sam.'],
    [
      { type: 'PeoplePulledIn', people: [{ id: DANA, as: 'lead' }], teams: [], by: DANA },
      'Dana joined the swarm.',
    ],
    [CLAIMED, 'Dana claimed ownership.'],
    [OVERDUE, '⚠️ Nobody claimed ownership in time.'],
    [OFFERED, 'Dana offered ownership to Sam. What is next: “Watch the queue”'],
    [
      { type: 'SeverityChanged', from: 'SEV2', to: 'SEV1', reason: 'All are down' },
      'Rae changed the severity from 🟠 SEV2 to 🔴 SEV1: “All are down”',
    ],
    [{ type: 'NoteAdded', kind: 'tried', text: 'Rolled back' }, 'Rae tried: “Rolled back”'],
    [
      { type: 'ContextEdited', changes: { customer: 'Acme Ltd', nextActions: '' } },
      'Rae edited the context. Customer: “Acme Ltd” Next actions: emptied',
    ],
    [TOLD, 'Rae told the customer by phone: “We found the cause”'],
    [RESOLVED, 'Rae resolved this. What fixed it: “Rolled back release 42” Cause: “A bad release”'],
    [{ type: 'EscalationReopened', reason: 'It is back' }, 'Rae reopened this: “It is back”'],
  ];

  test.each(sentences)('$type: %s', (body, sentence) => {
    const [event] = story(body);
    const text = entryText(event as Event, names);
    if (typeof sentence === 'string') expect(text).toBe(sentence);
    else expect(text).toMatch(sentence);
    expect(mentioned({ text })).toEqual([]);
  });

  test('a failed step says what could not be done, why, and what to do', () => {
    const [event] = story({
      type: 'StepFailed',
      step: 'invite',
      people: [SAM, DANA],
      reason: 'they have left the workspace',
      by: null,
    });
    expect(entryText(event as Event, names)).toBe(
      '⚠️ Sam and Dana could not be brought in (they have left the workspace). Invite them by hand, or add somebody else with Add people.',
    );
  });
});

describe('a line in the channel mentions only whoever something is wanted from', () => {
  test('the leads, when nobody has claimed', () => {
    const message = said([OVERDUE]);
    expect(mentioned(message)).toEqual([DANA]);
    expect(message.text).toContain('please claim it');
    expect(actionsIn(message.blocks)).toEqual([claim.id]);
  });

  test('nobody, when somebody has claimed before the line is written', () => {
    const message = said([OVERDUE], [CLAIMED]);
    expect(mentioned(message)).toEqual([]);
    expect(actionsIn(message.blocks)).toEqual([]);
  });

  test('nobody, when a hand-over is accepted: whoever pressed it knows', () => {
    const accepted: Body = { type: 'HandOverAccepted', from: DANA, to: SAM, offer: 5, by: SAM };
    const message = said([CLAIMED, OFFERED, accepted]);
    expect(mentioned(message)).toEqual([]);
    expect(message.text).toBe('Sam accepted the hand-over from Dana and is the owner now.');
  });

  test('the owner who stays, when it is declined', () => {
    const declined: Body = { type: 'HandOverDeclined', from: DANA, to: SAM, offer: 5, by: SAM };
    const message = said([CLAIMED, OFFERED, declined]);
    expect(mentioned(message)).toEqual([DANA]);
    expect(message.text).toContain('Sam declined');
    expect(actionsIn(message.blocks)).toEqual([handOver.id]);
  });

  test('whoever has the role now', () => {
    const given: Body = { type: 'RoleGiven', role: 'communicator', from: RAE, to: SAM };
    const message = said([given]);
    expect(mentioned(message)).toEqual([SAM]);
    expect(message.text).toContain('The next customer update is yours to give');
    expect(mentioned(said([given], [{ ...given, from: SAM, to: RAE }]))).toEqual([]);
    expect(mentioned(said([{ ...given, by: SAM }]))).toEqual([]);
  });

  test('whoever was brought back reads how to leave', () => {
    const back = (person: string): Body => ({ type: 'PersonReturned', person, by: person });
    expect(said([back(RAE)]).text).toMatch(/brought them back\. Whoever raised it stays to the end\.$/);
    expect(said([CLAIMED, back(DANA)]).text).toContain('Hand over ownership first');
    const given: Body = { type: 'RoleGiven', role: 'communicator', from: RAE, to: SAM };
    expect(said([given, back(SAM)]).text).toContain('make somebody else the communicator');
  });

  test.each<[string, Body]>([
    ['a claim', CLAIMED],
    ['people pulled in', { type: 'PeoplePulledIn', people: [{ id: SAM, as: 'guest' }], teams: [] }],
    ['a moved time', { type: 'CheckpointMoved', number: 1, from: NOW, to: NOW + HOUR, reason: 'Later' }],
    ['a customer update', TOLD],
    ['a note', { type: 'NoteAdded', kind: 'note', text: 'Note' }],
    ['an edited context', { type: 'ContextEdited', changes: { problem: 'Worse' } }],
    ['a new severity', { type: 'SeverityChanged', from: 'SEV1', to: 'SEV2', reason: 'Better' }],
    ['a resolution', RESOLVED],
    ['a failed step', { type: 'StepFailed', step: 'pin', people: [], reason: 'too many pins', by: null }],
  ])('nobody, after %s', (_, body) => {
    expect(mentioned(said([body]))).toEqual([]);
  });

  test('a customer update says when the next one is due', () => {
    const next: Body = { type: 'CheckpointPromised', number: 2, dueAt: NOW + HOUR };
    expect(said([TOLD], [next]).text).toContain(`Next customer update: <!date^${(NOW + HOUR) / 1000}^`);
  });
});

describe('a direct message', () => {
  const MISS: Body = { ...MISSED, by: null };

  function told(bodies: readonly Body[], person: string, isPrivate = false, more: readonly Body[] = []) {
    const { escalation, event } = last(bodies, more, openedBody({ isPrivate }));
    return tell(escalation, event, person, names);
  }

  test('tells the monitor that nobody claimed, and whom to ask', () => {
    const message = told([OVERDUE], MORGAN);
    expect(message.text).toContain('*ESC-7 · Acme*');
    expect(message.text).toContain('Its leads: Dana.');
    expect(actionsIn(message.blocks)).toEqual([join.id]);
  });

  test('tells the monitor that a promise was missed, and whose it was', () => {
    const message = told([MISS], MORGAN);
    expect(message.text).toContain('was not given');
    expect(message.text).toContain('Communicator: Rae');
  });

  test('says so when that has been put right meanwhile', () => {
    expect(told([OVERDUE], MORGAN, false, [CLAIMED]).text).toContain('By now Dana has claimed it');
    expect(told([MISS], MORGAN, false, [TOLD]).text).toContain('It has been given by now');
  });

  test('tells the rep that there is no channel, and what to do', () => {
    const failed: Body = {
      type: 'StepFailed',
      step: 'channel',
      people: [],
      reason: 'the name is taken',
      by: null,
    };
    const message = told([failed], RAE, true);
    expect(message.text).toContain('The swarm channel could not be created (the name is taken).');
    expect(message.text).toContain('reach the team directly');
  });

  test.each<[string, Body]>([
    ['a claim overdue', OVERDUE],
    ['a missed promise', MISS],
    ['anything else', { type: 'NoteAdded', kind: 'note', text: 'Acme fails' }],
  ])('tells whoever is outside a private swarm of %s without saying what it is about', (_, body) => {
    const message = told([body], MORGAN, true);
    expect(message.text).toContain('🔒 *ESC-7* (private, 🔴 SEV1)');
    expect(JSON.stringify(message)).not.toMatch(/Acme|payments fail|4711|C7/);
    expect(actionsIn(message.blocks)).toEqual([]);
  });
});

describe('the timeline', () => {
  const events = story(openedBody(), PROMISED, CREATED, CLAIMED, TOLD, RESOLVED);
  const escalation: Escalation = stateAfter(events);

  test('tells every event in order, with its time', () => {
    const [message, ...others] = timeline(escalation, events, names);
    expect(others).toEqual([]);
    const lines = shown(message?.blocks)
      .split('\n')
      .filter((one) => one.startsWith('<!date^'));
    expect(lines).toHaveLength(events.length);
    for (const [index, event] of events.entries()) expect(lines[index]).toContain(entryText(event, names));
  });

  test('goes on in further messages and on earlier pages when it is long, says so, and loses nothing', () => {
    const notes = Array.from(
      { length: 150 },
      (_, index) => ({ type: 'NoteAdded', kind: 'note', text: `Note ${index}. ${'x'.repeat(400)}` }) as const,
    );
    const long = story(openedBody(), ...notes);
    const page = (number: number) => {
      const messages = timeline(stateAfter(long), long, names, number);
      expect(messages.length).toBeGreaterThan(1);
      expect(messages.length).toBeLessThanOrEqual(5);
      return messages.map((message) => shown(message.blocks)).join('\n');
    };
    const [last, earlier] = [page(1), page(2)];
    const left = [...earlier.matchAll(/^<!date/gm)].length;
    expect(last).toContain(`_${left} earlier entries: /swarm timeline 2_`);
    expect(earlier).toMatch(/_\d+ later entries: \/swarm timeline 1_/);
    expect(earlier).not.toContain('earlier');
    const text = `${earlier}\n${last}`;
    expect([...text.matchAll(/“Note (\d+)\./g)].map((match) => Number(match[1]))).toEqual(
      notes.map((_, index) => index),
    );
  });
});

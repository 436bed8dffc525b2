import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Event } from '../../../src/domain/event.ts';
import type { Escalation } from '../../../src/domain/kernel/escalation.ts';
import { MINUTE } from '../../../src/domain/kernel/time.ts';
import { validateMessage, validateView } from '../../../src/sandbox/block-kit/validate.ts';
import type { Message } from '../../../src/slack/kit/blocks.ts';
import type { Names } from '../../../src/slack/kit/text.ts';
import { WHOLE_PARTS } from '../../../src/slack/kit/whole.ts';
import { contextCard as card } from '../../../src/slack/slices/card/card.ts';
import { escalationLine } from '../../../src/slack/slices/card/line.ts';
import { channelTopic } from '../../../src/slack/slices/card/topic.ts';
import { checkpointAsk } from '../../../src/slack/slices/checkpoint/ask.ts';
import { delayed } from '../../../src/slack/slices/delay/delayed.ts';
import { claimRequest } from '../../../src/slack/slices/ownership/claim-request.ts';
import { handOverOffer } from '../../../src/slack/slices/ownership/offer.ts';
import { MENU } from '../../../src/slack/slices.ts';
import { help } from '../../../src/slack/views/help.ts';
import { home } from '../../../src/slack/views/home.ts';
import { list } from '../../../src/slack/views/list.ts';
import type { EscalationRow } from '../../../src/slack/views/rows.ts';
import { say } from '../../../src/slack/views/say.ts';
import { status } from '../../../src/slack/views/status.ts';
import { tell } from '../../../src/slack/views/tell.ts';
import { timeline } from '../../../src/slack/views/timeline.ts';
import { wholeModal } from '../../../src/slack/views/whole.ts';
import { KEPT } from '../../domain/slices.ts';
import {
  asked,
  CLAIMED,
  CREATED,
  DANA,
  MISSED,
  MORGAN,
  mrkdwnIn,
  NOW,
  names,
  OFFERED,
  openedBody,
  PROMISED,
  RAE,
  RESOLVED,
  SAM,
  stateAfter,
  story,
  TOLD,
  WITHDRAWN,
} from './samples.ts';
import { worstStory } from './worst.ts';

const contextCard = (...[escalation, now, called]: [Escalation, number, Names]) =>
  card(escalation, now, called, MENU);

// Hundreds of messages are made and checked here, which a busy machine takes its time for.
vi.setConfig({ testTimeout: 60_000 });

/** Under way and made to wait, each a minute more. */
const EVERYTHING = KEPT.map(({ effect }, index) => ({
  type: effect.type,
  notBefore: NOW + (index + 40) * MINUTE,
}));

/** Every message there can be about an escalation with these events. */
function messagesOf(events: readonly Event[], called = names, now = NOW + 31 * MINUTE): Message[] {
  const escalation = stateAfter(events);
  const aboutEvents = events.flatMap((event) => [
    say(escalation, event, called),
    tell(escalation, event, MORGAN, called),
    tell(escalation, event, RAE, called),
    ...(event.type === 'HandOverOffered' ? [handOverOffer(escalation, event, called)] : []),
  ]);
  return [
    contextCard(escalation, now, called),
    escalationLine(escalation, called),
    claimRequest(escalation, DANA, called),
    claimRequest(escalation, 'UELSE', called),
    delayed(escalation, RAE, called),
    status(escalation, now, called),
    status(escalation, now, called, EVERYTHING),
    list([rowOf(escalation)], now, called),
    help(),
    ...[1, 2].flatMap((number) => [
      checkpointAsk(
        escalation,
        { number, when: 'ahead', seq: escalation.asks.at(-1)?.seq ?? 0 },
        now,
        called,
      ),
      checkpointAsk(escalation, { number, when: 'due', seq: 0 }, now, called),
    ]),
    ...timeline(escalation, events, called),
    ...aboutEvents,
  ];
}

function rowOf(escalation: Escalation): EscalationRow {
  return {
    escalation: escalation.id,
    number: escalation.number,
    status: escalation.status,
    severity: escalation.severity,
    owner: escalation.owner,
    isPrivate: escalation.isPrivate,
    customer: escalation.customer,
    title: escalation.problem,
    channel: escalation.channel?.id ?? null,
    nextDueAt: escalation.checkpoint?.dueAt ?? null,
    missed: escalation.checkpoint?.missed ?? false,
  };
}

const start = [openedBody(), PROMISED, CREATED] as const;
const moved = {
  type: 'CheckpointMoved',
  number: 1,
  from: NOW,
  to: NOW + 50 * MINUTE,
  reason: 'More time',
} as const;

const states: Record<string, Event[]> = {
  'before its channel is there': story(openedBody(), PROMISED),
  unowned: story(...start),
  'claim overdue': story(...start, { type: 'ClaimOverdue', by: null }),
  owned: story(...start, CLAIMED),
  'with a hand-over offered': story(...start, CLAIMED, OFFERED),
  'handed over': story(...start, CLAIMED, OFFERED, {
    type: 'HandOverAccepted',
    from: DANA,
    to: SAM,
    offer: 5,
    by: SAM,
  }),
  'with a hand-over declined': story(...start, CLAIMED, OFFERED, {
    type: 'HandOverDeclined',
    from: DANA,
    to: SAM,
    offer: 5,
    by: SAM,
  }),
  'asked ahead': story(...start, asked('ahead')),
  'asked when due': story(...start, asked('due')),
  missed: story(...start, asked('due'), MISSED),
  moved: story(...start, asked('ahead'), moved),
  updated: story(...start, TOLD, { type: 'CheckpointPromised', number: 2, dueAt: NOW + 60 * MINUTE }),
  resolved: story(...start, CLAIMED, TOLD, RESOLVED),
  withdrawn: story(...start, asked('due'), WITHDRAWN),
  reopened: story(
    ...start,
    CLAIMED,
    TOLD,
    RESOLVED,
    WITHDRAWN,
    { type: 'EscalationReopened', reason: 'It is back' },
    { type: 'CheckpointPromised', number: 2, dueAt: NOW + 60 * MINUTE },
  ),
  private: story(openedBody({ isPrivate: true }), PROMISED, CREATED, CLAIMED),
  'with nobody to lead and nothing tried': story(
    openedBody({ teams: [], tried: '', swarm: [{ id: RAE, as: 'rep' }] }),
    PROMISED,
    CREATED,
    { type: 'ClaimOverdue', by: null },
  ),
  'with steps that failed': story(
    ...start,
    ...(['channel', 'invite', 'card', 'pin', 'topic', 'line', 'message'] as const).map(
      (step) => ({ type: 'StepFailed', step, people: [SAM], reason: 'not allowed', by: null }) as const,
    ),
  ),
  'at its worst': worstStory(),
  'at its worst, offered': worstStory().slice(0, -2),
  'at its worst, resolved': worstStory().slice(0, -1),
  'at its worst, with long words and links': worstStory(`https://a.example/${'x'.repeat(2980)}`),
  'at its worst, with many lines': worstStory('a\n'.repeat(1500)),
};

describe('within Slack’s limits', () => {
  test.each(Object.entries(states))('every message about an escalation %s', (_, events) => {
    for (const message of messagesOf(events)) {
      expect(validateMessage(message)).toEqual([]);
      expect(message.text.trim()).not.toBe('');
      expect(message.blocks.length).toBeGreaterThan(0);
    }
  });

  test.each(Object.entries(states))('the topic of an escalation %s', (_, events) => {
    const topic = channelTopic(stateAfter(events), NOW + 31 * MINUTE);
    expect(topic.length).toBeLessThanOrEqual(250);
    expect(topic).not.toBe('');
  });

  test.each(Object.entries(states))('what is shown in full of an escalation %s', (_, events) => {
    const notes = events.filter((event) => event.type === 'NoteAdded');
    for (const part of [...WHOLE_PARTS.filter((one) => typeof one === 'string'), ...notes]) {
      expect(validateView(wholeModal(stateAfter(events), part, names))).toEqual([]);
    }
  });

  test('App Home and the list with far more than fits', () => {
    const rows = Array.from({ length: 200 }, (_, index) => ({
      ...rowOf(stateAfter(worstStory())),
      number: index,
    }));
    expect(validateView(home({ mine: rows, due: rows, unowned: rows }, NOW, names))).toEqual([]);
    expect(validateMessage(list(rows, NOW, names))).toEqual([]);
  });
});

test('no text and no name from people can mention anybody, anywhere', () => {
  const fragments = fc.constantFrom(
    '<!channel>',
    '<!here>',
    '<@UEVIL>',
    '<#CEVIL>',
    '<!subteam^S1>',
    'https://a.example/<!channel>',
    '|<@UEVIL>',
    '>',
    '&lt;!channel&gt;',
    'word ',
    '\n',
  );
  const texts = fc.array(fragments, { minLength: 1, maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, texts, (text, name) => {
      const known = new Set(stateAfter(worstStory()).swarm.map((one) => one.id));
      for (const id of [RAE, DANA, SAM, MORGAN]) known.add(id);
      for (const made of messagesOf(worstStory(text), () => name).flatMap(mrkdwnIn)) {
        for (const [, inside = ''] of made.matchAll(/<([^>]*)>?/g)) {
          const isOurs =
            (inside.startsWith('@') && known.has(inside.slice(1))) ||
            inside === '#C7' ||
            inside.startsWith('!date^177');
          expect(isOurs || /^https?:\/\/[^<]*$/.test(inside), inside).toBe(true);
        }
      }
    }),
    { numRuns: 30 },
  );
});

test('every mrkdwn text is verbatim, so that a plain "@channel" stays plain', () => {
  const json = JSON.stringify(messagesOf(states.reopened ?? []));
  const texts = json.match(/"type":"mrkdwn"/g)?.length;
  expect(texts).toBeGreaterThan(50);
  expect(json.match(/"verbatim":true/g)?.length).toBe(texts);
});

import { describe, expect, test } from 'vitest';
import type { Escalation } from '../../../src/domain/kernel/escalation.ts';
import type { Loss } from '../../../src/domain/slices/channel.ts';
import type { Names } from '../../../src/slack/kit/text.ts';
import { contextCard as card } from '../../../src/slack/slices/card/card.ts';
import { channelTopic } from '../../../src/slack/slices/card/topic.ts';
import { openNewChannel } from '../../../src/slack/slices/channel/buttons.ts';
import { checkpointAsk } from '../../../src/slack/slices/checkpoint/ask.ts';
import { acceptHandOver, declineHandOver } from '../../../src/slack/slices/ownership/buttons.ts';
import { handOver } from '../../../src/slack/slices/ownership/hand-over.ts';
import { handOverOffer } from '../../../src/slack/slices/ownership/offer.ts';
import { MENU } from '../../../src/slack/slices.ts';
import { entryText } from '../../../src/slack/views/entry.ts';
import { say } from '../../../src/slack/views/say.ts';
import { status } from '../../../src/slack/views/status.ts';
import { tell } from '../../../src/slack/views/tell.ts';
import {
  actionsIn,
  asked,
  type Body,
  CLAIMED,
  CREATED,
  DANA,
  escalationAfter,
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
  secretAfter,
  shown,
  stateAfter,
  story,
  TOLD,
} from './samples.ts';

const contextCard = (...[escalation, now, called]: [Escalation, number, Names]) =>
  card(escalation, now, called, MENU);

const lost = (why: Loss): Body => ({ type: 'SwarmChannelLost', why, person: SAM, by: null });
const wanted: Body = { type: 'NewChannelWanted' };

function last(bodies: readonly Body[], isPrivate = false) {
  const events = story(openedBody({ isPrivate }), PROMISED, CREATED, ...bodies);
  const event = events.at(-1);
  if (event === undefined) throw new Error('nothing happened');
  return { escalation: stateAfter(events), event };
}

describe('each of these has its sentence', () => {
  test.each<[Body, string]>([
    [lost('archived'), 'Sam archived the swarm channel.'],
    [lost('deleted'), 'Sam deleted the swarm channel.'],
    [lost('removed'), 'Sam removed Muster from the swarm channel.'],
    [lost('exposed'), 'Sam opened the channel of this private swarm to others.'],
    [
      { type: 'SwarmChannelLost', why: 'archived', person: null, by: null },
      'Somebody archived the swarm channel.',
    ],
    [
      { type: 'SwarmChannelMended', from: 'archived', person: SAM, by: null },
      'Sam un-archived the swarm channel.',
    ],
    [
      { type: 'SwarmChannelMended', from: 'removed', person: null, by: null },
      'Somebody invited Muster back into the swarm channel.',
    ],
    [{ type: 'SwarmChannelRestored', by: null }, 'Muster is back in the swarm channel.'],
    [
      { type: 'SwarmChannelRenamed', channel: 'C7', name: 'a<b', by: null },
      'The swarm channel is called #a&lt;b now.',
    ],
    [wanted, 'Rae asked for a new swarm channel.'],
    [{ type: 'CardDeleted', by: null }, 'The card was deleted, so Muster posted it again.'],
    [
      { type: 'CardFrozen', by: null },
      'Slack does not let Muster edit the card any more, so Muster posted it again and took the old one away.',
    ],
    [{ type: 'CardUnpinned', person: SAM, by: null }, 'Sam took the pin off the card.'],
    [{ type: 'PersonDeparted', person: SAM, by: null }, 'Sam has left this workspace.'],
    [
      { type: 'OwnershipPassed', from: DANA, to: MORGAN, offer: null, by: null },
      'Dana has left this workspace, so Morgan is the owner now.',
    ],
    [
      { type: 'RoleGiven', role: 'communicator', from: RAE, to: DANA, by: null },
      'Rae has left this workspace, so Dana is the communicator now.',
    ],
  ])('%j', (body, sentence) => {
    expect(entryText(last([body]).event, names)).toBe(sentence);
  });
});

describe('the rep is told what to do about a lost channel', () => {
  const told = (body: Body, isPrivate = false, before: readonly Body[] = []) => {
    const { escalation, event } = last([...before, body], isPrivate);
    return tell(escalation, event, RAE, names);
  };

  test.each<[Loss, boolean, string]>([
    ['archived', false, 'un-archive <#C7>.'],
    ['archived', true, 'un-archive <#C7> and type `/invite @Muster` in it.'],
    ['deleted', false, 'Open a new channel'],
    ['removed', false, 'type `/invite @Muster` in <#C7>.'],
    ['exposed', true, 'Make <#C7> private again'],
  ])('%s, private: %s', (why, isPrivate, advice) => {
    const message = told(lost(why), isPrivate);
    expect(shown(message)).toContain(advice);
    expect(shown(message)).toContain('the promise to the customer stands');
    expect(actionsIn(message)).toEqual([openNewChannel.id]);
    expect(mentioned(message)).toEqual([]);
  });

  test('and nothing is asked once it is resolved, or a new channel is coming', () => {
    expect(actionsIn(told(lost('archived'), false, [TOLD, RESOLVED]))).toEqual([]);
    const events = story(openedBody(), PROMISED, CREATED, lost('deleted'), wanted);
    const [, , , event] = events;
    if (event) expect(actionsIn(tell(stateAfter(events), event, RAE, names))).toEqual([]);
  });

  test('and may try again when no new one could be opened', () => {
    const failed: Body = { type: 'StepFailed', step: 'new-channel', people: [], reason: 'no', by: null };
    const message = told(failed, false, [lost('deleted'), wanted]);
    expect(shown(message)).toContain('A new swarm channel could not be opened (no).');
    expect(actionsIn(message)).toEqual([openNewChannel.id]);
  });
});

describe('a private swarm in a channel that others read', () => {
  const exposed = secretAfter(CLAIMED, lost('exposed'));

  test('says nothing of itself on card and topic', () => {
    const card = contextCard(exposed, NOW, names);
    for (const secret of ['Acme', 'Card payments', 'Dana', '4711', 'SEV1']) {
      expect(shown(card)).not.toContain(secret);
      expect(channelTopic(exposed, NOW)).not.toContain(secret);
    }
    expect(actionsIn(card)).toEqual([openNewChannel.id]);
  });

  test('says so to those who ask where it stands', () => {
    expect(shown(status(exposed, NOW, names))).toContain('<#C7> (no longer private)');
  });
});

describe('while the channel is lost', () => {
  test('a direct question says which escalation it is about', () => {
    const escalation = escalationAfter(CLAIMED, lost('removed'), asked('ahead'));
    const ask = { number: 1, when: 'ahead', seq: 6 } as const;
    expect(shown(checkpointAsk(escalation, { ...ask, to: RAE }, NOW, names))).toContain('*ESC-7 · Acme*: ');
    expect(shown(checkpointAsk(escalation, ask, NOW, names))).not.toContain('ESC-7');
  });

  test('so does an offer', () => {
    const { escalation, event } = last([CLAIMED, lost('removed'), OFFERED]);
    if (event.type !== 'HandOverOffered') throw new Error('no offer');
    const offer = handOverOffer(escalation, event, names, true);
    expect(shown(offer)).toContain('*ESC-7 · Acme*: ');
    expect(actionsIn(offer)).toEqual([acceptHandOver.id, declineHandOver.id]);
  });

  test('whoever becomes the owner is told what is wanted', () => {
    const passed: Body = { type: 'OwnershipPassed', from: DANA, to: MORGAN, offer: null, by: null };
    const { escalation, event } = last([CLAIMED, lost('removed'), passed]);
    const message = tell(escalation, event, MORGAN, names);
    expect(shown(message)).toContain('Please see it through, or hand it over.');
    expect(actionsIn(message)).toEqual([handOver.id]);
  });
});

test('a second channel says why it is there, and the old one that it is up to date', () => {
  const second = last([lost('deleted'), wanted, { ...CREATED, by: null }]);
  expect(shown(say(second.escalation, second.event, names))).toContain('The swarm goes on here.');
  const back = last([lost('removed'), { type: 'SwarmChannelRestored', by: null }]);
  expect(shown(say(back.escalation, back.event, names))).toContain('The card is up to date');
});

test('whom Muster made the monitor is mentioned nowhere else than in their own message', () => {
  const given: Body = { type: 'RoleGiven', role: 'monitor', from: MORGAN, to: DANA, by: null };
  const { escalation, event } = last([given]);
  expect(mentioned(say(escalation, event, names))).toEqual([]);
  expect(shown(tell(escalation, event, DANA, names))).toContain('You are told when a promise');
});

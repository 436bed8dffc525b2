import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../../src/domain/kernel/time.ts';
import { date } from '../../../src/slack/kit/text.ts';
import { delayed } from '../../../src/slack/slices/delay/delayed.ts';
import { claim } from '../../../src/slack/slices/ownership/buttons.ts';
import { claimRequest } from '../../../src/slack/slices/ownership/claim-request.ts';
import {
  actionsIn,
  type Body,
  CLAIMED,
  CREATED,
  DANA,
  NOW,
  names,
  openedBody,
  PROMISED,
  RAE,
  RESOLVED,
  stateAfter,
  story,
} from './samples.ts';

const WAITS = {
  type: 'SwarmChannelDelayed',
  opensAt: NOW + 3 * MINUTE,
  place: 43,
  aMinute: 20,
  before: null,
  by: null,
} as const;
const FAILED = { type: 'StepFailed', step: 'channel', people: [], reason: 'not allowed', by: null } as const;

const waiting = (...bodies: readonly Body[]) => stateAfter(story(openedBody(), PROMISED, WAITS, ...bodies));
const read = (...bodies: readonly Body[]) => delayed(waiting(...bodies), RAE, names).text;

describe('the message that tells the rep where a channel stands', () => {
  test('says why it waits, which place it has, about when it opens, and what goes on', () => {
    expect(read()).toBe(
      `*ESC-7 · Acme* (🔴 SEV1) is recorded. Slack lets Muster open 20 channels a minute; yours is number 43 in line and opens at about ${date(NOW + 3 * MINUTE, 'time')}. The leads are asked to claim it already.`,
    );
  });

  test('says who has claimed it meanwhile', () => {
    expect(read(CLAIMED)).toContain('Dana has claimed it already.');
  });

  test('becomes where it is', () => {
    expect(read(CREATED)).toBe(
      '*ESC-7 · Acme* (🔴 SEV1) <#C7>: the channel is open, and everybody is brought in.',
    );
  });

  test('or that it is over', () => {
    expect(read(RESOLVED)).toBe('*ESC-7 · Acme* (🔴 SEV1) is resolved. Nothing to do.');
  });

  test('or that there is none', () => {
    expect(read(FAILED)).toBe('*ESC-7 · Acme* (🔴 SEV1): the channel could not be opened.');
  });
});

describe('the message that asks a lead to claim, before there is a channel', () => {
  test('offers to claim, and leads nowhere', () => {
    const ask = claimRequest(waiting(), DANA, names);
    expect(actionsIn(ask.blocks)).toEqual([claim.id]);
    expect(ask.text).not.toContain('Open <#');
  });

  test('says that there is nothing to do when there will be none', () => {
    const ask = claimRequest(waiting(FAILED), DANA, names);
    expect(ask.text).toBe('*ESC-7 · Acme*: its channel could not be opened. Nothing to do.');
    expect(actionsIn(ask.blocks)).toEqual([]);
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/kernel/time.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import { escalate, lineOf, lines, press } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const told = tellStory({ expectFaults: /./, expectLogged: /an effect failed for good.*nor a guest/ });
const person = (handle: string): Actor => told.story.sandbox.person(handle);
const BASE = { title: '', tz: 'Europe/Berlin' };

let guests = 0;
function addGuest(): Actor {
  guests += 1;
  const { sandbox } = told.story;
  return sandbox.addPerson({
    ...BASE,
    handle: `gus${guests}`,
    name: `Gus Guest${guests}`,
    guest: 'multi-channel',
  });
}

async function numberOf(channel: string): Promise<number> {
  const { db } = told.story.database;
  return (await db.escalation.findFirstOrThrow({ where: { channelId: channel } })).number;
}

const text = (number: number) => words(lineOf(person('morgan'), number));
const isLeast = (number: number, why: string) =>
  expect
    .poll(async () => {
      await told.story.quiet();
      return text(number);
    })
    .toMatch(new RegExp(`^\\*ESC-${number}\\* · \\S+ SEV\\d · No more is said here, because ${why}$`));
const isWhole = (number: number) =>
  expect
    .poll(async () => {
      await told.story.quiet();
      return text(number);
    })
    .toContain('Globex');

/** What managers were told of the escalations channel since this was asked last. */
let toldBefore = 0;
function newsToManagers(): string[] {
  person('morgan').openIm('@muster');
  const all = lines(person('morgan'), '@muster').filter((one) => one.includes('the escalations channel <#'));
  const news = all.slice(toldBefore);
  toldBefore = all.length;
  return news;
}

const GUESTS = 'guests read this channel';
const OTHERS = 'another organisation reads this channel';
/** Much is polled here. */
const SLOW = 120_000;

afterEach(async () => {
  told.story.sandbox.clearFaults();
  await told.story.quiet();
});

describe('the escalations channel', () => {
  test(
    'that a guest joins has number and severity only, until the guest is gone; managers hear of it once',
    async () => {
      const before = await numberOf(await escalate(told.story));
      await isWhole(before);
      const [first, second] = [addGuest(), addGuest()];
      person('riley').invite('escalations', [first.handle]);
      await isLeast(before, GUESTS);
      expect(lineOf(first, before)?.blocks?.some((one) => one.type === 'actions')).not.toBe(true);
      const since = await numberOf(await escalate(told.story));
      await isLeast(since, GUESTS);
      expect(
        JSON.stringify(first.messages('escalations').filter((one) => one.subtype === undefined)),
      ).not.toMatch(/Globex|Refunds|Owner/);
      const [news, ...more] = newsToManagers();
      expect(more).toEqual([]);
      expect(news).toContain(`Guests read`);
      expect(news).toContain(first.name);
      expect(news).toContain('Remove the guests from it');

      person('riley').invite('escalations', [second.handle]);
      person('morgan').kick('escalations', first.handle);
      await told.story.quiet();
      await isLeast(before, GUESTS);
      person('morgan').kick('escalations', second.handle);
      await isWhole(before);
      await isWhole(since);
      expect(newsToManagers()).toEqual([]);
    },
    SLOW,
  );

  test(
    'that is shared with another organisation has no more either; shared within our own it stays ours',
    async () => {
      const number = await numberOf(await escalate(told.story));
      person('riley').shareWithin('escalations', 'T0SIBLING');
      await isWhole(number);
      person('riley').share('escalations', 'T0PARTNER');
      await isLeast(number, OTHERS);
      expect(newsToManagers().join()).toContain('Stop sharing it');
      const secret = await escalate(told.story, 'riley', {
        'Private swarm': ['Only those pulled in, and the monitor, can see it'],
      });
      await isLeast(await numberOf(secret), OTHERS);
      person('riley').share('escalations', 'T0PARTNER', false);
      await isWhole(number);
      expect(newsToManagers()).toEqual([]);
    },
    SLOW,
  );

  test(
    'in which somebody is a guest from now on has no more, until they are a member again',
    async () => {
      const number = await numberOf(await escalate(told.story));
      told.story.sandbox.setGuest('kofi', 'multi-channel');
      await isLeast(number, GUESTS);
      told.story.sandbox.setGuest('kofi', null);
      await isWhole(number);
    },
    SLOW,
  );

  test(
    'that others came to while Muster was away, or were asked to, is found out at the start',
    async () => {
      const { sandbox } = told.story;
      const number = await numberOf(await escalate(told.story));
      const guest = addGuest();
      sandbox.inject({ on: 'deliver:member_joined_channel', fault: 'drop-before' });
      sandbox.inject({ on: 'deliver:member_left_channel', fault: 'drop-before' });
      person('riley').invite('escalations', [guest.handle]);
      await told.story.restart();
      await isLeast(number, GUESTS);
      person('morgan').kick('escalations', guest.handle);
      person('riley').offerToShare('escalations', 'T0PARTNER');
      await told.story.restart();
      await isLeast(number, OTHERS);
      person('riley').offerToShare('escalations', 'T0PARTNER', false);
      await told.story.restart();
      await isWhole(number);
    },
    SLOW,
  );

  test(
    'of which Slack does not say who reads it has no more until it says so',
    async () => {
      const { sandbox } = told.story;
      sandbox.inject({ on: 'conversations.members', fault: 'server-error' });
      await told.story.restart();
      const number = await numberOf(await escalate(told.story));
      expect(text(number)).toContain('until it is known who reads this channel');
      sandbox.clearFaults();
      await told.story.restart();
      await isWhole(number);
    },
    SLOW,
  );

  test(
    'that is renamed is looked at as before',
    async () => {
      const number = await numberOf(await escalate(told.story));
      person('morgan').rename('escalations', 'all-escalations');
      person('riley').share('all-escalations', 'T0PARTNER');
      const shown = () =>
        words(
          person('morgan')
            .messages('all-escalations')
            .findLast((one) => words(one).includes(`ESC-${number}*`)),
        );
      await expect.poll(shown).toContain(OTHERS);
      person('riley').share('all-escalations', 'T0PARTNER', false);
      person('morgan').rename('all-escalations', 'escalations');
      await isWhole(number);
    },
    SLOW,
  );
});

describe('a direct message', () => {
  test(
    'does not go to a manager who is a guest by now, and the swarm reads so; it goes to a guest of the swarm',
    async () => {
      const due = new Date(told.story.now() + HOUR);
      const channel = await escalate(told.story, 'riley', {
        'Next update promised to the customer': due,
      });
      const number = await numberOf(channel);
      await press(told.story, person('dana'), channel, 'Claim ownership');
      told.story.sandbox.setGuest('morgan', 'multi-channel');
      await told.story.quiet();
      await told.story.pass(3 * HOUR);
      person('morgan').openIm('@muster');
      const toMorgan = lines(person('morgan'), '@muster').filter((one) => one.includes(`ESC-${number} `));
      expect(toMorgan).toEqual([]);
      expect(lines(person('dana'), channel).join('\n')).toMatch(
        /Morgan Reyes could not be sent a message \(they are not a member/,
      );
      told.story.sandbox.setGuest('morgan', null);
    },
    SLOW,
  );
});

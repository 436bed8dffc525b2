import { describe, expect, test } from 'vitest';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import { card, escalate, fillFromCard, lines, press } from '../support/acts.ts';
import { type Story, type StoryOptions, startStory, words } from '../support/story.ts';

async function tell(
  play: (story: Story, person: (handle: string) => Actor) => Promise<void>,
  options: StoryOptions = {},
): Promise<void> {
  const story = await startStory(options);
  try {
    await play(story, (handle) => story.sandbox.person(handle));
  } finally {
    await story.stop();
  }
}

const unheard = ({ sandbox }: Story) => {
  for (const event of ['member_joined_channel', 'member_left_channel'])
    sandbox.inject({ on: `deliver:${event}`, fault: 'drop-before' });
};

describe('who came and left while Muster was away', () => {
  test('is noticed at the next act: who came may act, who left is out, the rep is brought back', () =>
    tell(async (story, person) => {
      const channel = await escalate(story);
      unheard(story);
      person('chloe').join(channel);
      person('sam').leave(channel);
      person('riley').leave(channel);
      const sent = await fillFromCard(story, person('chloe'), channel, 'Add note', {
        'What is it?': 'A next action',
        Note: 'Ask the bank',
      });
      expect(sent.errors).toBeUndefined();
      await story.quiet();
      const shown = words(card(person('dana'), channel));
      expect(shown).toContain('Ask the bank');
      expect(shown).toContain('Chloe Martin');
      expect(shown).not.toContain('Sam Okafor');
      expect(person('riley').members(channel)).toContain(person('riley').id);
      expect(lines(person('dana'), channel).join()).toContain('Muster brought them back');
    }));

  test('is noticed when a button is pressed, too', () =>
    tell(async (story, person) => {
      const channel = await escalate(story);
      unheard(story);
      person('lee').join(channel);
      await press(story, person('lee'), channel, 'Add note');
      await story.sandbox.until(() => person('lee').view());
    }));

  test('is noticed at the next start', () =>
    tell(async (story, person) => {
      const channel = await escalate(story);
      unheard(story);
      person('chloe').join(channel);
      person('sam').leave(channel);
      await story.restart();
      await expect.poll(() => story.database.db.event.count({ where: { type: 'PersonLeft' } })).toBe(1);
      await story.quiet();
      const shown = words(card(person('riley'), channel));
      expect(shown).toContain('Chloe Martin');
      expect(shown).not.toContain('Sam Okafor');
    }));

  test('whoever is not in the channel is still refused, and bots in it are in no swarm', () =>
    tell(async (story, person) => {
      const channel = await escalate(story);
      const before = await story.database.db.event.count();
      await person('chloe')
        .click({ channel, ts: card(person('riley'), channel).ts }, 'Add note')
        .catch(() => {});
      await story.quiet();
      expect(await story.database.db.event.count()).toBe(before);
    }));

  test('nobody comes into a private swarm by being found there', () =>
    tell(async (story, person) => {
      const channel = await escalate(story, 'riley', {
        'Private swarm': ['Only those pulled in, and the monitor, can see it'],
      });
      unheard(story);
      person('riley').invite(channel, ['chloe']);
      await story.restart();
      await story.quiet();
      expect(words(card(person('riley'), channel))).not.toContain('Chloe Martin');
    }));

  test('whoever is invited after it was resolved is in', () =>
    tell(async (story, person) => {
      const channel = await escalate(story);
      await press(story, person('dana'), channel, 'Claim ownership');
      await fillFromCard(story, person('dana'), channel, 'Resolve', {
        'What fixed it?': 'Rolled back',
        'What was the cause?': 'A release',
        'Final word to the customer': 'It works',
      });
      person('dana').invite(channel, ['chloe']);
      await expect.poll(() => story.database.db.event.count({ where: { type: 'PeoplePulledIn' } })).toBe(1);
      await story.quiet();
      expect(words(card(person('riley'), channel))).toContain('Chloe Martin');
    }));
});

describe('people change', () => {
  test('a re-created account with the same address takes over the places of the old one', () =>
    tell(async (story, person) => {
      const channel = await escalate(story);
      await press(story, person('dana'), channel, 'Claim ownership');
      const old = person('dana').id;
      story.sandbox.inject({ on: 'deliver:user_change', fault: 'drop-before' });
      story.sandbox.deactivate('dana');
      const again = story.sandbox.recreate('dana');
      expect(again.id).not.toBe(old);
      await story.restart();
      await expect.poll(() => story.database.db.event.count({ where: { type: 'OwnershipPassed' } })).toBe(1);
      await story.quiet();
      const row = await story.database.db.escalation.findFirstOrThrow();
      expect(row.ownerId).toBe(again.id);
      expect(person('riley').members(channel)).toContain(again.id);
      const roster = await story.database.db.teamMember.findMany({
        where: { role: 'lead', teamKey: 'payments' },
      });
      expect(roster.map((one) => one.personId)).toEqual([again.id]);
    }));

  test('the rep’s new account is the rep', () =>
    tell(async (story, person) => {
      const channel = await escalate(story);
      story.sandbox.inject({ on: 'deliver:user_change', fault: 'drop-before' });
      story.sandbox.deactivate('riley');
      const again = story.sandbox.recreate('riley');
      await story.restart();
      await expect.poll(() => story.database.db.event.count({ where: { type: 'PersonDeparted' } })).toBe(1);
      await story.quiet();
      const row = await story.database.db.escalation.findFirstOrThrow();
      expect(row.repId).toBe(again.id);
      expect(row.communicatorId).toBe(again.id);
      expect(person('dana').members(channel)).toContain(again.id);
    }));

  test('a changed name shows, and two people with one name can be told apart', () =>
    tell(async (story, person) => {
      const channel = await escalate(story);
      story.sandbox.rename('sam', 'Samuel Okafor');
      await expect.poll(() => story.database.db.person.count({ where: { name: 'Samuel Okafor' } })).toBe(1);
      story.sandbox.rename('ada', 'Samuel Okafor');
      await expect.poll(() => story.database.db.person.count({ where: { name: 'Samuel Okafor' } })).toBe(2);
      await press(story, person('dana'), channel, 'Claim ownership');
      const shown = words(card(person('riley'), channel));
      expect(shown).toContain('Samuel Okafor (sam)');
      expect(shown).toContain('Samuel Okafor (ada)');
      expect(shown).not.toContain('Sam Okafor');
    }));
});

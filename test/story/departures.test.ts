import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/kernel/time.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import { card, escalate, fillFromCard, lines, press } from '../support/acts.ts';
import { type Story, type StoryOptions, startStory, words } from '../support/story.ts';

/** People who leave do so for good, so every test has a workspace of its own. */
async function tell(
  play: (story: Story, person: (handle: string) => Actor) => Promise<void>,
  options: StoryOptions = {},
): Promise<void> {
  const story = await startStory({ expectLogged: /an effect failed for good/, ...options });
  try {
    await play(story, (handle) => story.sandbox.person(handle));
  } finally {
    await story.stop();
  }
}

const letters = (who: Actor): string[] => who.messages('@muster').map(words);

async function happened(story: Story, type: string): Promise<void> {
  await expect.poll(() => story.database.db.event.count({ where: { type } })).toBeGreaterThan(0);
  await story.quiet();
}

describe('when somebody has left the workspace', () => {
  test('their ownership passes to the monitor, who may hand it over', () =>
    tell(async (story, person) => {
      const channel = await escalate(story);
      await press(story, person('dana'), channel, 'Claim ownership');
      story.sandbox.deactivate('dana');
      await happened(story, 'OwnershipPassed');
      const riley = person('riley');
      expect(words(card(riley, channel))).toContain('*Owner*\nMorgan Reyes');
      expect(words(card(riley, channel))).not.toContain('Dana');
      expect(riley.members(channel)).toContain(person('morgan').id);
      const line = lines(riley, channel).find((one) => one.includes('is the owner now')) ?? '';
      expect(line).toContain('Dana Whitfield has left this workspace');
      expect(line).toContain(`<@${person('morgan').id}>`);
      await fillFromCard(story, person('morgan'), channel, 'Hand over', {
        'Who takes over?': 'sam',
        'What is next?': 'Call the bank',
      });
      await person('sam').click(channel, 'Accept');
      await happened(story, 'HandOverAccepted');
      expect(words(card(riley, channel))).toContain('*Owner*\nSam Okafor');
    }));

  test('the customer update is asked from somebody who is there', () =>
    tell(async (story, person) => {
      const channel = await escalate(story, 'riley', {
        'Next update promised to the customer': new Date(story.now() + 2 * HOUR),
      });
      await press(story, person('dana'), channel, 'Claim ownership');
      story.sandbox.deactivate('riley');
      await happened(story, 'RoleGiven');
      await story.pass(2 * HOUR);
      const dana = person('dana');
      expect(lines(dana, channel).findLast((one) => one.includes('is due now'))).toContain(`<@${dana.id}>`);
      expect(words(card(dana, channel))).toContain('*Communicator*\nDana Whitfield');
      // What the rep would be told goes to whoever stands in.
      person('sam').kick(channel, '@muster');
      await happened(story, 'SwarmChannelLost');
      expect(letters(dana).some((one) => one.includes('/invite @Muster'))).toBe(true);
      await fillFromCard(story, dana, channel, 'Resolve', {
        'What fixed it?': 'Rolled the gateway back',
        'What was the cause?': 'A bad release',
        'Final word to the customer': 'Refunds work again',
      });
      await happened(story, 'EscalationResolved');
    }));

  test('somebody else watches in place of the monitor, and is told of a missed promise', () =>
    tell(async (story, person) => {
      await escalate(story, 'riley', {
        'Next update promised to the customer': new Date(story.now() + HOUR),
      });
      story.sandbox.deactivate('morgan');
      await happened(story, 'RoleGiven');
      expect(letters(person('riley')).at(-1)).toContain(
        'You are told when a promise to the customer is missed',
      );
      await story.pass(3 * HOUR);
      expect(letters(person('riley')).some((one) => one.includes('was not given'))).toBe(true);
      // Whoever opens the next one is not watched by somebody who has left.
      await escalate(story);
      const next = await story.database.db.escalation.findFirstOrThrow({ orderBy: { number: 'desc' } });
      expect(next.monitorId).toBe(person('riley').id);
    }));

  test('an offer to them is closed, and its owner may offer it again', () =>
    tell(async (story, person) => {
      const channel = await escalate(story);
      await press(story, person('dana'), channel, 'Claim ownership');
      await fillFromCard(story, person('dana'), channel, 'Hand over', {
        'Who takes over?': 'sam',
        'What is next?': 'Call the bank',
      });
      story.sandbox.deactivate('sam');
      await happened(story, 'HandOverDeclined');
      expect(words(card(person('dana'), channel))).not.toContain('not answered yet');
      expect(lines(person('dana'), channel).at(-1)).toContain('You can offer it to somebody else');
    }));

  test('without a word from Slack, a message that does not reach them shows it', () =>
    tell(async (story, person) => {
      const channel = await escalate(story, 'riley', {
        'Next update promised to the customer': new Date(story.now() + HOUR),
      });
      story.sandbox.inject({ on: 'deliver:user_change', fault: 'drop-before' });
      story.sandbox.deactivate('morgan');
      await story.pass(3 * HOUR);
      await happened(story, 'PersonDeparted');
      expect(words(card(person('dana'), channel))).toContain('*Monitor*\nRiley Novak');
      expect(letters(person('riley')).at(-1)).toContain(
        'You are told when a promise to the customer is missed',
      );
    }));

  test('those who left while Muster was away are noticed when it is back', () =>
    tell(async (story, person) => {
      const channel = await escalate(story);
      await press(story, person('dana'), channel, 'Claim ownership');
      story.sandbox.inject({ on: 'deliver:user_change', fault: 'drop-before' });
      story.sandbox.deactivate('dana');
      await story.restart();
      await happened(story, 'OwnershipPassed');
      expect(words(card(person('riley'), channel))).toContain('*Owner*\nMorgan Reyes');
    }));

  test('coming back, they take part again', () =>
    tell(async (story, person) => {
      const channel = await escalate(story);
      story.sandbox.deactivate('sam');
      await happened(story, 'PersonDeparted');
      const { id } = person('sam');
      story.sandbox.reactivate('sam');
      person('sam').join(channel);
      await happened(story, 'PersonJoined');
      expect(words(card(person('dana'), channel))).toContain('Sam Okafor');
      await escalate(story);
      const again = await story.database.db.escalation.findFirstOrThrow({ orderBy: { number: 'desc' } });
      await expect
        .poll(() =>
          story.database.db.participation.count({ where: { escalationId: again.id, personId: id } }),
        )
        .toBe(1);
    }));

  test('one escalation that is out of reach keeps them in no other, and follows as soon as it can be reached', () =>
    tell(
      async (story, person) => {
        await escalate(story);
        await escalate(story);
        const { db } = story.database;
        const [first, second] = await db.escalation.findMany({ orderBy: { number: 'asc' } });
        if (!first || !second) throw new Error('there are not two escalations');
        const newer = { escalationId: first.id, seq: 10_000 };
        await db.event.create({
          data: {
            ...newer,
            workspaceId: first.workspaceId,
            type: 'AskLapsed',
            version: 1,
            at: new Date(),
            data: {},
          },
        });
        story.sandbox.deactivate('dana');
        const departed = () =>
          db.event.findMany({ where: { type: 'PersonDeparted' }, orderBy: { at: 'asc' } });
        await expect.poll(departed).toMatchObject([{ escalationId: second.id }]);

        await db.event.delete({ where: { escalationId_seq: newer } });
        await expect.poll(departed).toMatchObject([{ escalationId: second.id }, { escalationId: first.id }]);
        await story.quiet();
        const { id } = person('dana');
        expect(await db.participation.count({ where: { personId: id, isActive: true } })).toBe(0);
      },
      { departuresMs: 50, expectLogged: LEFT_UNDONE, expectFaults: /user_change/ },
    ));

  test('a process that is killed between two escalations leaves the rest to the next one', () =>
    tell(async (story, person) => {
      await escalate(story);
      await escalate(story);
      const { db } = story.database;
      const { id } = person('sam');
      story.sandbox.inject({ on: 'deliver:user_change', fault: 'drop-before' });
      story.sandbox.deactivate('sam');
      // What the first process had written by then.
      await db.person.upsert({
        where: { workspaceId_id: { workspaceId: story.sandbox.workspaceId, id } },
        create: { workspaceId: story.sandbox.workspaceId, id, name: 'Sam Okafor', isGone: true },
        update: { isGone: true },
      });
      await story.restart();
      await expect.poll(() => db.participation.count({ where: { personId: id, isActive: true } })).toBe(0);
      expect(await db.event.count({ where: { type: 'PersonDeparted' } })).toBe(2);
    }));

  test('somebody of whom it was not heard that they are back stays where they are', () =>
    tell(
      async (story, person) => {
        await escalate(story);
        const { db } = story.database;
        const key = { workspaceId: story.sandbox.workspaceId, id: person('sam').id };
        await db.person.upsert({
          where: { workspaceId_id: key },
          create: { ...key, name: 'Sam Okafor', isGone: true },
          update: { isGone: true },
        });
        await expect
          .poll(() => db.person.findUnique({ where: { workspaceId_id: key } }))
          .toMatchObject({ isGone: false });
        expect(await db.event.count({ where: { type: 'PersonDeparted' } })).toBe(0);
      },
      { departuresMs: 50 },
    ));
});

const LEFT_UNDONE =
  /what has become of somebody could not be recorded|could not be taken out everywhere|not known whether somebody is still in|do not know yet what has become of somebody|AskLapsed is no event/;

import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import { card, escalate, fillFromCard, lineOf, lines, press } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

/** A whole escalation in one breath, over both of Slack's ways to an app. */
describe.each(['socket', 'http'] as const)('a whole escalation over %s', (mode) => {
  const told = tellStory({ mode });
  let channel: string;

  test('opened: people are in, the card is pinned, the leads are asked', async () => {
    const { story } = told;
    channel = await escalate(story);
    const riley = story.sandbox.person('riley');
    expect(riley.members(channel)).toContain('U0ACMESAM');
    expect(words(card(riley, channel))).toContain('Nobody yet');
    expect(words(story.sandbox.person('dana').messages('@muster').at(-1))).toContain('Claim ownership');
  });

  test('claimed: one owner, seen by everybody', async () => {
    const { story } = told;
    const dana = story.sandbox.person('dana');
    await dana.click('@muster', 'Claim ownership');
    await story.quiet();
    await press(story, story.sandbox.person('sam'), channel, 'Add note');
    story.sandbox.person('sam').close();
    expect(words(card(dana, channel))).toContain(`*Owner*\n${dana.name}`);
    expect(dana.conversation(channel).topic).toContain(dana.id);
  });

  test('promised, asked for, and told to the customer', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    await story.pass(2 * HOUR);
    expect(lines(riley, channel).at(-1)).toContain('Log customer update');
    const sent = await fillFromCard(story, riley, channel, 'Log customer update', {
      'What did you tell the customer?': 'The bank answers today',
    });
    expect(sent.errors).toBeUndefined();
    expect(words(card(riley, channel))).toContain('The bank answers today');
    expect(lines(riley, channel).join('\n')).not.toContain('Move it');
  });

  test('handed over, and accepted', async () => {
    const { story } = told;
    const [dana, sam] = [story.sandbox.person('dana'), story.sandbox.person('sam')];
    await fillFromCard(story, dana, channel, 'Hand over', {
      'Who takes over?': 'sam',
      'What is next?': 'Call the bank',
    });
    await sam.click(channel, 'Accept');
    await story.quiet();
    expect(words(card(sam, channel))).toContain(`*Owner*\n${sam.name}`);
  });

  test('resolved: everything falls silent and says why', async () => {
    const { story } = told;
    const sam = story.sandbox.person('sam');
    const sent = await fillFromCard(story, sam, channel, 'Resolve', {
      'What fixed it?': 'The bank unblocked us',
      'What was the cause?': 'A limit at the bank',
      'Final word to the customer': 'Refunds work again',
    });
    expect(sent.errors).toBeUndefined();
    expect(words(card(sam, channel))).toContain('The bank unblocked us');
    expect(words(lineOf(sam, 1))).toContain('Resolved');
    // Slack takes a line a second in a channel, so the last ones may still be on their way.
    await story.pass(MINUTE);
    const before = lines(sam, channel);
    await story.pass(24 * HOUR);
    expect(lines(sam, channel)).toEqual(before);
  });
});

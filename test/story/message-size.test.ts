import { describe, expect, test } from 'vitest';
import { card, escalate, fillFromCard, lines, press } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const told = tellStory();

const filler = (what: string, length: number) =>
  `${what} `
    .repeat(length)
    .slice(0, length - 1)
    .concat('!');

describe('a swarm whose texts are as long as the forms allow', () => {
  const typed = {
    'What is happening?': filler('broken', 2_990),
    'What have you tried?': filler('rebooted', 2_990),
    'What outcome does the customer need?': filler('working', 2_990),
  };

  test('its card is posted, pinned and edited, says where it was cut, and /swarm context has it all', async () => {
    const { story } = told;
    const { sandbox } = story;
    const before = sandbox.calls.length;
    const channel = await escalate(story, 'riley', typed);
    const [riley, dana] = [sandbox.person('riley'), sandbox.person('dana')];
    await press(story, dana, channel, 'Claim ownership');
    await fillFromCard(story, riley, channel, 'Edit context', { 'Next actions': filler('call', 2_800) });
    await fillFromCard(story, riley, channel, 'Log customer update', {
      'What did you tell the customer?': filler('soon', 2_900),
    });
    const shown = words(card(riley, channel));
    expect(shown).toContain('*Owner*\nDana');
    expect(shown).toContain('call call');
    expect(shown).toContain('/swarm context');
    expect(shown).toContain('soon soon');

    await riley.command(channel, '/swarm', 'context');
    const answers = () => riley.ephemerals(channel).map(words).join('\n');
    await sandbox.until(() => answers().includes('rebooted'));
    await story.context.whenIdle();
    for (const text of Object.values(typed))
      expect(answers().replaceAll('\n', ' ')).toContain(text.slice(-200));
    expect(answers()).not.toContain('Shortened');

    await fillFromCard(story, riley, channel, 'Resolve', {
      'What fixed it?': filler('fixed', 2_900),
      'What was the cause?': filler('cause', 2_900),
      'Final word to the customer': filler('final', 2_900),
    });
    const resolved = words(card(riley, channel));
    expect(resolved).toContain('fixed fixed');
    expect(resolved).toContain('final final');
    await riley.command(channel, '/swarm', 'timeline');
    await sandbox.until(() => answers().includes('the story so far'));
    await story.context.whenIdle();
    const sent = sandbox.calls.slice(before);
    expect(sent.filter((call) => !call.ok).map((call) => call.error)).toEqual([]);
    for (const { args } of sent) expect(sizeOf(args.blocks)).toBeLessThanOrEqual(13_000);
    expect(lines(riley, channel).some((one) => one.includes('could not be'))).toBe(false);
  });
});

function sizeOf(blocks: unknown): number {
  return blocks === undefined ? 0 : (typeof blocks === 'string' ? blocks : JSON.stringify(blocks)).length;
}

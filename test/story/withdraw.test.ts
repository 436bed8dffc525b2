import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/kernel/time.ts';
import { card, escalate, fillFromCard, freshTicket, lineOf, lines } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const told = tellStory();
const ticket = freshTicket();
let channel: string;

describe('what was opened by mistake', () => {
  test('is withdrawn from the card while nobody owns it, with a reason and no word to the customer', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    channel = await escalate(story, 'riley', { 'Ticket (link or number)': ticket });
    const sent = await fillFromCard(story, riley, channel, 'Withdraw', { 'Why?': 'The wrong customer' });
    expect(sent.errors).toBeUndefined();
    const shown = words(card(riley, channel));
    for (const fact of ['Withdrawn', 'The wrong customer', 'Reopen']) expect(shown).toContain(fact);
    expect(shown).not.toMatch(/Log customer update|Claim ownership|Resolved/);
    expect(riley.conversation(channel).topic).toMatch(/Withdrawn/);
    expect(words(lineOf(riley, 1))).toMatch(/Withdrawn/);
    expect(words(lineOf(riley, 1))).not.toMatch(/Join|Claim/);
    expect(lines(riley, channel).join('\n')).toContain('withdrew this');
  });

  test('asks nobody for anything any more, and counts neither as resolved nor as told', async () => {
    const { story } = told;
    const { db } = story.database;
    const riley = story.sandbox.person('riley');
    expect(words(story.sandbox.person('dana').messages('@muster').at(-1))).toContain('is withdrawn');
    const before = lines(riley, channel);
    await story.pass(DAY);
    expect(lines(riley, channel)).toEqual(before);
    expect(await db.timer.count({ where: { state: 'armed' } })).toBe(0);
    const row = await db.escalation.findFirstOrThrow();
    expect(row).toMatchObject({ status: 'withdrawn', resolvedAt: null, nextDueAt: null });
    const types = (await db.event.findMany()).map(({ type }) => type);
    expect(types).not.toContain('CustomerUpdated');
    expect(types).not.toContain('EscalationResolved');
  });

  test('refuses in words that say so', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    await riley.command(channel, '/swarm', 'withdraw');
    await story.sandbox.until(() =>
      riley.ephemerals(channel).at(-1)?.text.startsWith('This escalation was withdrawn'),
    );
    expect(riley.view()).toBeUndefined();
  });

  test('leaves its ticket free, and is reopened when it was right after all', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    const other = await escalate(story, 'robin', { 'Ticket (link or number)': ticket });
    const refused = await fillFromCard(story, riley, channel, 'Reopen', { 'Why is it reopened?': 'Right' });
    expect(Object.values(refused.errors ?? {})[0]).toContain('ESC-2 is already open for this ticket');
    riley.close();
    const robin = story.sandbox.person('robin');
    await robin.command(other, '/swarm', 'withdraw');
    await story.sandbox.until(() => robin.view());
    await robin.fill('modal', { 'Why?': 'Twice' });
    expect((await robin.submit()).errors).toBeUndefined();
    await story.quiet();
    const sent = await fillFromCard(story, riley, channel, 'Reopen', {
      'Why is it reopened?': 'It was the right customer',
      'Next update promised to the customer': new Date(story.now() + 2 * HOUR),
    });
    expect(sent.errors).toBeUndefined();
    expect(words(card(riley, channel))).toContain('Log customer update');
  });

  test('is not withdrawn by just anybody in the swarm', async () => {
    const { story } = told;
    const sam = story.sandbox.person('sam');
    await sam.command(channel, '/swarm', 'withdraw');
    await story.sandbox.until(() =>
      sam.ephemerals(channel).at(-1)?.text.startsWith('Only the rep, the owner'),
    );
    expect(sam.view()).toBeUndefined();
  });
});

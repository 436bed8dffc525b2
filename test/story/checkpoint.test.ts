import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import { card, escalate, fillFromCard, lines, press } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const told = tellStory();
let channel: string;
const in2h = () => new Date(told.story.now() + 2 * HOUR);

describe('the promise to the customer', () => {
  test('ahead of it the communicator is asked in the channel, once', async () => {
    const { story } = told;
    channel = await escalate(story, 'riley', { 'Next update promised to the customer': in2h() });
    const riley = story.sandbox.person('riley');
    await riley.click('@muster', 'Claim ownership').catch(() => {});
    await story.pass(HOUR);
    expect(lines(riley, channel).filter((line) => line.includes('Move it'))).toEqual([]);
    await story.pass(46 * MINUTE);
    const asks = lines(riley, channel).filter((line) => line.includes('Move it'));
    expect(asks).toHaveLength(1);
    expect(asks[0]).toContain(`<@${riley.id}>`);
    expect(asks[0]).toContain('Log customer update');
  });

  test('at it they are asked again, and what was asked before is quiet', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    await story.pass(14 * MINUTE);
    const asks = lines(riley, channel).filter((line) => line.includes('Move it'));
    expect(asks.at(-1)).toContain('is due now');
  });

  test('when it is missed the manager hears of it, and the card says so', async () => {
    const { story } = told;
    const morgan = story.sandbox.person('morgan');
    await story.pass(6 * MINUTE);
    const messages = morgan.messages('@muster').map(words);
    expect(messages.filter((text) => text.includes('was not given'))).toHaveLength(1);
    expect(messages.join('\n')).toContain('Riley');
    expect(words(card(story.sandbox.person('riley'), channel))).toContain('Overdue');
  });

  test('a note does not meet it; logging what the customer was told does, and promises the next', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    await fillFromCard(story, riley, channel, 'Add note', {
      'What is it?': 'A note for the timeline',
      Note: 'Called them',
    });
    const { db } = story.database;
    expect(await db.checkpoint.findMany({ where: { metAt: { not: null } } })).toEqual([]);
    await riley.click(channel, 'Log customer update');
    await story.quiet();
    await riley.fill('modal', {
      'What did you tell the customer?': 'We found the cause',
      'When do they hear from us next?': in2h(),
    });
    const sent = await riley.submit();
    expect(sent.errors).toBeUndefined();
    await story.quiet();
    const checkpoints = await db.checkpoint.findMany({ orderBy: { number: 'asc' } });
    expect(checkpoints.map((one) => [one.number, one.metAt !== null])).toEqual([
      [1, true],
      [2, false],
    ]);
    expect(words(card(riley, channel))).toContain('We found the cause');
    expect(lines(riley, channel).filter((line) => line.includes('Move it'))).toEqual([]);
    expect(
      lines(riley, channel).filter(
        (line) => line.includes('We found the cause') && line.includes('told the customer'),
      ).length,
    ).toBeGreaterThan(0);
  });

  test('moving it needs a reason and shows on the timeline', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    const later = new Date(Math.ceil((story.now() + 5 * HOUR) / MINUTE) * MINUTE);
    const refused = await fillFromCard(story, riley, channel, 'Move next update', { 'New time': later });
    expect(Object.keys(refused.errors ?? {})).toEqual(['reason']);
    await riley.fill('modal', { 'Why?': 'The bank answers tomorrow' });
    expect((await riley.submit()).errors).toBeUndefined();
    await story.quiet();
    const open = await story.database.db.checkpoint.findFirst({ where: { number: 2 } });
    expect(open?.dueAt).toEqual(later);
    await riley.command(channel, '/swarm', 'timeline');
    await story.quiet();
    expect(riley.ephemerals(channel).map(words).join('\n')).toContain('The bank answers tomorrow');
    await story.pass(3 * HOUR);
    expect(lines(riley, channel).filter((line) => line.includes('Move it'))).toEqual([]);
  });

  test('a past time is refused on its field', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    const refused = await fillFromCard(story, riley, channel, 'Log customer update', {
      'What did you tell the customer?': 'Nearly there',
      'When do they hear from us next?': new Date(story.now() - HOUR),
    });
    expect(refused.errors).toEqual({ next: 'This time has passed. Pick a time still to come.' });
    riley.close();
  });

  test('nobody claims in time: the leads are asked once more and the manager is told', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    const unclaimed = lines(riley, channel).filter((line) =>
      line.includes('Nobody claimed ownership in time'),
    );
    expect(unclaimed).toHaveLength(1);
    expect(unclaimed[0]).toContain('<@U0ACMEDANA>');
    expect(story.sandbox.person('morgan').messages('@muster').map(words).join('\n')).toContain(
      'nobody claimed ownership in time',
    );
  });

  test('what came due while Muster was down happens at once when it is back', async () => {
    const { story } = told;
    const other = await escalate(story, 'robin', { 'Next update promised to the customer': in2h() });
    const robin = story.sandbox.person('robin');
    await story.restart(3 * HOUR);
    await story.sandbox.until(() => lines(robin, other).some((line) => line.includes('Move it')));
    await story.quiet();
    expect(lines(robin, other).filter((line) => line.includes('Move it'))).toHaveLength(1);
    const asked = await story.database.db.event.findMany({ where: { type: 'CheckpointAsked', byId: null } });
    expect(asked.filter((one) => JSON.stringify(one.data).includes('U0ACMEROBIN'))).toHaveLength(1);
  });

  test('the card in the end has one pin and no copies', async () => {
    const riley = told.story.sandbox.person('riley');
    expect(riley.pins(channel)).toHaveLength(1);
    expect(riley.messages(channel).filter((one) => words(one).includes('*In the swarm*'))).toHaveLength(1);
    await press(told.story, told.story.sandbox.person('dana'), channel, 'Claim ownership');
    expect(riley.messages(channel).filter((one) => words(one).includes('*In the swarm*'))).toHaveLength(1);
  });
});

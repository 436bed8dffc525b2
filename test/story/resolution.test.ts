import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/domain/kernel/time.ts';
import { card, escalate, fillFromCard, freshTicket, lineOf, lines, press } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const told = tellStory();
let channel: string;
const ticket = freshTicket();
const done = {
  'What fixed it?': 'Rolled the gateway back',
  'What was the cause?': 'A bad release',
  'Final word to the customer': 'Refunds work again',
};

describe('the context', () => {
  test('notes, edits and severity show on the card, in a line and on the timeline', async () => {
    const { story } = told;
    channel = await escalate(story, 'riley', { 'Ticket (link or number)': ticket });
    const sam = story.sandbox.person('sam');
    await fillFromCard(story, sam, channel, 'Add note', {
      'What is it?': 'Something that was tried',
      Note: 'Cleared the cache',
    });
    await fillFromCard(story, sam, channel, 'Add note', {
      'What is it?': 'A next action',
      Note: 'Ask the bank',
    });
    await fillFromCard(story, sam, channel, 'Edit context', {
      'What is happening?': 'All refunds fail since noon',
    });
    await fillFromCard(story, sam, channel, 'Change severity', {
      Severity: '🔴 SEV1',
      'Why?': 'Every shop is hit',
    });
    const shown = words(card(sam, channel));
    for (const fact of ['Cleared the cache', 'Ask the bank', 'All refunds fail since noon', 'SEV1'])
      expect(shown).toContain(fact);
    expect(sam.conversation(channel).topic).toContain('SEV1');
    expect(lines(sam, channel).filter((line) => line.includes('Every shop is hit'))).toHaveLength(1);
  });

  test('people and teams are added with one call, and the load is shared', async () => {
    const { story } = told;
    const sam = story.sandbox.person('sam');
    const before = story.sandbox.calls.length;
    await fillFromCard(story, sam, channel, 'Add people', { People: ['chloe'], Teams: ['Integrations'] });
    const invites = story.sandbox.calls
      .slice(before)
      .filter((call) => call.method === 'conversations.invite');
    expect(invites).toHaveLength(1);
    const members = sam.members(channel);
    for (const handle of ['chloe', 'ines', 'kofi', 'yuki'])
      expect(members).toContain(story.sandbox.person(handle).id);
    expect(words(story.sandbox.person('ines').messages('@muster').at(-1))).toContain('Claim ownership');
  });

  test('a message becomes a note by its shortcut', async () => {
    const { story } = told;
    const sam = story.sandbox.person('sam');
    const message = sam.say(channel, 'The logs show <timeouts> & resets');
    await sam.messageAction('note-message', message);
    await story.sandbox.until(() => sam.view());
    await sam.fill('modal', { 'What is it?': 'Something that was tried' });
    await sam.submit();
    await story.quiet();
    expect(words(card(sam, channel))).toContain('The logs show &lt;timeouts&gt; &amp; resets');
  });

  test('somebody outside the swarm cannot change anything', async () => {
    const { story } = told;
    const grace = story.sandbox.person('grace');
    const { db } = story.database;
    const before = await db.event.count();
    const row = await db.escalation.findFirst();
    await grace.command('escalations', '/swarm', 'timeline');
    await story.quiet();
    expect(grace.ephemerals('escalations').at(-1)?.text).toContain('There is no escalation here');
    expect(await db.event.count()).toBe(before);
    expect(row?.status).toBe('open');
  });

  test('who leaves the channel has left; the rep is brought back', async () => {
    const { story } = told;
    const [chloe, riley] = [story.sandbox.person('chloe'), story.sandbox.person('riley')];
    chloe.leave(channel);
    riley.leave(channel);
    await story.sandbox.until(() => story.sandbox.person('sam').members(channel).includes(riley.id));
    await story.quiet();
    expect(story.sandbox.person('sam').members(channel)).not.toContain(chloe.id);
    expect(words(card(riley, channel))).not.toContain(chloe.name);
  });
});

describe('resolving', () => {
  test('not everybody may, and they are told before they have typed it all', async () => {
    const { story } = told;
    const sam = story.sandbox.person('sam');
    await press(story, sam, channel, 'Resolve');
    await story.sandbox.until(() =>
      sam.ephemerals(channel).at(-1)?.text.startsWith('Only the owner, the rep'),
    );
    expect(sam.view()).toBeUndefined();
  });

  test('somebody who may no longer is told so when they send it off', async () => {
    const { story } = told;
    const [sam, riley] = [story.sandbox.person('sam'), story.sandbox.person('riley')];
    const give = { Role: 'Communicator: gives the customer the next update' };
    await fillFromCard(story, riley, channel, 'Change roles', { ...give, 'Who takes it?': 'sam' });
    await press(story, sam, channel, 'Resolve');
    await story.sandbox.until(() => sam.view());
    // The role is not the rep's any more, but managers may give it away.
    const morgan = story.sandbox.person('morgan');
    morgan.join(channel);
    await fillFromCard(story, morgan, channel, 'Change roles', {
      ...give,
      'Who takes it?': 'riley',
    });
    await sam.fill('modal', done);
    const refused = await sam.submit();
    expect(Object.values(refused.errors ?? {})[0]).toMatch(/^Only the owner, the rep/);
    sam.close();
  });

  test('it says what fixed it, on the card, in the topic and in the escalations channel', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    const sent = await fillFromCard(story, riley, channel, 'Resolve', done);
    expect(sent.errors).toBeUndefined();
    const shown = words(card(riley, channel));
    for (const fact of ['Rolled the gateway back', 'A bad release', 'Refunds work again', 'Reopen'])
      expect(shown).toContain(fact);
    expect(shown).not.toContain('Log customer update');
    expect(riley.conversation(channel).topic).toMatch(/Resolved/);
    expect(words(lineOf(riley, 1))).toMatch(/Resolved/);
    expect(words(lineOf(riley, 1))).not.toMatch(/Join|Claim/);
  });

  test('from then on no timer says anything', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    const before = lines(riley, channel);
    await story.pass(DAY);
    expect(lines(riley, channel)).toEqual(before);
    expect(await story.database.db.timer.count({ where: { state: 'armed' } })).toBe(0);
  });

  test('reopening brings it all back, with a new promise', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    const sent = await fillFromCard(story, riley, channel, 'Reopen', {
      'Why is it reopened?': 'It fails again',
      'Next update promised to the customer': new Date(story.now() + 2 * HOUR),
    });
    expect(sent.errors).toBeUndefined();
    expect(words(card(riley, channel))).toContain('Log customer update');
    await story.pass(2 * HOUR);
    expect(lines(riley, channel).filter((line) => line.includes('Move it')).length).toBeGreaterThan(0);
  });

  test('a ticket that another swarm has by now cannot be reopened beside it', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    expect((await fillFromCard(story, riley, channel, 'Resolve', done)).errors).toBeUndefined();
    await escalate(story, 'robin', { 'Ticket (link or number)': ticket });
    const sent = await fillFromCard(story, riley, channel, 'Reopen', { 'Why is it reopened?': 'Again' });
    expect(Object.values(sent.errors ?? {})[0]).toContain('ESC-2 is already open for this ticket');
    riley.close();
  });
});

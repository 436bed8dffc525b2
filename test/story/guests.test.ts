import { afterAll, beforeAll, expect, test } from 'vitest';
import { card, escalate, fillFromCard, lines, press } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const told = tellStory();
let channel: string;

/** Sam works in payments and is a guest of the workspace, as is Morgan, the first of the managers. */
beforeAll(async () => {
  const { sandbox } = told.story;
  sandbox.setGuest('sam', 'multi-channel');
  sandbox.setGuest('morgan', 'multi-channel');
  await told.story.quiet();
  channel = await escalate(told.story, 'riley');
});
afterAll(() => {
  for (const who of ['sam', 'morgan']) told.story.sandbox.setGuest(who, null);
});

test('a guest is not the monitor, though the configuration names them as a manager', async () => {
  const row = await told.story.database.db.escalation.findFirstOrThrow();
  expect(row.monitorId).not.toBe(told.story.sandbox.person('morgan').id);
});

test('a guest who was brought in takes part', async () => {
  const { story } = told;
  const sam = story.sandbox.person('sam');
  const sent = await fillFromCard(story, sam, channel, 'Add note', {
    'What is it?': 'Something that was tried',
    Note: 'Restarted the till',
  });
  expect(sent.errors).toBeUndefined();
  expect(words(card(sam, channel))).toContain('Restarted the till');
});

test('and is neither made owner nor monitor', async () => {
  const { story } = told;
  await press(story, story.sandbox.person('dana'), channel, 'Claim ownership');
  const dana = story.sandbox.person('dana');
  const offered = await fillFromCard(story, dana, channel, 'Hand over', {
    'Who takes over?': 'sam',
    'What is next?': 'Watch the till',
  });
  expect(Object.values(offered.errors ?? {})[0]).toContain('a guest cannot be the owner');
  dana.close(true);
  const given = await fillFromCard(story, dana, channel, 'Change roles', {
    Role: 'Monitor: is told when a promise is missed',
    'Who takes it?': 'sam',
  });
  expect(Object.values(given.errors ?? {})[0]).toContain('a guest cannot be the monitor');
  dana.close(true);
});

test('a guest neither opens one nor sees those that they are not in', async () => {
  const { story } = told;
  await escalate(story, 'robin', { Customer: 'Initech', Trigger: 'Integration or API stopped working' });
  const sam = story.sandbox.person('sam');
  await sam.command(channel, '/swarm', 'list');
  await story.sandbox.until(() => sam.ephemerals(channel).length > 0);
  const list = words(sam.ephemerals(channel).at(-1));
  expect(list).toContain('ESC-1');
  expect(list).not.toContain('Initech');
  const before = await story.database.db.escalation.count();
  await sam.command('general', '/escalate');
  await story.sandbox.until(() => sam.view());
  expect(words(sam.view())).toContain('Guests of this workspace cannot do this');
  expect(sam.view()?.submit).toBeNull();
  sam.close(true);
  expect(await story.database.db.escalation.count()).toBe(before);
});

test('whoever becomes a guest owns and watches over nothing any more', async () => {
  const { story } = told;
  const { db } = story.database;
  const dana = story.sandbox.person('dana');
  const here = () => db.escalation.findFirstOrThrow({ where: { channelId: channel } });
  expect((await here()).ownerId).toBe(dana.id);
  story.sandbox.setGuest('dana', 'multi-channel');
  await story.sandbox.until(() => words(card(dana, channel)).includes('Claim ownership'));
  await story.quiet();
  expect((await here()).ownerId).toBeNull();
  expect(lines(dana, channel).join('\n')).toContain('guests own nothing');
  story.sandbox.setGuest('dana', null);
  await story.quiet();
});

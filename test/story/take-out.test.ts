import { expect, test } from 'vitest';
import { HOUR } from '../../src/domain/kernel/time.ts';
import { card, escalate, lines } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const told = tellStory();
const inPrivate = { 'Private swarm': ['Only those pulled in, and the monitor, can see it'] };

async function remove(by: string, channel: string, typed: Record<string, string>) {
  const { story } = told;
  const person = story.sandbox.person(by);
  await person.command(channel, '/swarm', 'remove');
  await story.sandbox.until(() => person.view());
  await person.fill('modal', typed);
  const sent = await person.submit();
  await story.quiet();
  return sent;
}

test('a manager takes the rep out of a private swarm, with a reason, and somebody else takes over', async () => {
  const { story } = told;
  const [riley, dana] = [story.sandbox.person('riley'), story.sandbox.person('dana')];
  const channel = await escalate(story, 'riley', { ...inPrivate, People: ['morgan'] });
  const why = { 'Who?': 'riley', 'Why?': 'It is about them' };
  const refused = await remove('morgan', channel, why);
  expect(Object.values(refused.errors ?? {})[0]).toContain('Pick somebody else who takes it over');
  story.sandbox.person('morgan').close();
  expect((await remove('morgan', channel, { ...why, 'Who takes over?': 'robin' })).errors).toBeUndefined();

  expect(dana.members(channel)).not.toContain(riley.id);
  expect(dana.members(channel)).toContain(story.sandbox.person('robin').id);
  const row = await story.database.db.escalation.findFirstOrThrow({ where: { channelId: channel } });
  const robin = story.sandbox.person('robin').id;
  expect(row).toMatchObject({ repId: robin, communicatorId: robin });
  expect(lines(dana, channel).join('\n')).toContain('It is about them');
  expect(words(card(dana, channel))).toContain('*In the swarm*  *Rep* Robin Park');
});

test('whoever was taken out learns nothing more, and is not brought back', async () => {
  const { story } = told;
  const riley = story.sandbox.person('riley');
  await riley.command('general', '/swarm', 'list');
  await story.sandbox.until(() => riley.ephemerals('general').length > 0);
  expect(words(riley.ephemerals('general').at(-1))).not.toContain('Globex');
  const before = riley.conversations().length;
  await story.pass(3 * HOUR);
  expect(riley.conversations()).toHaveLength(before);
  const row = await story.database.db.escalation.findFirstOrThrow();
  expect(story.sandbox.person('dana').members(row.channelId ?? '')).not.toContain(riley.id);
});

test('others do not take anybody out, and nobody is taken out of a public swarm', async () => {
  const { story } = told;
  const row = await story.database.db.escalation.findFirstOrThrow();
  const [dana, morgan] = [story.sandbox.person('dana'), story.sandbox.person('morgan')];
  await dana.command(row.channelId ?? '', '/swarm', 'remove');
  await story.sandbox.until(() =>
    dana
      .ephemerals(row.channelId ?? '')
      .at(-1)
      ?.text.startsWith('Only managers'),
  );
  const open = await escalate(story, 'riley', { People: ['morgan'] });
  await morgan.command(open, '/swarm', 'remove');
  await story.sandbox.until(() =>
    morgan.ephemerals(open).at(-1)?.text.startsWith('Everybody in the workspace'),
  );
  expect(morgan.view()).toBeUndefined();
});

test('whoever they had invited, which is heard of late, waits for the owner to let them in', async () => {
  const { story } = told;
  const { sandbox, database } = story;
  const channel = await escalate(story, 'riley', { ...inPrivate, People: ['morgan'], Customer: 'Initech' });
  const rule = sandbox.inject({ on: 'deliver:member_joined_channel', fault: 'drop-before', count: 1 });
  sandbox.person('riley').invite(channel, ['chloe']);
  await remove('morgan', channel, {
    'Who?': 'riley',
    'Why?': 'It is about them',
    'Who takes over?': 'robin',
  });
  await sandbox.until(() => sandbox.faultRules().every(({ struck }) => struck > 0));
  sandbox.clearFaults(rule);
  const happened = async () =>
    (await database.db.event.findMany({ where: { type: 'BystandersFound' } })).map(({ data }) => data);
  await expect.poll(happened, { timeout: 20_000 }).toEqual([{ people: [sandbox.person('chloe').id] }]);
  await story.quiet();
  expect(words(sandbox.person('robin').messages('@muster').at(-1))).toContain('Let them in');
});

import { expect, test } from 'vitest';
import { scripts } from '../../story/scripts.ts';
import { type Act, play } from '../script.ts';
import { tellStory } from '../story.ts';
import { discrepancies } from './invariants.ts';

const told = tellStory();

/** The first act of the first story: a swarm is open. */
const opening = scripts[0]?.acts.slice(0, 1) as Act[];

test('whatever is not as it should be in Slack, the timers or the work to do is found', async () => {
  const { story } = told;
  const scene = await play(story, { title: 'a swarm is opened', acts: opening });
  expect(await discrepancies(story)).toEqual([]);

  const { sandbox, database } = story;
  const { channel } = scene;
  const riley = scene.person('riley');
  const posted = sandbox.calls.find((call) => call.method === 'chat.postMessage' && call.args.metadata);
  const token = { authorization: `Bearer ${sandbox.botToken}`, 'content-type': 'application/json' };
  await fetch(`${sandbox.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: token,
    body: JSON.stringify(posted?.args),
  });
  await fetch(`${sandbox.apiUrl}conversations.create`, {
    method: 'POST',
    headers: token,
    body: JSON.stringify({ name: 'esc-99-nobody-knows' }),
  });
  riley.setTopic(channel, 'Lunch?');
  const [card] = riley.pins(channel);
  if (card) riley.pin(card, false);
  await database.db.effect.updateMany({ where: { key: 'topic' }, data: { state: 'failed' } });
  await database.db.effect.deleteMany({ where: { key: 'card' } });
  await database.db.timer.updateMany({ data: { state: 'fired' } });

  const found = (await discrepancies(story)).join('\n');
  for (const part of [
    '2 channels were created for 1 escalations',
    'was posted 2 times',
    'topic is failed',
    'card was never staged',
    'armed are [], should be [',
    '0 messages are pinned',
    'the topic is "Lunch?", should be',
  ]) {
    expect(found).toContain(part);
  }
});

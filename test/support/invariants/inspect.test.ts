import { expect, test } from 'vitest';
import type { EventBody } from '../../../src/domain/event.ts';
import { scripts } from '../../story/scripts.ts';
import { type Act, play, type Scene } from '../script.ts';
import { tellStory } from '../story.ts';
import { inspect } from './inspect.ts';

const told = tellStory();

/** The first act of the first story: a swarm is open. */
const opening = { title: 'a swarm is opened', acts: scripts[0]?.acts.slice(0, 1) as Act[] };

/** Calls Slack as Muster would. */
async function call(method: string, args: object): Promise<void> {
  const { sandbox } = told.story;
  await fetch(sandbox.apiUrl + method, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.botToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  });
}

/** Writes into the timeline what nobody decided. */
async function forge(number: number, at: Date, bodies: readonly EventBody[]): Promise<void> {
  const { db } = told.story.database;
  const { id, workspaceId, seq } = await db.escalation.findFirstOrThrow({ where: { number } });
  await db.event.createMany({
    data: bodies.map(({ type, ...data }, index) => ({
      escalationId: id,
      workspaceId,
      seq: seq + index + 1,
      type,
      version: 1,
      at,
      byId: null,
      data: data as object,
    })),
  });
}

/** Of each kind of thing that can be wrong, one. */
async function spoil(scene: Scene): Promise<void> {
  const { sandbox, database } = told.story;
  const { db } = database;
  const { channel } = scene;
  const riley = scene.person('riley');
  const { id } = await db.escalation.findFirstOrThrow({ where: { number: 1 } });
  for (const op of [`${id}-card`, `${id}-line`]) {
    const posted = sandbox.calls.find(({ args }) => JSON.stringify(args.metadata ?? '').includes(op));
    await call('chat.postMessage', posted?.args ?? {});
  }
  await call('chat.postMessage', { channel, text: 'Look, <!channel>' });
  await call('conversations.create', { name: 'esc-99-nobody-knows' });
  riley.setTopic(channel, 'Lunch?');
  for (const card of riley.pins(channel)) riley.pin(card, false);

  const workspaceId = sandbox.workspaceId;
  await db.effect.updateMany({ where: { escalationId: id, key: 'topic' }, data: { state: 'failed' } });
  await db.effect.deleteMany({ where: { escalationId: id, key: 'pin' } });
  await db.timer.updateMany({ where: { escalationId: id }, data: { dueAt: new Date(0) } });
  await db.escalation.updateMany({ where: { id }, data: { customer: 'Somebody else' } });
  await db.post.create({
    data: { escalationId: id, key: 'say-99', workspaceId, channelId: channel, ts: '1' },
  });
  const communicator = riley.id;
  await forge(1, new Date(told.story.now()), [
    { type: 'CheckpointAsked', number: 1, when: 'due', communicator },
    { type: 'PersonJoined', person: scene.person('chloe').id },
    { type: 'PersonLeft', person: communicator },
    { type: 'EscalationResolved', fix: 'a', cause: 'b', finalWord: 'c' },
    { type: 'CheckpointPromised', number: 2, dueAt: 1 },
  ]);
  const opened = await db.event.findFirstOrThrow({ where: { escalationId: id, seq: 1 } });
  const isPrivate = scene.person('dana').conversation(channel).kind === 'public';
  const data = { ...(opened.data as object), isPrivate };
  const late = new Date(opened.at.getTime() + 60_000);
  await db.event.updateMany({ where: { escalationId: id, seq: 1 }, data: { data, at: late } });

  await forge(3, new Date(told.story.now()), [{ type: 'SwarmChannelLost', why: 'removed', person: null }]);

  const second = await db.escalation.findFirstOrThrow({ where: { number: 2 } });
  await db.event.deleteMany({ where: { escalationId: second.id, seq: 1 } });
}

test('whatever can be wrong in Slack, the timeline, the timers or the work to do is found', async () => {
  const { story } = told;
  const scene = await play(story, opening);
  await play(story, opening);
  await play(story, opening);
  const before = await inspect(story);
  expect(before.filter(({ broken }) => broken.length > 0)).toEqual([]);
  await story.context.stop();
  await spoil(scene);
  const after = await inspect(story);
  const unbroken = after.filter(({ broken }) => broken.length === 0);
  expect(unbroken.map(({ name }) => name)).toEqual([]);
});

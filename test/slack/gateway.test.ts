import { expect, test } from 'vitest';
import { replay } from '../../src/domain/evolve.ts';
import type { Job } from '../../src/engine/gateway.ts';
import { loadEvents } from '../../src/store/events/load.ts';
import { escalate, lines } from '../support/acts.ts';
import { tellStory } from '../support/story.ts';

const told = tellStory();

/** Saying the first event of a swarm once more. */
async function jobIn(channel: string, isHeld: () => boolean): Promise<Job> {
  const { db } = told.story.database;
  const { id } = await db.escalation.findFirstOrThrow({ where: { channelId: channel } });
  const events = await loadEvents(db, id);
  const escalation = replay(events);
  const event = events.find(({ type }) => type === 'CheckpointPromised');
  if (escalation === null || event === undefined) throw new Error('there is no swarm');
  return {
    workspace: escalation.workspace,
    escalation,
    effect: { type: 'ShowClaimRequest', lead: escalation.rep },
    event,
    op: `${id}-once-more`,
    post: null,
    card: null,
    linesChannel: null,
    readers: 'our people',
    former: null,
    isHeld,
  };
}

test('whoever stood still for too long posts nothing: somebody else may have done so', async () => {
  const { sandbox, context } = told.story;
  const channel = await escalate(told.story);
  const letters = () => lines(sandbox.person('riley'), '@muster').length;
  sandbox.person('riley').openIm('@muster');
  const before = letters();
  const late = await jobIn(channel, () => false);
  expect(await context.engine.gateway.perform(late)).toMatchObject({ kind: 'later', afterMs: 0 });
  expect(letters()).toBe(before);
  const inTime = await jobIn(channel, () => true);
  expect(await context.engine.gateway.perform(inTime)).toMatchObject({ kind: 'done' });
  expect(letters()).toBe(before + 1);
});

test('what was posted in vain is taken away, and Muster goes on as if it had never been', async () => {
  const { sandbox, context, database } = told.story;
  const channel = await escalate(told.story);
  const riley = sandbox.person('riley');
  riley.openIm('@muster');
  const { gateway } = context.engine;
  const before = lines(riley, '@muster').length;
  const job = await jobIn(channel, () => true);
  const outcome = await gateway.perform(job);
  if (outcome.kind !== 'done' || outcome.post === undefined) throw new Error('nothing was posted');
  expect(lines(riley, '@muster').length).toBe(before + 1);
  const events = await database.db.event.count();
  expect(await gateway.retract(job.workspace, outcome.post)).toEqual({ kind: 'done' });
  await told.story.quiet();
  expect(lines(riley, '@muster').length).toBe(before);
  expect(await database.db.event.count()).toBe(events);
});

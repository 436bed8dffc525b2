import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/kernel/time.ts';
import { card, escalate } from '../support/acts.ts';
import { tellStory } from '../support/story.ts';

const told = tellStory({ expectLogged: /asked to try again in a moment|expired transaction/ });

test('what is slow at each step is not done once somebody was told that it failed', async () => {
  const { sandbox, database } = told.story;
  const channel = await escalate(told.story);
  const dana = sandbox.person('dana');
  // Who she is has to be asked for again.
  await told.story.pass(11 * MINUTE);
  const rule = sandbox.inject({ on: 'users.info', fault: 'slow', ms: 1_000 });
  const held = database.db.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT id FROM "Escalation" FOR UPDATE`;
      await sleep(2_650);
    },
    { timeout: 10_000 },
  );
  await dana.click(card(dana, channel), 'Claim ownership').catch(() => {});
  await held;
  sandbox.clearFaults(rule);
  await sleep(1_000);
  expect(dana.ephemerals(channel).at(-1)?.text).toMatch(/nothing was changed|Try again/i);
  expect(await database.db.event.count({ where: { type: 'OwnershipClaimed' } })).toBe(0);
});

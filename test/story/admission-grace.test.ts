import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import { tellStory } from '../support/story.ts';

const told = tellStory({ expectFaults: /./ });
const person = (handle: string): Actor => told.story.sandbox.person(handle);

describe('when Slack does not say who somebody is whom it has said to belong here', () => {
  const answerTo = async (handle: string) => {
    const had = person(handle).ephemerals('general').length;
    await person(handle).command('general', '/swarm', 'list');
    await expect.poll(() => person(handle).ephemerals('general').length).toBe(had + 1);
    return person(handle).ephemerals('general').at(-1)?.text ?? '';
  };
  const isAdmitted = async (handle: string) => / open/.test(await answerTo(handle));

  test('they may act for a day after its last word, also after a restart, and then no longer', async () => {
    const { sandbox } = told.story;
    expect(await isAdmitted('grace')).toBe(true);
    await told.story.pass(20 * HOUR);
    for (const fault of ['server-error', 'rate-limit'] as const) {
      const rule = sandbox.inject({ on: 'users.info', fault });
      expect(await isAdmitted('grace')).toBe(true);
      // Somebody of whom Slack never said it is refused all along.
      expect(await isAdmitted('yuki')).toBe(false);
      sandbox.clearFaults(rule);
      await told.story.pass(2 * MINUTE);
    }
    const rule = sandbox.inject({ on: 'users.info', fault: 'server-error' });
    await told.story.restart();
    await person('grace').command('general', '/escalate');
    await sandbox.until(() => person('grace').view());
    person('grace').close(true);
    await told.story.pass(4 * HOUR);
    expect(await isAdmitted('grace')).toBe(false);
    sandbox.clearFaults(rule);
    expect(await isAdmitted('grace')).toBe(true);
  });

  test('a deactivated account is refused at once, before and after a restart', async () => {
    const { sandbox } = told.story;
    expect(await isAdmitted('grace')).toBe(true);
    const rule = sandbox.inject({ on: 'users.info', fault: 'server-error' });
    sandbox.deactivate('grace');
    await expect
      .poll(() => told.story.database.db.person.findFirst({ where: { id: person('grace').id } }))
      .toMatchObject({ isGone: true, admittedAt: null });
    expect(await isAdmitted('grace')).toBe(false);
    await told.story.restart();
    expect(await isAdmitted('grace')).toBe(false);
    sandbox.clearFaults(rule);
    sandbox.reactivate('grace');
    await expect.poll(() => isAdmitted('grace')).toBe(true);
  });

  test('somebody whom it has refused since is refused', async () => {
    const { sandbox } = told.story;
    const { db } = told.story.database;
    const workspaceId = sandbox.workspaceId;
    sandbox.addPerson({ handle: 'fay', name: 'Fay', title: '', tz: 'Europe/Berlin', team: 'T0GLOBEX' });
    // As if it had admitted them before they moved to another workspace.
    await db.person.upsert({
      where: { workspaceId_id: { workspaceId, id: person('fay').id } },
      create: {
        workspaceId,
        id: person('fay').id,
        name: 'Fay',
        admittedAt: new Date(),
        teams: [workspaceId],
      },
      update: { admittedAt: new Date(), teams: [workspaceId] },
    });
    await told.story.pass(2 * MINUTE);
    expect(await answerTo('fay')).toMatch(/you belong to another one/);
    const rule = sandbox.inject({ on: 'users.info', fault: 'server-error' });
    await told.story.pass(2 * MINUTE);
    expect(await answerTo('fay')).toMatch(/did not tell Muster who you are/);
    sandbox.clearFaults(rule);
  });
});

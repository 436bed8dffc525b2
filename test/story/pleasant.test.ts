import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/kernel/time.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import { escalate, freshTicket, TYPED } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const told = tellStory();

async function openEscalate(who: string): Promise<Actor> {
  const rep = told.story.sandbox.person(who);
  await rep.command('general', '/escalate');
  await told.story.sandbox.until(() => rep.view());
  return rep;
}

describe('somebody in a hurry', () => {
  test('two triggers chosen at once end in the plan of the second', async () => {
    const { story } = told;
    const riley = await openEscalate('riley');
    await riley.fill('modal', { Trigger: 'Outage or data loss' });
    await riley.fill('modal', { Trigger: 'Payments failing or wrong amounts' });
    await story.sandbox.until(() => 'severity-payment-failure' in riley.values());
    await story.quiet();
    expect(words(riley.view())).toContain('Payments go through again');
    riley.close(true);
  });

  test('and so they do when Slack takes its time over the first', async () => {
    const { story } = told;
    const riley = await openEscalate('riley');
    const rule = story.sandbox.inject({ on: 'views.update', fault: 'slow', ms: 1_000, count: 1 });
    await riley.fill('modal', { Trigger: 'Outage or data loss' });
    await riley.fill('modal', { Trigger: 'Payments failing or wrong amounts' });
    await expect.poll(() => words(riley.view()), { timeout: 5_000 }).toContain('Payments go through again');
    await story.quiet();
    await sleep(1_500);
    expect(words(riley.view())).toContain('Payments go through again');
    story.sandbox.clearFaults(rule);
    riley.close(true);
  });

  test('a plan that is still another trigger’s is never sent off', async () => {
    const { story } = told;
    const riley = await openEscalate('riley');
    await riley.fill('modal', { Trigger: 'Outage or data loss' });
    await story.sandbox.until(() => 'severity-outage' in riley.values());
    const { Trigger: _, ...typed } = TYPED;
    await riley.fill('modal', { ...typed, 'Ticket (link or number)': freshTicket() });
    // The form is sent off before what this choice leads to is shown.
    const choosing = riley.fill('modal', { Trigger: 'Payments failing or wrong amounts' });
    await new Promise((next) => setImmediate(next));
    expect('severity-outage' in riley.values()).toBe(true);
    await Promise.all([choosing, riley.submit()]);
    await story.sandbox.until(() => 'severity-payment-failure' in riley.values());
    expect(words(riley.view())).toContain('Payments go through again');
    expect(await story.database.db.escalation.count()).toBe(0);
    riley.close(true);
  });
});

describe('shortcuts on a message', () => {
  test('where there is no escalation the one who asked is told so, in any channel', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    const message = riley.say('general', 'Does anybody know more?');
    await riley.messageAction('note-message', message);
    await story.sandbox.until(() => riley.ephemerals('general').length > 0);
    expect(riley.ephemerals('general').at(-1)?.text).toContain('There is no escalation here');
  });

  test('whom a message mentions is taken over by name', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    const message = riley.say('general', 'Ask <@U0ACMECHLOE> or <@U0ACMEDANA>');
    await riley.messageAction('escalate-message', message);
    await story.sandbox.until(() => riley.view());
    expect(JSON.stringify(riley.values())).toContain('Ask @Chloe Martin or @Dana Whitfield');
    riley.close(true);
    const channel = await escalate(story);
    const said = riley.say(channel, 'Thanks <@U0ACMECHLOE>');
    await riley.messageAction('note-message', said);
    await story.sandbox.until(() => riley.view());
    expect(JSON.stringify(riley.values())).toContain('Thanks @Chloe Martin');
    riley.close(true);
  });
});

describe('App Home', () => {
  test('follows when something is sent off from there', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    riley.openHome();
    await story.sandbox.until(() => riley.home());
    const at = Math.floor((story.now() + 7 * HOUR) / 60_000) * 60;
    expect(words(riley.home())).not.toContain(`<!date^${at}^`);
    await riley.click('home', 'Log customer update');
    await story.sandbox.until(() => riley.view());
    await riley.fill('modal', {
      'What did you tell the customer?': 'We see it',
      'When do they hear from us next?': new Date(at * 1_000),
    });
    expect((await riley.submit()).errors).toBeUndefined();
    await story.sandbox.until(() => words(riley.home()).includes(`<!date^${at}^`));
  });
});

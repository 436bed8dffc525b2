import { describe, expect, test } from 'vitest';
import { escalate, fillFromCard } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const told = tellStory();
let channel: string;

describe('looking', () => {
  test('/swarm status, list, timeline and help answer the one who asks', async () => {
    const { story } = told;
    channel = await escalate(story);
    const riley = story.sandbox.person('riley');
    const ask = async (where: string, what: string) => {
      const seen = riley.ephemerals().length;
      await riley.command(where, '/swarm', what);
      await story.sandbox.until(() => riley.ephemerals().length > seen);
      return riley.ephemerals().slice(seen).map(words).join('\n');
    };
    expect(await ask(channel, 'status')).toContain('Nobody yet');
    expect(await ask(channel, 'list')).toContain('Globex');
    const timeline = await ask(channel, 'timeline');
    expect(timeline).toContain('Riley');
    expect(timeline).toContain('opened');
    expect(timeline).toContain('Next customer update promised');
    for (const what of ['help', 'nonsense', 'constructor', '__proto__', 'toString'])
      expect(await ask(channel, what)).toContain('/swarm');
    const seen = riley.ephemerals().length;
    await riley.command('general', '/swarm', 'status');
    await story.sandbox.until(() => riley.ephemerals().length > seen);
    expect(riley.ephemerals().at(-1)?.text).toContain('There is no escalation here');
  });

  test('App Home: my swarms, what is due from me, and for leads what nobody owns', async () => {
    const { story } = told;
    const open = async (who: string) => {
      const person = story.sandbox.person(who);
      person.openHome();
      await story.sandbox.until(() => person.home());
      await story.quiet();
      return words(person.home());
    };
    const rileys = await open('riley');
    expect(rileys).toContain('Due from you');
    expect(rileys).toContain('Log customer update');
    expect(rileys).toContain('My swarms');
    expect(rileys).not.toContain('Nobody owns these yet');
    expect(await open('dana')).toContain('Claim ownership');
    expect(await open('chloe')).toContain('You are in no swarm right now');
  });

  test('a lead claims from App Home, and the home follows', async () => {
    const { story } = told;
    const dana = story.sandbox.person('dana');
    await dana.click('home', 'Claim ownership');
    await story.quiet();
    expect((await story.database.db.escalation.findFirst())?.ownerId).toBe(dana.id);
    expect(words(dana.home())).toContain('Every open escalation has an owner.');
  });

  test('a refusal in App Home is told in a modal', async () => {
    const { story } = told;
    const [lee, dana] = [story.sandbox.person('lee'), story.sandbox.person('dana')];
    const second = await escalate(story, 'robin');
    lee.openHome();
    await story.sandbox.until(() => words(lee.home()).includes('Claim ownership'));
    await fillFromCard(story, dana, second, 'Add note', { 'What is it?': 'A next action', Note: 'Look' });
    await dana.click(story.sandbox.person('dana').pins(second)[0] ?? second, 'Claim ownership');
    await lee.click('home', 'Claim ownership');
    await story.sandbox.until(() => lee.view());
    expect(words(lee.view())).toContain(`<@${dana.id}> claimed this`);
  });
});

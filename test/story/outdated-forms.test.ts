import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import { card, escalate, fillFromCard, press } from '../support/acts.ts';
import { type Story, tellStory, words } from '../support/story.ts';

const told = tellStory();
let channel: string;

/** Opens a form from the card and leaves it open. */
async function opened(story: Story, who: string, what: string): Promise<Actor> {
  const person = story.sandbox.person(who);
  if (person.view()) person.close(true);
  await press(story, person, channel, what);
  await story.sandbox.until(() => person.view());
  return person;
}

/** What each input of the open form holds. */
function held(person: Actor): Record<string, unknown> {
  const entries = Object.entries(person.values()).map(([block, actions]) => {
    const [input] = Object.values(actions) as { readonly value?: unknown }[];
    return [block.replace(/-\d+$/, ''), input?.value];
  });
  return Object.fromEntries(entries);
}

describe('a form whose facts change while it is open', () => {
  test('of the context, two people edit different parts, and both stand', async () => {
    const { story } = told;
    channel = await escalate(story, 'riley');
    const morgan = story.sandbox.person('morgan');
    const riley = await opened(story, 'riley', 'Edit context');
    await riley.fill('modal', { 'What is happening?': 'Refunds fail everywhere' });
    const saved = await fillFromCard(story, morgan, channel, 'Edit context', { Customer: 'Globex Corp' });
    expect(saved.errors).toBeUndefined();
    expect((await riley.submit()).errors).toBeUndefined();
    expect(riley.view()).toBeUndefined();
    await story.quiet();
    const shown = words(card(riley, channel));
    expect(shown).toContain('Globex Corp');
    expect(shown).toContain('Refunds fail everywhere');
  });

  test('of the same part, the second is shown what changed, keeps what they typed, and overwrites nothing unseen', async () => {
    const { story } = told;
    const morgan = story.sandbox.person('morgan');
    const riley = await opened(story, 'riley', 'Edit context');
    await riley.fill('modal', { 'What is happening?': 'Refunds fail in the north' });
    await fillFromCard(story, morgan, channel, 'Edit context', {
      'What is happening?': 'Refunds fail in the south',
      Customer: 'Globex Ltd',
    });
    await riley.submit();
    const again = riley.view();
    expect(JSON.stringify(again)).toContain('What is happening has changed since you opened this');
    expect(JSON.stringify(again)).toContain('Now it says: “Refunds fail in the south”');
    expect(held(riley)).toMatchObject({ problem: 'Refunds fail in the north', customer: 'Globex Ltd' });
    expect(words(card(riley, channel))).toContain('Refunds fail in the south');
    expect((await riley.submit()).errors).toBeUndefined();
    await story.quiet();
    const shown = words(card(riley, channel));
    expect(shown).toContain('Refunds fail in the north');
    expect(shown).toContain('Globex Ltd');
  });

  test('a promise that was moved meanwhile is not moved again unseen', async () => {
    const { story } = told;
    const morgan = story.sandbox.person('morgan');
    const at = (hours: number) => new Date(Math.ceil((story.now() + hours * HOUR) / MINUTE) * MINUTE);
    const riley = await opened(story, 'riley', 'Move next update');
    await riley.fill('modal', { 'New time': at(5), 'Why?': 'They are asleep' });
    await fillFromCard(story, morgan, channel, 'Move next update', {
      'New time': at(3),
      'Why?': 'They asked',
    });
    const { db } = story.database;
    const before = await db.checkpoint.findFirstOrThrow({ where: { metAt: null } });
    await riley.submit();
    expect(JSON.stringify(riley.view())).toContain('The next customer update has changed');
    expect(held(riley)).toMatchObject({ reason: 'They are asleep' });
    expect(await db.checkpoint.findFirstOrThrow({ where: { metAt: null } })).toEqual(before);
    expect((await riley.submit()).errors).toBeUndefined();
    await story.quiet();
    const after = await db.checkpoint.findFirstOrThrow({ where: { metAt: null } });
    expect(after.dueAt).toEqual(at(5));
  });
});

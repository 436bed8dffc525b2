import { expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/kernel/time.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import { TYPED } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const MOST = 4;
const told = tellStory({ actsAMinute: MOST, expectLogged: /more in a minute than anybody can/ });
const person = (handle: string): Actor => told.story.sandbox.person(handle);

/** What somebody reads after one more command. */
async function ask(who: Actor): Promise<string> {
  const had = who.ephemerals('general').length;
  await who.command('general', '/swarm', 'help');
  await told.story.sandbox.until(() => who.ephemerals('general').length > had);
  const said = who.ephemerals('general').at(-1);
  return `${said?.text} ${words(said)}`;
}

test('whoever does more in a minute than anybody can is told so, and nobody else is kept waiting', async () => {
  const riley = person('riley');
  for (let count = 0; count < MOST; count += 1) expect(await ask(riley)).toContain('starts an escalation');
  expect(await ask(riley)).toContain('Try again in a minute');
  expect(await ask(person('dana'))).toContain('starts an escalation');
  await told.story.pass(MINUTE);
  expect(await ask(riley)).toContain('starts an escalation');
});

test('what was typed in a form stays there', async () => {
  const sam = person('sam');
  await sam.command('general', '/escalate');
  await told.story.sandbox.until(() => sam.view());
  const { Trigger = null, ...typed } = TYPED;
  await sam.fill('modal', { Trigger });
  await told.story.sandbox.until(() => 'severity-payment-failure' in sam.values());
  await sam.fill('modal', typed);
  for (let count = 2; count < MOST; count += 1) await ask(sam);
  const sent = await sam.submit();
  expect(Object.values(sent.errors ?? {}).join(' ')).toContain('Nothing that you typed is lost');
  expect(JSON.stringify(sam.values())).toContain('Globex');
  sam.close(true);
});

import { expect, test } from 'vitest';
import { newest, tellStory, words } from '../support/story.ts';

const told = tellStory();

test('a rep escalates: everybody is in the channel at once, and the card says it all', async () => {
  const { sandbox } = told.story;
  const riley = sandbox.person('riley');
  await riley.command('general', '/escalate', 'Refunds fail at the till');
  await sandbox.until(() => riley.view());
  console.log(JSON.stringify(riley.view(), null, 1).slice(0, 3000));
  await riley.fill('modal', { Trigger: 'Payments failing or wrong amounts' });
  await told.story.quiet();
  console.log(JSON.stringify(riley.values('modal'), null, 1));
  await riley.fill('modal', { Customer: 'Globex', 'Ticket (link or number)': '#4711', 'What have you tried?': 'Restarted the till', 'What outcome does the customer need?': 'Refunds work' });
  const sent = await riley.submit();
  expect(sent).toEqual({});
  await told.story.quiet();
  console.log(riley.conversations().map((c) => c.name + ' | ' + c.topic));
  for (const c of riley.conversations()) if (c.name.startsWith('esc-')) {
    for (const m of riley.messages(c.id)) console.log('---', m.text, '\n', words(m));
  }
  console.log(sandbox.calls.map((c) => c.method + (c.error ? ` ${c.error}` : '')).join('\n'));
  expect(newest(riley, 'escalations')).toBeTruthy();
});

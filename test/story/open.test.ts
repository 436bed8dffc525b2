import { describe, expect, test } from 'vitest';
import { card, escalate, fillEscalate, freshTicket, lineOf, TYPED } from '../support/acts.ts';
import { markup, tellStory, words } from '../support/story.ts';

const told = tellStory();

describe('opening a swarm', () => {
  test('/escalate opens the modal with what was typed after it', async () => {
    const { sandbox } = told.story;
    const riley = sandbox.person('riley');
    await riley.command('general', '/escalate', 'Refunds fail <at> the till & more');
    const view = await sandbox.until(() => riley.view());
    expect(view.title?.text).toBe('Escalate');
    expect(riley.values().problem?.input?.value).toBe('Refunds fail <at> the till & more');
    riley.close();
  });

  test('choosing a trigger fills severity, teams and promise, and keeps what was typed', async () => {
    const { sandbox } = told.story;
    const riley = sandbox.person('riley');
    await riley.command('general', '/escalate');
    await sandbox.until(() => riley.view());
    await riley.fill('modal', { Customer: 'Globex', 'What have you tried?': 'Restarted the till' });
    await riley.fill('modal', { Trigger: 'Outage or data loss' });
    await sandbox.until(() =>
      words(riley.view()).includes('Service restored, customer told why it happened'),
    );
    expect(words(riley.view())).toContain('*Functional*');
    const values = JSON.stringify(riley.values());
    expect(values).toContain('Globex');
    expect(values).toContain('Restarted the till');
    expect(values).toContain('"SEV1"');
    expect(values).toMatch(/platform.*data/);
    const promised = /"selected_date_time":(\d+)/.exec(values)?.[1];
    expect(Math.abs(Number(promised) - (told.story.now() / 1000 + 30 * 60))).toBeLessThan(6 * 60);
    riley.close();
  });

  test('what is missing is said on its field, and nothing is opened', async () => {
    const { sandbox } = told.story;
    const riley = sandbox.person('riley');
    const sent = await fillEscalate(told.story, riley, { Customer: null, 'What is happening?': null });
    expect(Object.keys(sent.errors ?? {}).sort()).toEqual(['customer', 'problem']);
    riley.close();
    expect(riley.conversations().some((one) => one.name.startsWith('esc-'))).toBe(false);
  });

  test('create, everybody in with one call, card, pin, topic: five calls, people second', async () => {
    const { story } = told;
    const { sandbox } = story;
    const before = sandbox.calls.length;
    const channel = await escalate(story, 'riley', {
      'Ticket (link or number)': '#4711',
      'People to pull in': ['robin'],
    });
    const calls = sandbox.calls
      .slice(before)
      .filter((call) => call.args.channel === channel || call.method === 'conversations.create');
    expect(calls.map((call) => call.method)).toEqual([
      'conversations.create',
      'conversations.invite',
      'chat.postMessage',
      'pins.add',
      'conversations.setTopic',
    ]);
    const riley = sandbox.person('riley');
    expect(riley.conversation(channel).name).toBe('esc-1-globex-refunds-fail-at-the-till');
    const names = riley
      .members(channel)
      .map((id) => (id === sandbox.botUserId ? 'bot' : sandbox.person(id).handle));
    expect(names.sort()).toEqual(['ada', 'bot', 'dana', 'mateo', 'riley', 'robin', 'sam']);
    expect(riley.conversation(channel).topic).toMatch(
      /SEV2 · Nobody owns it yet · Next customer update (\d{4}-\d\d-\d\d )?\d\d:\d\d UTC/,
    );
  });

  test('the pinned card answers everything at a glance', () => {
    const riley = told.story.sandbox.person('riley');
    const shown = words(card(riley, 'esc-1-globex-refunds-fail-at-the-till'));
    for (const fact of [
      'Globex',
      '#4711',
      'Refunds fail at the till',
      'Restarted the till',
      'Asked for logs',
      'Refunds go through again',
      'Payments failing or wrong amounts',
      'functional',
      'SEV2',
      'Owner',
      'Nobody yet',
      'Communicator',
      'Monitor',
      '<!date^',
      'Next actions',
      'Claim ownership',
      'Log customer update',
      'Add people',
      'Add note',
      'Resolve',
      'Change severity',
      'Move next update',
      'Edit context',
    ]) {
      expect(shown).toContain(fact);
    }
  });

  test('the escalations channel has one line of it, and the lead is asked to claim', () => {
    const { sandbox } = told.story;
    const line = lineOf(sandbox.person('riley'), 1);
    expect(words(line)).toContain('Globex');
    expect(words(line)).toContain('Join');
    expect(words(line)).toContain('Claim ownership');
    const asked = sandbox.person('dana').messages('@muster');
    expect(asked).toHaveLength(1);
    expect(words(asked[0])).toContain('Claim ownership');
    expect(
      sandbox
        .person('sam')
        .conversations()
        .filter((one) => one.kind === 'im'),
    ).toEqual([]);
  });

  test('one live swarm per ticket: the modal says so and lets the rep join it instead', async () => {
    const { story } = told;
    const robin = story.sandbox.person('noor');
    const sent = await fillEscalate(story, robin, {
      'Ticket (link or number)': 'https://help.example/tickets/4711',
    });
    expect(sent.errors).toBeUndefined();
    expect(words(robin.view())).toContain('ESC-1');
    expect(JSON.stringify(robin.values())).toContain('Refunds fail at the till');
    await robin.click('modal', 'Join ESC-1 instead');
    await story.quiet();
    expect(words(robin.view())).toContain('You are in');
    robin.close();
    expect(robin.conversations().map((one) => one.name)).toContain('esc-1-globex-refunds-fail-at-the-till');
    expect(lineOf(robin, 2)).toBeUndefined();
  });

  test('anybody joins from the line in the escalations channel', async () => {
    const { story } = told;
    const chloe = story.sandbox.person('chloe');
    const line = lineOf(chloe, 1);
    await chloe.click({ channel: line?.channel ?? '', ts: line?.ts ?? '' }, 'Join');
    await story.quiet();
    expect(chloe.conversations().map((one) => one.name)).toContain('esc-1-globex-refunds-fail-at-the-till');
    expect(words(card(chloe, 'esc-1-globex-refunds-fail-at-the-till'))).toContain(chloe.name);
  });

  test('a private swarm is private, and its line tells nothing of it', async () => {
    const { story } = told;
    const channel = await escalate(story, 'robin', {
      Customer: 'Initech',
      'What is happening?': 'Salaries leaked',
      'Private swarm': ['Only those pulled in, and the monitor, can see it'],
    });
    const robin = story.sandbox.person('robin');
    expect(robin.conversation(channel).kind).toBe('private');
    const line = lineOf(robin, 2);
    expect(words(line)).toContain('ESC-2');
    expect(words(line)).not.toMatch(/Initech|Salaries|Join|Claim/);
    await robin.command('general', '/swarm', 'list');
    await story.quiet();
    expect(words(robin.ephemerals('general').at(-1))).toContain('Initech');
    const chloe = story.sandbox.person('chloe');
    await chloe.command('general', '/swarm', 'list');
    await story.quiet();
    expect(words(chloe.ephemerals('general').at(-1))).not.toMatch(/Initech|Salaries/);
  });

  test('what people type is escaped everywhere: it mentions nobody and breaks nothing', async () => {
    const { story } = told;
    const nasty = '<!channel> <@U0ACMEMORGAN> *bold* & <https://evil.example|click>';
    const channel = await escalate(story, 'riley', {
      Customer: nasty.slice(0, 80),
      'What is happening?': nasty,
      'What have you tried?': nasty,
      'What outcome does the customer need?': nasty,
    });
    const riley = story.sandbox.person('riley');
    const everything = [
      ...riley.messages(channel).filter((one) => one.subtype === undefined),
      ...riley.messages('escalations'),
      ...story.sandbox.person('dana').messages('@muster'),
    ].map((one) => `${one.text}\n${markup(one)}`);
    for (const text of everything) {
      expect(text).not.toContain('<!channel>');
      expect(text).not.toContain('<https://evil.example|');
    }
    expect(words(card(riley, channel))).toContain('&lt;!channel&gt;');
  });

  test('a redelivered submission changes nothing', async () => {
    const { story } = told;
    const { sandbox } = story;
    await escalate(story, 'riley', {
      'Ticket (link or number)': freshTicket(),
      Customer: TYPED.Customer ?? null,
    });
    const before = sandbox.person('riley').conversations().length;
    const submission = sandbox.deliveries.findLast((one) =>
      JSON.stringify(one.payload).includes('"view_submission"'),
    );
    expect(submission).toBeDefined();
    if (submission) await sandbox.redeliver(submission);
    await story.quiet();
    expect(sandbox.person('riley').conversations()).toHaveLength(before);
    expect(await story.database.db.escalation.count()).toBe(4);
  });
});

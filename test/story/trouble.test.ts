import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/kernel/time.ts';
import { card, escalate, fillEscalate, fillFromCard, freshTicket, lines } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const refused = (error: string) => ({ status: 200, headers: {}, body: { ok: false, error } });

describe('when Slack will not make the channel', () => {
  let isAllowed = false;
  const told = tellStory({
    expectLogged: /given up|failed/,
    interceptCall: async (call, proceed) => {
      const isSwarm = call.method === 'conversations.create' && String(call.args.name).startsWith('esc-');
      return isSwarm && !isAllowed ? refused('restricted_action') : proceed(call);
    },
  });

  test('nothing is opened, the rep is told, and the ticket is free for another try', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    const ticket = freshTicket();
    const sent = await fillEscalate(story, riley, { 'Ticket (link or number)': ticket });
    expect(sent.errors).toBeUndefined();
    await story.quiet();
    const message = words(riley.messages('@muster').at(-1));
    expect(message).toContain('this workspace does not allow Muster to');
    expect(message).toContain('Nothing was opened');
    expect(riley.conversations().some((one) => one.name.startsWith('esc-'))).toBe(false);
    expect(await story.database.db.timer.count({ where: { state: 'armed' } })).toBe(0);
    isAllowed = true;
    await escalate(story, 'riley', { 'Ticket (link or number)': ticket });
  });

  test('what the rep typed is not lost: a button tries again with all of it', async () => {
    const { story } = told;
    const { sandbox } = story;
    const riley = sandbox.person('riley');
    isAllowed = false;
    const typed = {
      Customer: 'Initech',
      'What is happening?': 'Printers burn',
      'What have you tried?': 'Water\nSand',
      'People to pull in': ['chloe'],
      'Next update promised to the customer': new Date(story.now() + 5 * HOUR),
    };
    await fillEscalate(story, riley, typed);
    await story.quiet();
    expect(words(riley.messages('@muster').at(-1))).toContain('what you typed is kept');
    isAllowed = true;
    await riley.click('@muster', 'Try again');
    const view = await sandbox.until(() => riley.view());
    expect(view.title?.text).toBe('Escalate');
    const before = new Set(riley.conversations().map((one) => one.id));
    expect((await riley.submit()).errors).toBeUndefined();
    await story.quiet();
    const opened = riley.conversations().find((one) => !before.has(one.id) && one.name.startsWith('esc-'));
    const shown = words(card(riley, opened?.id ?? ''));
    for (const part of ['Initech', 'Printers burn', 'Water', 'Sand', 'Chloe Martin'])
      expect(shown).toContain(part);
    const row = await story.database.db.escalation.findFirstOrThrow({ orderBy: { number: 'desc' } });
    const promised = typed['Next update promised to the customer'].getTime();
    expect(row.nextDueAt?.getTime()).toBe(Math.floor(promised / 1_000) * 1_000);
  });
});

describe('when somebody cannot be brought in', () => {
  const told = tellStory({ expectLogged: /given up|failed/ });

  test('the others are in, and the swarm is told who is missing and what to do', async () => {
    const { story } = told;
    story.sandbox.inject({ on: 'deliver:user_change', fault: 'drop-before' });
    story.sandbox.deactivate('ada');
    const channel = await escalate(story);
    const riley = story.sandbox.person('riley');
    expect(riley.members(channel)).toContain('U0ACMEDANA');
    expect(riley.members(channel)).not.toContain('U0ACMEADA');
    const failures = lines(riley, channel).filter((line) => line.includes('could not be brought in'));
    expect(failures).toHaveLength(1);
    expect(failures[0]).toContain('Ada Lindqvist');
    expect(riley.pins(channel)).toHaveLength(1);
    expect(words(card(riley, channel))).not.toContain('Ada');
  });

  test('whoever is known to have left is not even asked, and nobody is bothered', async () => {
    const { story } = told;
    story.sandbox.clearFaults();
    story.sandbox.deactivate('mateo');
    const { id } = story.sandbox.person('mateo');
    await expect.poll(() => story.database.db.person.count({ where: { id, isGone: true } })).toBe(1);
    const channel = await escalate(story);
    const riley = story.sandbox.person('riley');
    expect(lines(riley, channel).some((line) => line.includes('could not be'))).toBe(false);
    expect(words(card(riley, channel))).not.toContain('Mateo');
  });
});

describe('when the workspace forbids some of it', () => {
  const codes: Readonly<Record<string, string>> = {
    'conversations.setTopic': 'restricted_action',
    'pins.add': 'too_many_pins',
  };
  const told = tellStory({
    expectLogged: /an effect failed for good/,
    interceptCall: async (call, proceed) => {
      const error = codes[call.method];
      return error === undefined ? proceed(call) : refused(error);
    },
  });

  test('a topic that is refused, or a full list of pins: the swarm goes on, and is told once what to do', async () => {
    const { story } = told;
    const channel = await escalate(story);
    const riley = story.sandbox.person('riley');
    const cards = () => riley.messages(channel).filter((one) => words(one).includes('*In the swarm*'));
    expect(cards()).toHaveLength(1);
    expect(riley.members(channel)).toContain(story.sandbox.person('dana').id);
    const [shown] = cards();
    for (const who of ['dana', 'riley']) {
      const what = who === 'dana' ? 'Claim ownership' : 'Log customer update';
      await story.sandbox.person(who).click({ channel, ts: shown?.ts ?? '' }, what);
      if (who === 'dana') continue;
      await story.sandbox.until(() => riley.view());
      await riley.fill('modal', { 'What did you tell the customer?': 'The bank answers today' });
      await riley.submit();
    }
    await story.quiet();
    expect(words(cards()[0])).toContain('The bank answers today');
    const failures = lines(riley, channel).filter((line) => line.includes('could not be'));
    expect(failures).toHaveLength(2);
    expect(failures.find((line) => line.includes('topic'))).toContain('set the topic by hand');
    const pin = failures.find((line) => line.includes('pinned'));
    expect(pin).toContain('as many pins as Slack allows; remove one');
    expect(pin).toContain('Pin it by hand');
  });
});

describe('when no private channel can be made', () => {
  const told = tellStory({
    expectLogged: /an effect failed for good/,
    interceptCall: async (call, proceed) =>
      call.method === 'conversations.create' && String(call.args.is_private) === 'true'
        ? refused('restricted_action')
        : proceed(call),
  });

  test('the rep is told, and nothing of it is opened or told anywhere', async () => {
    const { story } = told;
    const riley = story.sandbox.person('riley');
    const before = story.sandbox.calls.length;
    await fillEscalate(story, riley, {
      Customer: 'Initech',
      'Private swarm': ['Only those pulled in, and the monitor, can see it'],
    });
    await story.quiet();
    expect(words(riley.messages('@muster').at(-1))).toContain('Nothing was opened and nobody was pulled in');
    expect(riley.conversations().some((one) => one.name.startsWith('esc-'))).toBe(false);
    const calls = story.sandbox.calls.slice(before);
    expect(calls.filter((call) => call.method === 'conversations.create' && call.ok)).toEqual([]);
    expect(JSON.stringify(riley.messages('escalations'))).not.toContain('Initech');
    const posts = calls.filter((call) => call.method === 'chat.postMessage');
    expect(posts.map((call) => call.args.channel)).toEqual([riley.id]);
  });
});

describe('when Slack answers late, or not at all', () => {
  const seen = new Set<string>();
  const told = tellStory({
    expectLogged: /Slack answered 500|web-api/,
    interceptCall: async (call, proceed) => {
      const answer = await proceed(call);
      const isFirst = !seen.has(call.method);
      const matters = ['conversations.create', 'conversations.invite', 'chat.postMessage', 'pins.add'];
      if (!isFirst || !matters.includes(call.method) || String(call.args.name) === 'escalations')
        return answer;
      seen.add(call.method);
      return { status: 500, headers: {}, body: {} };
    },
  });

  test('what was done is found and not done again', async () => {
    const { story } = told;
    const channel = await escalate(story).catch(async () => {
      await story.pass(30_000);
      await story.pass(30_000);
      const riley = story.sandbox.person('riley');
      return riley.conversations().find((one) => one.name.startsWith('esc-'))?.id ?? '';
    });
    for (let round = 0; round < 4; round++) await story.pass(30_000);
    const riley = story.sandbox.person('riley');
    expect(riley.conversations().filter((one) => one.name.startsWith('esc-'))).toHaveLength(1);
    expect(riley.pins(channel)).toHaveLength(1);
    expect(riley.messages(channel).filter((one) => words(one).includes('*In the swarm*'))).toHaveLength(1);
    expect([...seen].sort()).toEqual([
      'chat.postMessage',
      'conversations.create',
      'conversations.invite',
      'pins.add',
    ]);
    const sent = await fillFromCard(story, riley, channel, 'Add note', {
      'What is it?': 'A next action',
      Note: 'Go on',
    });
    expect(sent.errors).toBeUndefined();
    expect(words(card(riley, channel))).toContain('Go on');
  });
});

describe('when Slack lets Muster wait', () => {
  const told = tellStory({ expectLogged: /somebody was not shown what they asked for/ });
  const BUSY = 'Slack is busy and did not let Muster open this';
  const person = (handle: string) => told.story.sandbox.person(handle);

  test('whoever asked for a form is told to ask again, where they are looking', async () => {
    const { sandbox } = told.story;
    const channel = await escalate(told.story);
    sandbox.inject({ on: 'views.*', fault: 'rate-limit', count: 3 });
    await person('riley').command('general', '/escalate');
    await sandbox.until(() =>
      person('riley')
        .ephemerals()
        .some((one) => one.text?.includes(BUSY)),
    );
    await person('riley').click(card(person('riley'), channel), 'Add note');
    await sandbox.until(() =>
      person('riley')
        .ephemerals(channel)
        .some((one) => one.text?.includes(BUSY)),
    );
    await person('riley').shortcut('escalate');
    await sandbox.until(() =>
      person('riley')
        .messages('@muster')
        .some((one) => one.text?.includes(BUSY)),
    );
    expect(person('riley').view()).toBeUndefined();
    await person('riley').command('general', '/escalate');
    await sandbox.until(() => person('riley').view());
  });

  test('/swarm status says what is still under way, and when it goes on', async () => {
    const { sandbox } = told.story;
    const channel = await escalate(told.story);
    const rule = sandbox.inject({ on: 'chat.update', fault: 'rate-limit', ms: 60_000 });
    await person('dana').click(card(person('dana'), channel), 'Claim ownership');
    const later = new Date(told.story.now() + 30_000);
    const { effect } = told.story.database.db;
    await expect
      .poll(() => effect.count({ where: { type: 'ShowCard', state: 'pending', notBefore: { gt: later } } }))
      .toBe(1);
    await person('riley').command(channel, '/swarm', 'status');
    await sandbox.until(() =>
      person('riley')
        .ephemerals(channel)
        .some((one) => words(one).includes('Still under way')),
    );
    const status = words(person('riley').ephemerals(channel).at(-1));
    expect(status).toMatch(/Still under way: .*the card \(goes on at /);
    sandbox.clearFaults(rule);
    await told.story.quiet();
    const before = person('riley').ephemerals(channel).length;
    await person('riley').command(channel, '/swarm', 'status');
    await sandbox.until(() => person('riley').ephemerals(channel).length > before);
    expect(words(person('riley').ephemerals(channel).at(-1))).not.toContain('under way');
  });
});

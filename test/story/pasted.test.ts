import { beforeAll, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Json } from '../../src/sandbox/protocol.ts';
import { card, escalate, fillEscalate, fillFromCard, freshTicket } from '../support/acts.ts';
import { markup, tellStory, words } from '../support/story.ts';

const GROUPS = { ok: true, usergroups: [{ id: 'S0PAYMENTS', handle: 'payments-oncall', name: 'Payments' }] };
/** What the message is like that the next shortcut is used on. */
let replaced: Json | null = null;
const told = tellStory({
  interceptCall: async (call, proceed) =>
    call.method === 'usergroups.list' ? { status: 200, headers: {}, body: GROUPS } : proceed(call),
  interceptDelivery: async (envelope, proceed) => {
    const { payload } = envelope;
    if (payload.type !== 'message_action' || replaced === null) return proceed(envelope);
    const message = { type: 'message', ts: '1772461800.000100', ...replaced };
    return proceed({ ...envelope, payload: { ...payload, message } });
  },
});
const person = (handle: string): Actor => told.story.sandbox.person(handle);
const LOG = Array.from({ length: 40 }, (_, line) => `    at charge (gateway.js:${line + 1}:7)`).join('\n');

async function opened(handle: string, ticket: string): Promise<boolean> {
  const rep = person(handle);
  const before = await told.story.database.db.escalation.count();
  const sent = await fillEscalate(told.story, rep, { 'Ticket (link or number)': ticket });
  await told.story.quiet();
  const isOpen = (await told.story.database.db.escalation.count()) === before + 1;
  expect(sent.errors).toBeUndefined();
  if (!isOpen) {
    expect(words(rep.view())).toContain('is already open for this ticket');
    rep.close(true);
  }
  return isOpen;
}

describe('tickets', () => {
  test('of two accounts, projects or boards are two, however alike their numbers are', async () => {
    for (const ticket of [
      'https://github.com/acme/api/issues/12',
      'https://github.com/acme/web/issues/12',
      'https://acme.zendesk.com/agent/tickets/4711',
      'https://other.zendesk.com/agent/tickets/4711',
      'https://jira.example/projects/SUP/boards/1?selectedIssue=SUP-12',
      'https://jira.example/projects/SUP/boards/1?selectedIssue=SUP-99',
    ]) {
      expect(await opened('riley', ticket), ticket).toBe(true);
    }
  });

  test('written differently are one', async () => {
    expect(await opened('riley', 'ZD-555')).toBe(true);
    for (const ticket of [
      'zd-555.',
      'zd-555\u200b',
      'acme.zendesk.com/agent/tickets/4711',
      'https://acme.zendesk.com/agent/tickets/4711?brand=1',
      'https://acme.zendesk.com/agent/tickets/4711/events',
      'https://jira.example/browse/SUP-99',
    ]) {
      expect(await opened('noor', ticket), ticket).toBe(false);
    }
  });

  test('that there are none of are shared with nobody', async () => {
    for (const ticket of ['n/a', 'n/a', '-', 'tbd', 'none']) {
      expect(await opened('riley', ticket), ticket).toBe(true);
    }
    const channel = await escalate(told.story, 'riley', { 'Ticket (link or number)': 'n/a' });
    expect(words(card(person('riley'), channel))).toMatch(/\*Ticket\*\s+None/);
  });

  test('that are a link which hides its host are refused on the field', async () => {
    const sent = await fillEscalate(told.story, person('riley'), {
      'Ticket (link or number)': 'https://acme.zendesk.com@evil.example/tickets/1',
    });
    expect(sent.errors?.ticket).toContain('leads to evil.example');
    person('riley').close(true);
  });

  test('that were open before keep being found, and nothing is written twice under the key of then', async () => {
    const { db } = told.story.database;
    const ticket = 'https://github.com/acme/old/issues/77';
    expect(await opened('riley', ticket)).toBe(true);
    const row = await db.escalation.findFirstOrThrow({ where: { ticketText: ticket } });
    await db.escalation.update({ where: { id: row.id }, data: { ticketKey: '77' } });
    await db.$executeRaw`UPDATE "Event" SET data = jsonb_set(data, '{ticket,key}', '"77"')
      WHERE "escalationId" = ${row.id} AND type = 'EscalationOpened'`;
    expect(await opened('noor', ticket)).toBe(false);
    expect(await opened('noor', 'https://github.com/acme/new/issues/77')).toBe(true);
  });
});

describe('in a swarm', () => {
  let channel: string;
  beforeAll(async () => {
    channel = await escalate(told.story, 'riley', { 'Ticket (link or number)': freshTicket() });
  });
  const shownCard = () => words(card(person('riley'), channel));
  const note = (typed: Record<string, string>) =>
    fillFromCard(told.story, person('riley'), channel, 'Add note', typed);

  test('a pasted trace is one entry, and what was tried before stays in view', async () => {
    const sent = await note({ 'What is it?': 'Something that was tried', Note: `Charged again:\n${LOG}` });
    expect(sent.errors).toBeUndefined();
    await told.story.quiet();
    const shown = shownCard();
    expect(shown).toContain('Restarted the till');
    expect(shown).toContain('Asked for logs');
    expect(shown).toContain('… and 38 more lines');
    expect(shown).not.toContain('gateway.js:40');
    const line = person('riley').messages(channel).at(-1);
    expect(words(line)).toContain('more lines');
    await person('riley').click({ channel, ts: line?.ts ?? '' }, 'Show all');
    await told.story.sandbox.until(() => person('riley').view());
    expect(words(person('riley').view())).toContain('gateway.js:40');
    person('riley').close(true);
    await person('riley').click(card(person('riley'), channel), 'Show all');
    await told.story.sandbox.until(() => person('riley').view());
    expect(words(person('riley').view())).toContain('gateway.js:40');
    person('riley').close(true);
  });

  test('the rest of a private swarm’s is shown to nobody outside it, whatever a button carries', async () => {
    const { sandbox, database } = told.story;
    await escalate(told.story, 'riley', {
      'Private swarm': ['Only those pulled in, and the monitor, can see it'],
    });
    const { id } = await database.db.escalation.findFirstOrThrow({ where: { isPrivate: true } });
    const sent = sandbox.deliveries.findLast(({ payload }) => JSON.stringify(payload).includes('"whole"'));
    if (!sent) throw new Error('nothing was shown in full');
    const chloe = person('chloe');
    const { user, actions } = sent.payload as { user: Json; actions: Json[] };
    const payload = {
      ...sent.payload,
      trigger_id: '1.2.pasted',
      user: { ...user, id: chloe.id },
      actions: [{ ...actions[0], value: `problem#${id}` }],
    };
    const had = chloe.ephemerals(channel).length + person('riley').ephemerals(channel).length;
    await sandbox.redeliver({ ...sent, id: 'pasted-1', payload });
    await sandbox.until(
      () => chloe.ephemerals(channel).length + person('riley').ephemerals(channel).length > had,
    );
    const answers = [...chloe.ephemerals(channel), ...person('riley').ephemerals(channel)];
    expect(answers.map((one) => one.text).join(' ')).toContain('This swarm is private');
    expect(chloe.view()).toBeUndefined();
  });

  test('an entry of many lines stays one when the context is edited', async () => {
    const sent = await fillFromCard(told.story, person('riley'), channel, 'Edit context', {
      Customer: 'Globex Corp',
    });
    expect(sent.errors).toBeUndefined();
    await told.story.quiet();
    expect(shownCard()).toContain('… and 38 more lines');
    const events = await told.story.database.db.event.findMany({ where: { type: 'ContextEdited' } });
    expect(events.map(({ data }) => data)).toEqual([{ changes: { customer: 'Globex Corp' } }]);
  });

  test('what is too long, and too many lines, is refused on its field', async () => {
    const long = await note({ 'What is it?': 'A next action', Note: 'x\n'.repeat(400) });
    expect(long.errors?.text).toContain('more than 300 lines');
    person('riley').close(true);
  });

  test('nobody sees what nobody types: invisible and direction-changing characters', async () => {
    await note({ 'What is it?': 'A next action', Note: 'Pay \u202eevil\u202c\u200b 5\u00ad00' });
    await told.story.quiet();
    expect(shownCard()).toContain('Pay evil 500');
  });

  test('people’s bold is not bold, and their link says where it leads', async () => {
    await note({
      'What is it?': 'A next action',
      Note: '*Owner* Eve, SELECT * FROM t, https://good.example@evil.example/x',
    });
    await told.story.quiet();
    const shown = markup(card(person('riley'), channel));
    expect(shown).not.toMatch(/\*Owner\* Eve/);
    expect(shown).toContain('∗Owner∗ Eve, SELECT * FROM t');
    expect(shown).not.toContain('<https://good.example@');
    expect(shown).toContain('(leads to evil.example)');
  });

  test('a long timeline says what it leaves out, and shows it on another page', async () => {
    for (let count = 0; count < 26; count += 1) {
      const sent = await note({
        'What is it?': 'A note for the timeline',
        Note: `${count} ${'word '.repeat(580)}`,
      });
      expect(sent.errors).toBeUndefined();
    }
    await told.story.quiet();
    const riley = person('riley');
    const asked = async (text: string) => {
      const had = riley.ephemerals(channel).length;
      await riley.command(channel, '/swarm', text);
      await told.story.quiet();
      return riley
        .ephemerals(channel)
        .slice(had)
        .map((one) => words(one))
        .join('\n');
    };
    const first = await asked('timeline');
    const [, left = '0'] = /_(\d+) earlier entries: \/swarm timeline 2_/.exec(first) ?? [];
    expect(Number(left)).toBeGreaterThan(0);
    expect(first).not.toContain('opened ESC-');
    const second = await asked('timeline 2');
    expect(second).toContain('opened ESC-');
    expect(second).toMatch(/\d+ later entries: \/swarm timeline 1/);
  });
});

describe('a message that a shortcut is used on', () => {
  /** What the form begins with. */
  async function takenOver(message: Json): Promise<string> {
    const riley = person('riley');
    if (riley.view()) riley.close(true);
    const said = riley.say('general', 'to be replaced');
    replaced = message;
    await riley.messageAction('escalate-message', said);
    replaced = null;
    await told.story.sandbox.until(() => riley.view());
    const value = riley.values().problem?.input?.value;
    riley.close(true);
    return String(value);
  }

  const APP = { text: '', bot_id: 'B1', bot_profile: { name: 'Zendesk' } };
  const SOURCE =
    /\n\n\(Zendesk, 2026-03-02 14:30 UTC, https:\/\/acme-support\.slack\.com\/archives\/C\w+\/p1772461800000100\)$/;

  test.each<[string, Json, string]>([
    [
      'attachments',
      { ...APP, attachments: [{ fallback: 'f', text: 'Ticket 4711: refunds fail' }] },
      'Ticket 4711: refunds fail',
    ],
    [
      'attachments with a fallback alone',
      { ...APP, attachments: [{ fallback: 'Refunds fail' }] },
      'Refunds fail',
    ],
    [
      'attachments with fields',
      {
        ...APP,
        attachments: [
          { title: 'T', title_link: 'https://z.example/1', fields: [{ title: 'Severity', value: 'high' }] },
        ],
      },
      'T https://z.example/1\nSeverity: high',
    ],
    [
      'blocks',
      {
        ...APP,
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: 'Refunds fail' } },
          {
            type: 'section',
            fields: [
              { type: 'mrkdwn', text: '*Since* noon' },
              { type: 'mrkdwn', text: 'EU' },
            ],
          },
          {
            type: 'rich_text',
            elements: [
              {
                type: 'rich_text_section',
                elements: [
                  { type: 'text', text: 'Ask ' },
                  { type: 'usergroup', usergroup_id: 'S0PAYMENTS' },
                  { type: 'text', text: ' at ' },
                  { type: 'link', url: 'https://z.example/2' },
                ],
              },
            ],
          },
          { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Snooze' } }] },
        ],
      },
      'Refunds fail\n*Since* noon\nEU\nAsk @payments-oncall at https://z.example/2',
    ],
    [
      'a file alone',
      { ...APP, files: [{ title: 'error.log', permalink: 'https://f.example/1' }] },
      'File: error.log https://f.example/1',
    ],
  ])('by an app, is taken over: %s', async (_what, message, text) => {
    const value = await takenOver(message);
    expect(value).toMatch(SOURCE);
    expect(value.replace(SOURCE, '')).toBe(text);
  });

  test('by a person, with their name, its time and its link; a thread is linked as such', async () => {
    const value = await takenOver({
      text: 'Hey <!subteam^S0PAYMENTS>',
      user: person('dana').id,
      thread_ts: '1772461700.000100',
    });
    expect(value).toContain('Hey @payments-oncall\n\n(Dana Whitfield, 2026-03-02 14:30 UTC, https://');
    expect(value).toMatch(/\?thread_ts=1772461700\.000100&cid=C\w+\)$/);
  });

  test('however long it is, its source stays', async () => {
    const value = await takenOver({ ...APP, text: 'x'.repeat(9000) });
    expect(value).toMatch(SOURCE);
    expect(value.length).toBeLessThanOrEqual(3000);
  });

  test('with 3,000 mentions asks Slack about twenty people at most', async () => {
    const { calls } = told.story.sandbox;
    const asked = () => calls.filter((call) => call.method === 'users.info').length;
    const before = asked();
    const mentions = Array.from({ length: 3000 }, (_, index) => `<@U0X${index}>`).join(' ');
    const value = await takenOver({ text: mentions, user: person('dana').id });
    expect(value).toContain('@a colleague');
    expect(asked() - before).toBeGreaterThan(0);
    expect(asked() - before).toBeLessThanOrEqual(20);
  });

  test('and another, and another, asks about eighty in a minute at most', async () => {
    const { calls } = told.story.sandbox;
    const asked = () => calls.filter((call) => /U0Z\d/.test(String(call.args.user))).length;
    await told.story.pass(MINUTE);
    for (let count = 0; count < 5; count += 1) {
      const mentions = Array.from({ length: 100 }, (_, index) => `<@U0Z${count}X${index}>`).join(' ');
      await takenOver({ text: mentions, user: person('dana').id });
    }
    expect(asked()).toBeGreaterThan(40);
    expect(asked()).toBeLessThanOrEqual(80);
    await told.story.pass(MINUTE);
  });

  test('costs no look-up where nothing may be noted', async () => {
    const { calls } = told.story.sandbox;
    const asked = () => calls.filter((call) => /U0Y\d/.test(String(call.args.user))).length;
    const chloe = person('chloe');
    const said = chloe.say('general', 'to be replaced');
    const had = chloe.ephemerals('general').length;
    replaced = { text: '<@U0Y1> <@U0Y2>', user: person('dana').id };
    await chloe.messageAction('note-message', said);
    replaced = null;
    await told.story.sandbox.until(() => chloe.ephemerals('general').length > had);
    expect(chloe.ephemerals('general').at(-1)?.text).toContain('There is no escalation here');
    expect(asked()).toBe(0);
  });
});

describe('severity in the form', () => {
  const promised = (rep: Actor) =>
    Number(/"selected_date_time":(\d+)/.exec(JSON.stringify(rep.values()))?.[1]) * 1000;

  async function withTrigger(): Promise<Actor> {
    const rep = person('riley');
    if (rep.view()) rep.close(true);
    await rep.command('general', '/escalate');
    await told.story.sandbox.until(() => rep.view());
    await rep.fill('modal', { Trigger: 'Outage or data loss' });
    await told.story.sandbox.until(() => 'severity-outage' in rep.values());
    return rep;
  }

  test('the promise follows it', async () => {
    const rep = await withTrigger();
    expect(promised(rep) - told.story.now()).toBeLessThan(36 * MINUTE);
    await rep.fill('modal', { Severity: '🟠 SEV2' });
    await told.story.sandbox.until(() => 'promise-outage-SEV2' in rep.values());
    expect(promised(rep) - told.story.now()).toBeGreaterThan(50 * MINUTE);
    rep.close(true);
  });

  test('unless the rep has set another', async () => {
    const rep = await withTrigger();
    const own = new Date(Math.ceil((told.story.now() + 5 * HOUR) / MINUTE) * MINUTE);
    await rep.fill('modal', { 'Next update promised to the customer': own });
    await rep.fill('modal', { Severity: '🟠 SEV2' });
    await told.story.quiet();
    expect(promised(rep)).toBe(own.getTime());
    rep.close(true);
  });
});

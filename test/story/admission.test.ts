import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/domain/kernel/time.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Envelope, Outcome } from '../../src/sandbox/delivery/deliver.ts';
import type { Json } from '../../src/sandbox/protocol.ts';
import { card, escalate, lineOf } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

const ELSEWHERE = 'T0GLOBEX';
const base = { title: '', tz: 'Europe/Berlin' };

/** Whom Slack shows in a workspace though they may ask nothing of an app there, and what each is told. */
const KINDS = [
  [
    'foreign',
    { ...base, handle: 'fay', name: 'Fay Foreign', team: ELSEWHERE },
    /you belong to another one: ask one/,
  ],
  [
    'a stranger',
    { ...base, handle: 'stan', name: 'Stan Stranger', team: ELSEWHERE, isStranger: true },
    /you belong to another one: ask one/,
  ],
  [
    'unknown',
    { ...base, handle: 'una', name: 'Una Unknown', isHidden: true },
    /does not tell Muster who you are: ask/,
  ],
  [
    'an app',
    { ...base, handle: 'bob', name: 'Bob Bot', isBot: true },
    /not apps: have somebody of this workspace/,
  ],
  [
    'deactivated',
    { ...base, handle: 'dee', name: 'Dee Deactivated' },
    /is deactivated: ask an administrator/,
  ],
] as const;

const told = tellStory({ expectFaults: /./ });
const person = (handle: string): Actor => told.story.sandbox.person(handle);
let channel: string;
let before: unknown;

async function everything() {
  const { db } = told.story.database;
  await told.story.quiet();
  const events = await db.event.findMany({ orderBy: [{ escalationId: 'asc' }, { seq: 'asc' }] });
  return { events, people: await db.participation.findMany({ orderBy: { personId: 'asc' } }) };
}

/** What Slack sent last of this kind, for somebody of the workspace. */
function lastSent(isIt: (payload: Json) => boolean): Envelope {
  const { deliveries } = told.story.sandbox;
  const found = deliveries.findLast(({ payload }) => isIt(payload));
  if (!found) throw new Error('nothing of the kind was sent');
  return found;
}

const isOf = (user: unknown, handle: string) => (user as Json).id === person(handle).id;

let again = 0;

/** The same, sent by somebody else in their place. */
function sendAs(
  sent: Envelope,
  who: Actor,
  team: unknown = told.story.sandbox.workspaceId,
  changes: Json = {},
): Promise<Outcome> {
  again += 1;
  const { user } = sent.payload as { user: Json };
  const trigger_id = `${again}.2.admission`;
  const payload = { ...sent.payload, trigger_id, user: { ...user, id: who.id, team_id: team }, ...changes };
  return told.story.sandbox.redeliver({ ...sent, id: `admission-${again}`, payload });
}

beforeAll(async () => {
  const { sandbox } = told.story;
  for (const [, one] of KINDS) sandbox.addPerson(one);
  sandbox.deactivate('dee');
  channel = await escalate(told.story, 'riley');
  await person('riley').click(card(person('riley'), channel), 'Add note');
  await sandbox.until(() => person('riley').view());
  await person('riley').fill('modal', { 'What is it?': 'A next action', Note: 'Ask the bank' });
  await person('riley').submit();
  person('riley').openHome();
  await sandbox.until(() => person('riley').home());
  await person('riley').click('home', 'Escalate');
  await sandbox.until(() => person('riley').view());
  person('riley').close(true);
  before = await everything();
});

afterEach(async () => {
  expect(await everything()).toEqual(before);
});

describe.each(KINDS)('somebody who is %s', (_kind, { handle }, sentence) => {
  test.each(['/escalate', '/swarm'])('reads a sentence at %s, and no form opens', async (command) => {
    await person(handle).command('general', command, 'Refunds fail');
    expect(person(handle).ephemerals('general').at(-1)?.text).toMatch(sentence);
    expect(person(handle).view()).toBeUndefined();
  });

  test.each(['escalate', 'escalate-message', 'note-message'])(
    'reads it at the shortcut %s',
    async (shortcut) => {
      const who = person(handle);
      const [message] = who.messages('general');
      if (shortcut === 'escalate') await who.shortcut(shortcut);
      else if (message) await who.messageAction(shortcut, message);
      await told.story.sandbox.until(() => who.view());
      expect(words(who.view())).toMatch(sentence);
      expect(who.view()?.submit).toBeNull();
      who.close(true);
    },
  );

  test.each(['Claim ownership', 'Log customer update', 'Add note', 'Resolve', 'Edit context'])(
    'reads it at “%s” on the card',
    async (what) => {
      const who = person(handle);
      const had = who.ephemerals(channel).length;
      await who.click(card(who, channel), what);
      await expect.poll(() => who.ephemerals(channel).length).toBe(had + 1);
      expect(who.ephemerals(channel).at(-1)?.text).toMatch(sentence);
      expect(who.view()).toBeUndefined();
    },
  );

  test('reads it at “Join” in the escalations channel', async () => {
    const who = person(handle);
    const line = lineOf(who, 1);
    if (!line) throw new Error('no line');
    await who.click(line, 'Join');
    await expect.poll(() => who.ephemerals('escalations').at(-1)?.text).toMatch(sentence);
  });

  test('reads it in a form that they send off, and what they typed stays', async () => {
    const outcome = await sendAs(
      lastSent(({ type }) => type === 'view_submission'),
      person(handle),
    );
    expect(outcome).toMatchObject({ answer: { response_action: 'errors' } });
    const { errors } = (outcome as unknown as { answer: { errors: Json } }).answer;
    expect(Object.values(errors)).toEqual([expect.stringMatching(sentence)]);
  });

  test('reads it in App Home instead of escalations, and at a button there', async () => {
    const who = person(handle);
    const published = () => told.story.sandbox.calls.filter(({ method }) => method === 'views.publish');
    const had = published().length;
    who.openHome();
    await expect.poll(() => published().length).toBe(had + 1);
    // Apps have no Home, so there Slack refuses to show it.
    const shown = published().at(-1);
    expect(shown).toMatchObject({ ok: handle !== 'bob', args: { user_id: who.id } });
    expect(JSON.stringify(shown?.args)).toMatch(sentence);
    expect(JSON.stringify(shown?.args)).not.toContain('Escalate');
    const opened = () => told.story.sandbox.calls.filter(({ method }) => method === 'views.open');
    const openedBefore = opened().length;
    const sent = lastSent(
      ({ type, container }) => type === 'block_actions' && (container as Json).type === 'view',
    );
    expect((await sendAs(sent, who)).kind).toBe('acknowledged');
    await expect.poll(() => opened().length).toBe(openedBefore + 1);
    expect(JSON.stringify(opened().at(-1)?.args)).toMatch(sentence);
  });

  test('is in the channel and not in the swarm, whether they came or were brought', async () => {
    const who = person(handle);
    who.join(channel);
    await expect.poll(() => joinedBy(who)).toBe(1);
    expect(await everything()).toEqual(before);
    who.leave(channel);
    if (handle === 'dee') return;
    person('riley').invite(channel, [handle]);
    await expect.poll(() => joinedBy(who)).toBe(2);
    expect(await everything()).toEqual(before);
    who.leave(channel);
  });
});

const joinedBy = (who: Actor) =>
  told.story.sandbox.deliveries.filter(({ payload }) => {
    const { type, user } = (payload.event ?? {}) as Json;
    return type === 'member_joined_channel' && user === who.id;
  }).length;

test('somebody whom the payload says to be of another workspace is refused, though Slack knows them here', async () => {
  const sent = lastSent(({ type }) => type === 'view_submission');
  for (const team of [ELSEWHERE, '', 7, {}]) {
    const outcome = await sendAs(sent, person('sam'), team);
    expect(JSON.stringify(outcome)).toMatch(/you belong to another one/);
  }
});

test('a payload of another workspace is refused, whoever sent it', async () => {
  const sent = lastSent(({ type }) => type === 'view_submission');
  const view = { ...(sent.payload.view as Json), app_installed_team_id: ELSEWHERE };
  const user = { ...(sent.payload.user as Json), id: person('sam').id };
  const payload = { ...sent.payload, user, view };
  const outcome = await told.story.sandbox.redeliver({ ...sent, id: 'of another workspace', payload });
  expect(JSON.stringify(outcome)).toMatch(/you belong to another one/);
});

describe('our own people', () => {
  const notes = () => told.story.database.db.event.count({ where: { type: 'NoteAdded' } });
  const send = (changes: Json) => {
    again += 1;
    const sent = lastSent(({ type, user }) => type === 'view_submission' && isOf(user, 'riley'));
    const view = { ...(sent.payload.view as Json), hash: `${again}.own` };
    return told.story.sandbox.redeliver({
      ...sent,
      id: `own-${again}`,
      payload: { ...sent.payload, view, ...changes },
    });
  };

  test.each([
    ['in a channel that a partner hosts', { team: { id: ELSEWHERE, domain: 'globex' } }],
    [
      'in an organisation where the app is installed for all',
      { team: null, enterprise: { id: 'E0ACME' }, is_enterprise_install: true },
    ],
  ])('use forms %s', async (_where, changes) => {
    const had = await notes();
    expect(await send(changes)).toMatchObject({ kind: 'acknowledged' });
    expect(await notes()).toBe(had + 1);
    before = await everything();
  });

  test('press buttons in a channel that a partner hosts', async () => {
    const riley = person('riley');
    const told = () => riley.ephemerals(channel).filter(({ text }) => /Only team leads/.test(text)).length;
    await riley.click(card(riley, channel), 'Claim ownership');
    await expect.poll(told).toBe(1);
    await sendAs(
      lastSent(({ type }) => type === 'block_actions'),
      riley,
      undefined,
      { team: { id: ELSEWHERE } },
    );
    await expect.poll(told).toBe(2);
  });
});

describe('when Slack does not say who somebody is', () => {
  test('they are asked to try again in a moment, what they typed stays, and the next try is asked anew', async () => {
    const { sandbox } = told.story;
    const sent = lastSent(({ type, user }) => type === 'view_submission' && isOf(user, 'riley'));
    for (const fault of ['reset', 'server-error', 'rate-limit'] as const) {
      const rule = sandbox.inject({ on: 'users.info', fault });
      expect(JSON.stringify(await sendAs(sent, person('yuki')))).toMatch(/leave this open and send it again/);
      await person('yuki').command('general', '/escalate');
      expect(person('yuki').ephemerals('general').at(-1)?.text).toMatch(/nothing was changed. Try again/);
      sandbox.clearFaults(rule);
    }
    await person('yuki').command('general', '/escalate');
    await sandbox.until(() => person('yuki').view());
    person('yuki').close(true);
  });

  test('they are answered within Slack’s three seconds though Slack itself takes longer', async () => {
    const rule = told.story.sandbox.inject({ on: 'users.info', fault: 'slow', ms: 6_000 });
    const began = performance.now();
    await person('kofi').command('general', '/escalate');
    expect(performance.now() - began).toBeLessThan(2_500);
    expect(person('kofi').ephemerals('general').at(-1)?.text).toMatch(/Try again in a moment/);
    told.story.sandbox.clearFaults(rule);
  });
});

test('somebody whose account changes while Slack is asked about them is asked about once more', async () => {
  const { sandbox } = told.story;
  const who = sandbox.addPerson({ ...base, handle: 'nia', name: 'Nia New' });
  sandbox.inject({ on: 'users.info', fault: 'slow', ms: 400, count: 1 });
  const asked = who.command('general', '/swarm', 'list');
  await sandbox.until(() => sandbox.faultRules().some(({ struck }) => struck > 0));
  sandbox.rename('nia', 'Nia Newer');
  await asked;
  await sandbox.until(() => who.ephemerals('general').length > 0);
  expect(words(who.ephemerals('general').at(-1))).toContain('ESC-1');
  sandbox.clearFaults();
});

describe('what it costs', () => {
  const asked = (who: Actor) =>
    told.story.sandbox.calls.filter(({ method, args }) => method === 'users.info' && args.user === who.id)
      .length;

  test('one call for many commands, another when their account changes or ten minutes have passed', async () => {
    const omar = person('omar');
    const had = asked(omar);
    const ask = (times: number) =>
      Promise.all(Array.from({ length: times }, () => omar.command('general', '/swarm', 'list')));
    await ask(5);
    await ask(5);
    expect(asked(omar)).toBe(had + 1);
    await told.story.pass(11 * MINUTE);
    await ask(1);
    expect(asked(omar)).toBe(had + 2);
    told.story.sandbox.deactivate('omar');
    await expect
      .poll(async () => {
        await omar.command('general', '/swarm', 'list');
        return omar.ephemerals('general').at(-1)?.text;
      })
      .toMatch(/is deactivated/);
    told.story.sandbox.reactivate('omar');
    before = await everything();
  });
});

test('whoever a foreigner brings in has come by themselves', async () => {
  const { db } = told.story.database;
  person('fay').join(channel);
  person('fay').invite(channel, ['grace']);
  await expect
    .poll(() => db.event.findFirst({ orderBy: { seq: 'desc' } }))
    .toMatchObject({ type: 'PersonJoined', byId: person('grace').id });
  before = await everything();
});

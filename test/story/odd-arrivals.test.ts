import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/kernel/time.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Json, Message } from '../../src/sandbox/protocol.ts';
import { card, escalate, fillFromCard, lines, press } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

/** What happens between Slack's next answer on who is in a channel and what Muster does with it. */
let meanwhile: (() => Promise<void>) | null = null;

const told = tellStory({
  expectLogged: /an effect failed for good/,
  interceptCall: async (call, proceed) => {
    const answer = await proceed(call);
    const act = call.method === 'conversations.members' ? meanwhile : null;
    if (act !== null) meanwhile = null;
    await act?.();
    return answer;
  },
});
const person = (handle: string): Actor => told.story.sandbox.person(handle);
const resolution = {
  'What fixed it?': 'Rolled the gateway back',
  'What was the cause?': 'A bad release',
  'Final word to the customer': 'Refunds work again',
};
const updated = { 'What did you tell the customer?': 'The bank answers today' };

/** Everything that Muster knows, but for the time of its last look. */
async function everything() {
  const { db } = told.story.database;
  await told.story.quiet();
  const [events, timers, posts] = await Promise.all([
    db.event.findMany({ orderBy: [{ escalationId: 'asc' }, { seq: 'asc' }] }),
    db.timer.findMany({ orderBy: { id: 'asc' } }),
    db.post.findMany({ orderBy: [{ escalationId: 'asc' }, { key: 'asc' }] }),
  ]);
  return { events, timers, posts };
}

async function eventsIn(channel: string) {
  const { db } = told.story.database;
  const { id } = await db.escalation.findFirstOrThrow({ where: { channelId: channel } });
  return db.event.findMany({ where: { escalationId: id }, orderBy: { seq: 'asc' } });
}

async function happened(channel: string): Promise<string[]> {
  return (await eventsIn(channel)).map((event) => event.type);
}

const arrived = () => told.story.database.db.inbox.count();

function stateOf(channel: string) {
  return told.story.database.db.escalation.findFirstOrThrow({ where: { channelId: channel } });
}

/** What only this person was told in the channel, the newest last. */
const whispered = (handle: string, channel: string): string =>
  person(handle).ephemerals(channel).at(-1)?.text ?? '';

/** Fills in a form and sends it off, without waiting for what follows. */
async function send(
  handle: string,
  place: Parameters<Actor['click']>[0],
  what: string,
  typed: Parameters<Actor['fill']>[1],
): Promise<void> {
  await person(handle).click(place, what);
  await told.story.sandbox.until(() => person(handle).view());
  await person(handle).fill('modal', typed);
  await person(handle).submit();
}

/** Lets messages stay as they are while others change what they show. */
async function withoutEdits(work: () => Promise<void>): Promise<void> {
  const rule = told.story.sandbox.inject({ on: 'chat.update', fault: 'rate-limit', ms: 60_000 });
  await work();
  told.story.sandbox.clearFaults(rule);
}

describe('what arrives twice', () => {
  test('events, buttons, forms and commands: the second one changes nothing', async () => {
    const channel = await escalate(told.story, 'riley', {
      'Next update promised to the customer': new Date(told.story.now() + 2 * HOUR),
    });
    await press(told.story, person('dana'), channel, 'Claim ownership');
    await fillFromCard(told.story, person('riley'), channel, 'Log customer update', updated);
    person('robin').join(channel);
    await expect.poll(() => happened(channel)).toContain('PersonJoined');
    person('robin').leave(channel);
    const shown = card(person('sam'), channel);
    person('sam').pin(shown, false);
    person('morgan').moderate(shown);
    person('sam').rename(channel, 'twice-told');
    await person('riley').command(channel, '/swarm', 'status');
    await expect.poll(() => happened(channel)).toContain('SwarmChannelRenamed');
    await expect.poll(() => happened(channel)).toContain('PersonLeft');
    const before = await everything();
    const calls = told.story.sandbox.calls.length;

    const { deliveries } = told.story.sandbox;
    const kinds = new Set(deliveries.map((one) => one.type));
    expect([...kinds].sort()).toEqual(['events_api', 'interactive', 'slash_commands']);
    for (const envelope of deliveries.slice()) {
      const outcome = await told.story.sandbox.redeliver(envelope);
      expect(outcome.kind).toBe('acknowledged');
    }
    expect(await everything()).toEqual(before);
    const made = told.story.sandbox.calls.slice(calls).map((call) => call.method);
    expect(made.filter((method) => method !== 'conversations.members')).toEqual([]);
  });

  test('somebody who comes and goes in the wrong order is where Slack says they are', async () => {
    const channel = await escalate(told.story);
    const { sandbox } = told.story;
    sandbox.inject({ on: 'deliver:member_joined_channel', fault: 'reorder', count: 1 });
    person('robin').join(channel);
    person('robin').leave(channel);
    sandbox.inject({ on: 'deliver:member_left_channel', fault: 'reorder', count: 1 });
    person('sam').leave(channel);
    person('sam').join(channel);
    for (const kind of ['member_joined_channel', 'member_left_channel'])
      for (const one of deliveredIn(channel, kind)) await sandbox.redeliver(one);
    await told.story.quiet();
    expect(person('dana').members(channel)).toContain(person('sam').id);
    expect(person('dana').members(channel)).not.toContain(person('robin').id);
    expect(words(card(person('dana'), channel))).toContain('Sam');
    expect(words(card(person('dana'), channel))).not.toContain('Robin');
  });

  test.each(['join', 'leave'] as const)(
    'whoever turns round while their %s is written is where Slack says',
    async (first) => {
      const channel = await escalate(told.story);
      const who = person(first === 'join' ? 'robin' : 'sam');
      meanwhile = async () => {
        const known = await arrived();
        if (first === 'join') who.leave(channel);
        else who.join(channel);
        await expect.poll(arrived).toBe(known + 1);
      };
      if (first === 'join') who.join(channel);
      else who.leave(channel);
      const last = first === 'join' ? 'PersonLeft' : 'PersonJoined';
      await expect.poll(() => happened(channel)).toContain(last);
      await told.story.quiet();
      expect(words(card(person('dana'), channel)).includes(first === 'join' ? 'Robin' : 'Sam')).toBe(
        first === 'leave',
      );
      expect(person('dana').members(channel).includes(who.id)).toBe(first === 'leave');
    },
  );

  test('who goes into the channel and out again at once is not brought back', async () => {
    const channel = await escalate(told.story);
    const robin = person('robin');
    robin.join(channel);
    await expect.poll(() => happened(channel)).toContain('PersonJoined');
    robin.leave(channel);
    await expect.poll(() => happened(channel)).toContain('PersonLeft');
    await told.story.quiet();
    expect(person('dana').members(channel)).not.toContain(robin.id);
    const invited = told.story.sandbox.calls.filter((call) => call.method === 'conversations.invite');
    expect(JSON.stringify(invited.map((call) => call.args.users))).not.toContain(robin.id);
  });

  test('a form sent off twice is taken once', async () => {
    const channel = await escalate(told.story);
    const sent = await fillFromCard(told.story, person('sam'), channel, 'Add note', {
      'What is it?': 'A next action',
      Note: 'Ask the bank',
    });
    expect(sent.errors).toBeUndefined();
    const form = told.story.sandbox.deliveries.findLast((one) => one.payload.type === 'view_submission');
    if (form) await told.story.sandbox.redeliver(form);
    await told.story.quiet();
    expect((await happened(channel)).filter((type) => type === 'NoteAdded')).toHaveLength(1);
    expect(lines(person('sam'), channel).filter((line) => line.includes('said what is next'))).toHaveLength(
      1,
    );
  });
});

describe('what is about nothing that Muster knows', () => {
  test('events of other channels change nothing and are acknowledged', async () => {
    await told.story.quiet();
    const before = await everything();
    const riley = person('riley');
    const { id } = riley.createChannel('lunch-club');
    riley.invite(id, ['@muster', 'sam']);
    const message = riley.say(id, 'Pizza?');
    riley.pin(message);
    riley.pin(message, false);
    riley.moderate(message);
    riley.rename(id, 'supper-club');
    riley.share(id, 'T0PARTNER');
    riley.convert(id, 'private');
    person('sam').leave(id);
    riley.kick(id, '@muster');
    riley.invite(id, ['@muster']);
    riley.archive(id);
    riley.archive(id, false);
    riley.deleteChannel(id);
    const heard = ['member_joined_channel', 'pin_removed', 'message', 'channel_rename', 'channel_shared']
      .concat('member_left_channel', 'group_left', 'group_archive')
      .flatMap((kind) => deliveredIn(id, kind));
    expect(heard.length).toBeGreaterThan(10);
    for (const one of heard) expect((await told.story.sandbox.redeliver(one)).kind).toBe('acknowledged');
    expect(await everything()).toEqual(before);
  });

  test('a button of an escalation that is not there is answered in a sentence', async () => {
    const channel = await escalate(told.story);
    const before = await everything();
    const pressed = told.story.sandbox.deliveries.findLast((one) => one.payload.type === 'view_submission');
    expect(pressed).toBeDefined();
    await press(told.story, person('sam'), channel, 'Claim ownership');
    const click = told.story.sandbox.deliveries.findLast((one) => one.payload.type === 'block_actions');
    const [action] = (click?.payload.actions ?? []) as Json[];
    if (click)
      await told.story.sandbox.redeliver({
        ...click,
        id: 'another',
        payload: { ...click.payload, trigger_id: '1.2.other', actions: [{ ...action, value: 'not-there' }] },
      });
    await expect.poll(() => whispered('sam', channel)).toContain('There is no escalation here');
    expect(await everything()).toEqual(before);
  });
});

describe('what comes too late', () => {
  test('a button on a card that shows less than has happened says what has', async () => {
    const channel = await escalate(told.story);
    await withoutEdits(async () => {
      await person('dana').click('@muster', 'Claim ownership');
      await expect.poll(() => happened(channel)).toContain('OwnershipClaimed');
      const before = await eventsIn(channel);
      await person('lee').join(channel);
      await person('lee').click(card(person('lee'), channel), 'Claim ownership');
      await expect.poll(() => whispered('lee', channel)).toMatch(/claimed this .* ask .* to hand over/);
      expect((await eventsIn(channel)).filter((one) => one.type === 'OwnershipClaimed')).toHaveLength(
        before.filter((one) => one.type === 'OwnershipClaimed').length,
      );
    });
  });

  test.each([
    'Add note',
    'Log customer update',
    'Add people',
    'Resolve',
    'Change severity',
    'Move next update',
    'Edit context',
    'Change roles',
  ])(
    '“%s” on a card that does not know yet that all is resolved says so, and opens nothing',
    async (what) => {
      const channel = await escalate(told.story);
      const stale = card(person('sam'), channel);
      await withoutEdits(async () => {
        await send('riley', stale, 'Resolve', resolution);
        await expect.poll(() => happened(channel)).toContain('EscalationResolved');
        await person('sam').click(stale, what);
        await expect
          .poll(() => whispered('sam', channel))
          .toContain('This escalation is resolved. Reopen it');
        expect(person('sam').view()).toBeUndefined();
      });
    },
  );

  test('a form that was open while all was resolved says so where it was typed, and nothing is lost', async () => {
    const channel = await escalate(told.story);
    await press(told.story, person('sam'), channel, 'Add note');
    await told.story.sandbox.until(() => person('sam').view());
    await fillFromCard(told.story, person('riley'), channel, 'Resolve', resolution);
    const before = await eventsIn(channel);
    await person('sam').fill('modal', { 'What is it?': 'A next action', Note: 'Ask the bank' });
    const { errors } = await person('sam').submit();
    expect(Object.values(errors ?? {})).toEqual([
      'This escalation is resolved. Reopen it first if there is more to do.',
    ]);
    expect(person('sam').view()).toBeDefined();
    person('sam').close(true);
    expect(await eventsIn(channel)).toEqual(before);
  });

  test('an answer to an offer that a newer one has replaced is refused in a sentence', async () => {
    const channel = await escalate(told.story);
    await press(told.story, person('dana'), channel, 'Claim ownership');
    const owned = card(person('dana'), channel);
    const offer = (to: string) =>
      send('dana', owned, 'Hand over', { 'Who takes over?': to, 'What is next?': 'Call the bank' });
    await offer('sam');
    await told.story.quiet();
    const first = person('sam')
      .messages(channel)
      .findLast((one) => words(one).includes('Decline')) as Message;
    await withoutEdits(async () => {
      await offer('ada');
      await expect
        .poll(async () => (await happened(channel)).filter((type) => type === 'HandOverOffered').length)
        .toBe(2);
      await person('sam').click(first, 'Accept');
      await expect.poll(() => whispered('sam', channel)).toContain('no longer open');
    });
    expect((await stateOf(channel)).ownerId).toBe(person('dana').id);
  });
});

/** Events of a kind that were told of a channel. */
function deliveredIn(id: string, kind: string) {
  return told.story.sandbox.deliveries.filter((one) => {
    const { type, channel, channel_id } = (one.payload.event ?? {}) as Json;
    const where = channel_id ?? (channel as Json | undefined)?.id ?? channel;
    return type === kind && where === id;
  });
}

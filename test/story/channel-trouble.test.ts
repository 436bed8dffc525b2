import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/kernel/time.ts';
import type { Actor } from '../../src/sandbox/actor/actor.ts';
import type { Message } from '../../src/sandbox/protocol.ts';
import { card, escalate, fillFromCard, lineOf, lines, press } from '../support/acts.ts';
import { tellStory, words } from '../support/story.ts';

/** Methods that this workspace does not allow just now. */
const forbidden = new Set<string>();
const told = tellStory({
  expectLogged: /an effect failed for good/,
  interceptCall: async (call, proceed) =>
    forbidden.has(call.method)
      ? { status: 200, headers: {}, body: { ok: false, error: 'restricted_action' } }
      : proceed(call),
});
const updated = { 'What did you tell the customer?': 'The bank answers today' };
const inPrivate = { 'Private swarm': ['Only those pulled in, and the monitor, can see it'] };

const person = (handle: string): Actor => told.story.sandbox.person(handle);
const cards = (channel: string) =>
  person('dana')
    .messages(channel)
    .filter((one) => words(one).includes('*In the swarm*'));

/** Waits until this is so, and until nothing is left to do. Slack's rate limits pass meanwhile. */
async function until<T>(look: () => T): Promise<Exclude<T, undefined | null | false>> {
  await expect
    .poll(
      async () => {
        await told.story.quiet();
        return look();
      },
      { timeout: 5_000, interval: 10 },
    )
    .toBeTruthy();
  return look() as Exclude<T, undefined | null | false>;
}

/** The newest direct message of Muster's to somebody about this escalation that says this. */
function letter(handle: string, number: number, text: string): Message | undefined {
  const ours = person(handle)
    .messages('@muster')
    .filter((one) => words(one).includes(`ESC-${number} `));
  return ours.findLast((one) => words(one).includes(text));
}

function escalationIn(channel: string) {
  return told.story.database.db.escalation.findFirstOrThrow({ where: { channelId: channel } });
}

async function happened(channel: string): Promise<string[]> {
  const { id } = await escalationIn(channel);
  const events = await told.story.database.db.event.findMany({
    where: { escalationId: id },
    orderBy: { seq: 'asc' },
  });
  return events.map((event) => event.type);
}

describe('the card', () => {
  test('that an administrator deletes is posted again as it stands now, and pinned, once', async () => {
    const channel = await escalate(told.story);
    await fillFromCard(told.story, person('sam'), channel, 'Add note', {
      'What is it?': 'A next action',
      Note: 'Ask the bank',
    });
    const before = card(person('dana'), channel);
    person('morgan').moderate(before);
    await until(() => cards(channel).length === 1 && cards(channel)[0]?.pinned);
    expect(card(person('dana'), channel).ts).not.toBe(before.ts);
    expect(words(card(person('dana'), channel))).toContain('Ask the bank');
    expect((await happened(channel)).filter((type) => type === 'CardDeleted')).toHaveLength(1);
    await press(told.story, person('dana'), channel, 'Claim ownership');
    expect(cards(channel)).toHaveLength(1);
  });

  test('that is deleted without a word from Slack is found to be gone when it changes next', async () => {
    const channel = await escalate(told.story);
    told.story.sandbox.inject({ on: 'deliver:message', fault: 'drop-before' });
    person('morgan').moderate(card(person('dana'), channel));
    await told.story.quiet();
    expect(cards(channel)).toHaveLength(0);
    await person('dana').click('@muster', 'Claim ownership');
    await until(() => cards(channel)[0]?.pinned);
    told.story.sandbox.clearFaults();
    expect(words(card(person('dana'), channel))).toContain('*Owner*\nDana Whitfield');
    expect(cards(channel)).toHaveLength(1);
  });

  test('whose pin somebody takes off is pinned once more, and left alone the second time', async () => {
    const channel = await escalate(told.story);
    const { ts } = card(person('dana'), channel);
    person('sam').pin({ channel, ts }, false);
    await until(() => person('dana').pins(channel).length === 1);
    person('sam').pin({ channel, ts }, false);
    await expect.poll(() => happened(channel)).toEqual(expect.arrayContaining(['CardUnpinned']));
    await expect
      .poll(async () => (await happened(channel)).filter((type) => type === 'CardUnpinned').length)
      .toBe(2);
    await told.story.quiet();
    expect(person('dana').pins(channel)).toHaveLength(0);
  });

  test('another message that somebody deletes stays away until it has something new to say', async () => {
    const channel = await escalate(told.story);
    const { number } = await escalationIn(channel);
    const line = lineOf(person('riley'), number) as Message;
    person('morgan').moderate(line);
    await told.story.quiet();
    expect(lineOf(person('riley'), number)).toBeUndefined();
    await press(told.story, person('dana'), channel, 'Claim ownership');
    expect(words(lineOf(person('riley'), number))).toContain('Owner: Dana Whitfield');
  });
});

describe('a channel', () => {
  test('that is renamed is known by its new name, and links to it still lead there', async () => {
    const channel = await escalate(told.story);
    const { number } = await escalationIn(channel);
    person('sam').rename(channel, 'till-trouble');
    await expect.poll(async () => (await escalationIn(channel)).channelName).toBe('till-trouble');
    await press(told.story, person('dana'), channel, 'Claim ownership');
    expect(words(lineOf(person('riley'), number))).toContain(`<#${channel}>`);
    expect(words(card(person('dana'), channel))).toContain('*Owner*\nDana Whitfield');
  });

  test('that is shared with another organisation says who reads along, once', async () => {
    const channel = await escalate(told.story);
    person('sam').share(channel, 'T0PARTNER');
    const warned = () => lines(person('dana'), channel).filter((one) => one.includes('another organisation'));
    await until(() => warned().length === 1);
    const shared = told.story.sandbox.deliveries.findLast(
      (one) => (one.payload.event as { type?: string })?.type === 'channel_shared',
    );
    if (shared) await told.story.sandbox.redeliver(shared);
    await told.story.quiet();
    expect(warned()).toHaveLength(1);
  });

  test('that is archived: the rep learns what to do, promises go on directly, and un-archived it is up to date', async () => {
    const channel = await escalate(told.story, 'riley', {
      'Next update promised to the customer': new Date(told.story.now() + 2 * HOUR),
    });
    const { number } = await escalationIn(channel);
    person('sam').archive(channel);
    const letterOfRep = await until(() => letter('riley', number, 'Sam Okafor archived the swarm channel'));
    expect(words(letterOfRep)).toContain(`un-archive <#${channel}>`);
    expect(words(letterOfRep)).toContain('Open a new channel');

    await told.story.pass(2 * HOUR);
    const ask = await until(() => letter('riley', number, 'Log customer update'));
    expect(words(ask)).toContain('is due now');
    await person('riley').click(ask, 'Log customer update');
    await until(() => person('riley').view());
    await person('riley').fill('modal', updated);
    expect((await person('riley').submit()).errors).toBeUndefined();
    await until(() => letter('riley', number, 'Riley Novak told the customer'));
    expect(await happened(channel)).toContain('CustomerUpdated');

    person('sam').archive(channel, false);
    await until(() => lines(person('dana'), channel).some((one) => one.includes('Muster is back')));
    expect(person('dana').members(channel)).toContain(told.story.sandbox.botUserId);
    expect(words(card(person('dana'), channel))).toContain('The bank answers today');
    expect(lines(person('dana'), channel).filter((one) => one.includes('Muster is back'))).toHaveLength(1);
  });

  test('that is archived once all is resolved is nobody’s concern', async () => {
    const channel = await escalate(told.story);
    const { number } = await escalationIn(channel);
    await fillFromCard(told.story, person('riley'), channel, 'Resolve', {
      'What fixed it?': 'Rolled the gateway back',
      'What was the cause?': 'A bad release',
      'Final word to the customer': 'Refunds work again',
    });
    const before = person('riley').messages('@muster').length;
    person('sam').archive(channel);
    await expect.poll(() => happened(channel)).toContain('SwarmChannelLost');
    await told.story.quiet();
    expect(person('riley').messages('@muster')).toHaveLength(before);
    expect(letter('riley', number, 'archived')).toBeUndefined();
  });

  test('whose archiving and un-archiving arrive in the wrong order is in use', async () => {
    const channel = await escalate(told.story);
    told.story.sandbox.inject({ on: 'deliver:channel_archive', fault: 'reorder', count: 1 });
    person('sam').archive(channel);
    person('sam').archive(channel, false);
    await until(() => lines(person('dana'), channel).some((one) => one.includes('Muster is back')));
    expect(await happened(channel)).toEqual(
      expect.arrayContaining(['SwarmChannelLost', 'SwarmChannelRestored']),
    );
  });

  test('that is deleted: the rep opens a new one, in which everybody and everything is', async () => {
    const channel = await escalate(told.story);
    const { id, number } = await escalationIn(channel);
    await press(told.story, person('dana'), channel, 'Claim ownership');
    person('morgan').join(channel);
    person('morgan').deleteChannel(channel);
    const letterOfRep = await until(() => letter('riley', number, 'Morgan Reyes deleted the swarm channel'));
    await person('riley').click(letterOfRep, 'Open a new channel');
    const riley = person('riley');
    const opened = await until(
      () => riley.conversations().find((one) => one.name.startsWith(`esc-${number}-`))?.id,
    );
    expect(words(card(riley, opened))).toContain('*Owner*\nDana Whitfield');
    expect(riley.members(opened)).toContain(person('sam').id);
    expect(lines(riley, opened).some((one) => one.includes('The swarm goes on here'))).toBe(true);
    expect(words(lineOf(riley, number))).toContain(`<#${opened}>`);
    expect((await escalationIn(opened)).id).toBe(id);

    await riley.click(letterOfRep, 'Open a new channel');
    await until(() => riley.ephemerals('@muster').at(-1)?.text.includes('The swarm has its channel'));
    expect(riley.conversations().filter((one) => one.name.startsWith(`esc-${number}-`))).toHaveLength(1);
  });

  test('in whose place none can be opened: the rep is told, and may try again', async () => {
    const channel = await escalate(told.story);
    const { number } = await escalationIn(channel);
    person('sam').archive(channel);
    const letterOfRep = await until(() => letter('riley', number, 'archived the swarm channel'));
    forbidden.add('conversations.create');
    await person('riley').click(letterOfRep, 'Open a new channel');
    const failure = await until(() => letter('riley', number, 'A new swarm channel could not be opened'));
    forbidden.clear();
    expect(words(failure)).toContain('Ask a workspace admin');
    expect((await escalationIn(channel)).status).toBe('open');
    await person('riley').click(failure, 'Open a new channel');
    await until(() =>
      person('riley')
        .conversations()
        .some((one) => one.name.startsWith(`esc-${number}-`) && one.id !== channel),
    );
  });
});

describe('when Muster is removed from a channel', () => {
  test('the rep learns how to bring it back, and then all is up to date', async () => {
    const channel = await escalate(told.story);
    const { number } = await escalationIn(channel);
    person('sam').kick(channel, '@muster');
    const letterOfRep = await until(() => letter('riley', number, 'Sam Okafor removed Muster'));
    expect(words(letterOfRep)).toContain(`\`/invite @Muster\` in <#${channel}>`);
    // The card that stands there still works.
    await press(told.story, person('dana'), channel, 'Claim ownership');
    expect(words(card(person('dana'), channel))).toContain('Nobody yet');
    await fillFromCard(told.story, person('dana'), channel, 'Add people', { People: ['chloe'] });
    expect(person('dana').members(channel)).not.toContain(person('chloe').id);

    person('robin').join(channel);

    person('riley').invite(channel, ['@muster']);
    await until(() => lines(person('dana'), channel).some((one) => one.includes('Muster is back')));
    expect(words(card(person('dana'), channel))).toContain('*Owner*\nDana Whitfield');
    expect(person('dana').members(channel)).toContain(person('chloe').id);
    expect(words(card(person('dana'), channel))).toContain('Robin Park');
    expect(cards(channel)).toHaveLength(1);
    expect(person('dana').conversation(channel).topic).toContain(person('dana').id);
  });

  test('without a word from Slack, the next thing it is to say there shows it', async () => {
    const channel = await escalate(told.story);
    const { number } = await escalationIn(channel);
    const { sandbox } = told.story;
    for (const event of ['channel_left', 'member_left_channel'])
      sandbox.inject({ on: `deliver:${event}`, fault: 'drop-before' });
    person('sam').kick(channel, '@muster');
    await person('dana').click('@muster', 'Claim ownership');
    await until(() => letter('riley', number, '/invite @Muster'));
    sandbox.clearFaults();
    expect(await happened(channel)).not.toContain('StepFailed');

    sandbox.inject({ on: 'deliver:member_joined_channel', fault: 'drop-before' });
    person('riley').invite(channel, ['@muster']);
    await told.story.quiet();
    expect((await happened(channel)).at(-1)).not.toBe('SwarmChannelRestored');
    sandbox.clearFaults();
    await fillFromCard(told.story, person('dana'), channel, 'Change severity', {
      Severity: '🔴 SEV1',
      'Why?': 'Every shop is hit',
    });
    await until(() => lines(person('dana'), channel).some((one) => one.includes('Muster is back')));
    expect(words(card(person('dana'), channel))).toContain('SEV1');
  });

  test('from a private one that was archived, it waits to be invited', async () => {
    const channel = await escalate(told.story, 'riley', inPrivate);
    const { number } = await escalationIn(channel);
    person('sam').archive(channel);
    const letterOfRep = await until(() => letter('riley', number, 'archived the swarm channel'));
    expect(words(letterOfRep)).toContain('and type `/invite @Muster` in it');
    person('sam').archive(channel, false);
    person('sam').invite(channel, ['@muster']);
    await until(() => lines(person('dana'), channel).some((one) => one.includes('Muster is back')));
    expect(person('dana').pins(channel)).toHaveLength(1);
  });
});

describe('what is private', () => {
  test.each([
    [
      'made public',
      (channel: string) => person('sam').convert(channel, 'public'),
      (channel: string) => person('sam').convert(channel, 'private'),
    ],
    [
      'shared with another organisation',
      (channel: string) => person('sam').share(channel, 'T0PARTNER'),
      (channel: string) => person('sam').share(channel, 'T0PARTNER', false),
    ],
  ] as const)('is kept out of a channel that is %s', async (_, open, close) => {
    const channel = await escalate(told.story, 'riley', {
      ...inPrivate,
      Customer: 'Initech',
      'Next update promised to the customer': new Date(told.story.now() + 2 * HOUR),
    });
    const { number } = await escalationIn(channel);
    await press(told.story, person('dana'), channel, 'Claim ownership');
    open(channel);
    for (const handle of ['riley', 'dana'])
      await until(() => letter(handle, number, 'opened the channel of this private swarm to others'));
    const [pinned] = person('dana').pins(channel);
    expect(words(pinned)).toContain('keeps the details out of it');
    expect(words(pinned)).not.toContain('Initech');
    expect(person('dana').conversation(channel).topic).not.toContain(person('dana').id);
    const before = lines(person('dana'), channel).length;
    await told.story.pass(2 * HOUR);
    await until(() => letter('riley', number, 'is due now'));
    expect(lines(person('dana'), channel)).toHaveLength(before);

    close(channel);
    await until(() => lines(person('dana'), channel).some((one) => one.includes('Muster is back')));
    expect(words(card(person('dana'), channel))).toContain('Initech');
  });

  test('adopts nobody who came into the channel meanwhile, until the owner says yes', async () => {
    const channel = await escalate(told.story, 'riley', { ...inPrivate, Customer: 'Hooli' });
    const { number } = await escalationIn(channel);
    const chloe = person('chloe');
    await press(told.story, person('dana'), channel, 'Claim ownership');
    person('sam').convert(channel, 'public');
    await until(() => letter('dana', number, 'to others'));
    chloe.join(channel);
    await told.story.quiet();
    person('sam').convert(channel, 'private');
    const asked = await until(() => letter('dana', number, 'nobody in it had brought in'));
    expect(words(asked)).toContain(chloe.name);
    expect(words(chloe.pins(channel)[0])).not.toContain('Hooli');
    await chloe.command(channel, '/swarm', 'status');
    await until(() => chloe.ephemerals(channel).at(-1)?.text.includes('private'));
    await person('dana').click(asked, 'Let them in');
    await until(() => words(person('dana').pins(channel)[0] as Message).includes('Hooli'));
    await chloe.command(channel, '/swarm', 'status');
    await until(() => words(chloe.ephemerals(channel).at(-1)).includes('Hooli'));
  });

  test('takes its channel back by itself once such people have left it', async () => {
    const channel = await escalate(told.story, 'riley', { ...inPrivate, Customer: 'Hooli' });
    const { number } = await escalationIn(channel);
    const chloe = person('chloe');
    person('sam').convert(channel, 'public');
    await until(() => letter('riley', number, 'to others'));
    chloe.join(channel);
    await told.story.quiet();
    person('sam').convert(channel, 'private');
    await until(() => letter('riley', number, 'nobody in it had brought in'));
    chloe.leave(channel);
    await until(() => words(person('dana').pins(channel)[0] as Message).includes('Hooli'));
  });

  test('goes on in a new private channel, if the rep wants it so', async () => {
    const channel = await escalate(told.story, 'riley', inPrivate);
    const { number } = await escalationIn(channel);
    person('sam').convert(channel, 'public');
    const letterOfRep = await until(() => letter('riley', number, 'to others'));
    await person('riley').click(letterOfRep, 'Open a new channel');
    const riley = person('riley');
    const opened = await until(() =>
      riley.conversations().find((one) => one.name.startsWith(`esc-${number}-`) && one.id !== channel),
    );
    expect(opened.kind).toBe('private');
    expect(riley.members(opened.id)).toContain(person('dana').id);
  });
});

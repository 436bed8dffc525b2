import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/domain/kernel/time.ts';
import type { Outcome } from '../../src/engine/gateway.ts';
import { LEASE_MS } from '../../src/engine/outbox.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Bench, bench, DANA, forgetEscalations, must, open, REP, SAM, to } from '../support/engine.ts';

let database: TestDatabase;
let it: Bench;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await forgetEscalations(database);
  it = await bench(database);
});

const addNote = (id: string, text: string) =>
  must(it.engine, { type: 'AddNote', kind: 'note', text, ...to(id, REP) });

describe('a fresh swarm', () => {
  test('takes five calls in Slack, people second, before anything else is shown', async () => {
    await open(it.engine);
    await it.engine.drain();
    expect(it.slack.newCalls().slice(0, 5)).toEqual([
      'CreateChannel',
      'Invite',
      'ShowCard',
      'PinCard',
      'ShowTopic',
    ]);
    expect(it.slack.channels).toHaveLength(1);
    expect(it.slack.invited).toEqual([REP, DANA, SAM]);
    expect(it.slack.pins).toEqual([it.slack.messages[0]?.ts]);
    expect(it.slack.calls.some((call) => call.verb === 'find')).toBe(false);
  });

  test('knows its channel, and every message that it may edit', async () => {
    const id = await open(it.engine);
    await it.engine.drain();
    const row = await database.db.escalation.findUniqueOrThrow({ where: { id } });
    expect(row.channelId).toBe('C1');
    const posts = await database.db.post.findMany({ select: { key: true }, orderBy: { key: 'asc' } });
    expect(posts.map((post) => post.key)).toEqual(['card', `claim-request-${DANA}`, 'line']);
    expect(await database.db.effect.count({ where: { state: { not: 'done' } } })).toBe(0);
  });
});

describe('showing', () => {
  test('posts once and edits ever after, one edit for many changes', async () => {
    const id = await open(it.engine);
    await it.engine.drain();
    it.slack.newCalls();
    for (const text of ['one', 'two', 'three']) await addNote(id, text);
    await it.engine.drain();
    expect(it.slack.newCalls().sort()).toEqual(['Say', 'Say', 'Say', 'ShowCard']);
    expect(it.slack.messages.filter((one) => one.op === `${id}-card`)).toHaveLength(1);
  });

  test('asks nobody to claim what was claimed before the question got there', async () => {
    const id = await open(it.engine);
    await must(it.engine, { type: 'ClaimOwnership', ...to(id, DANA) });
    await it.engine.drain();
    expect(it.slack.messages.some((one) => one.op === `${id}-claim-request-${DANA}`)).toBe(false);
  });

  test('asks for no customer update that was given before the question got there', async () => {
    const id = await open(it.engine);
    await it.engine.drain();
    it.clock.now += 50 * MINUTE;
    it.slack.spoil('ShowCheckpoint', { kind: 'later', afterMs: MINUTE, reason: 'ratelimited' });
    await it.engine.drain();
    await must(it.engine, {
      type: 'LogCustomerUpdate',
      text: 'We are on it',
      over: 'email',
      nextAt: it.clock.now + HOUR,
      ...to(id, REP),
    });
    it.clock.now += 2 * MINUTE;
    await it.engine.drain();
    expect(it.slack.messages.some((one) => one.op.includes('-checkpoint-'))).toBe(false);
  });

  test('lines of the channel stay in order when the first has to wait', async () => {
    const id = await open(it.engine);
    await it.engine.drain();
    it.slack.spoil('Say', { kind: 'later', afterMs: 5 * SECOND, reason: 'connection refused' });
    await addNote(id, 'one');
    await addNote(id, 'two');
    await it.engine.drain();
    it.clock.now += MINUTE;
    await it.engine.drain();
    const said = it.slack.messages.filter((one) => one.op.includes('-say-')).map((one) => one.op);
    expect(said).toEqual([...said].sort());
    expect(said).toHaveLength(2);
  });
});

describe('a change while the card is being shown', () => {
  /** A process whose first showing of the card takes so long that `meanwhile` happens. */
  function slowly(meanwhile: () => Promise<unknown>) {
    const { gateway } = it.slack;
    let isFirst = true;
    return it.another({
      gateway: {
        ...gateway,
        async perform(job) {
          const isSlow = isFirst && job.effect.type === 'ShowCard';
          if (isSlow) {
            isFirst = false;
            await meanwhile();
          }
          return gateway.perform(job);
        },
      },
    });
  }

  test('is shown by another edit', async () => {
    const id = await open(it.engine);
    await slowly(() => addNote(id, 'meanwhile')).drain();
    expect(it.slack.messages.find((one) => one.op === `${id}-card`)?.edits).toBe(1);
  });

  test('does not leave two of them when it is so slow that somebody else shows it', async () => {
    const id = await open(it.engine);
    await slowly(async () => {
      it.clock.now += LEASE_MS;
      await it.engine.drain();
    }).drain();
    const cards = it.slack.messages.filter((one) => one.op === `${id}-card`);
    expect(cards).toHaveLength(1);
    const known = await database.db.post.findFirst({ where: { escalationId: id, key: 'card' } });
    expect(known?.ts).toBe(cards[0]?.ts);
  });

  test.each<Outcome>([
    { kind: 'later', afterMs: 10, method: 'chat.delete', reason: 'Slack asks to wait' },
    { kind: 'unsure', reason: 'no answer' },
  ])('does not leave two of them when taking one away is $kind at first', async (outcome) => {
    const id = await open(it.engine);
    const { retract } = it.slack.gateway;
    const answers = [outcome];
    Object.assign(it.slack.gateway, {
      retract: async (...what: Parameters<typeof retract>) => answers.shift() ?? retract(...what),
    });
    await slowly(async () => {
      it.clock.now += LEASE_MS;
      await it.engine.drain();
    }).drain();
    expect(it.slack.messages.filter((one) => one.op === `${id}-card`)).toHaveLength(1);
  });

  test('is shown by the same effect when that one has to be tried again', async () => {
    const id = await open(it.engine);
    await it.engine.drain();
    await addNote(id, 'first');
    it.slack.spoil('ShowCard', { kind: 'later', afterMs: SECOND, reason: 'connection refused' });
    await slowly(() => addNote(id, 'meanwhile')).drain();
    expect(await database.db.effect.count({ where: { type: 'ShowCard', state: 'pending' } })).toBe(1);
    it.slack.newCalls();
    it.clock.now += SECOND;
    await it.engine.drain();
    expect(it.slack.newCalls()).toEqual(['ShowCard']);
    const { job } = it.slack.calls.at(-1) as (typeof it.slack.calls)[number];
    expect(job.escalation.seq).toBe(await database.db.event.count());
  });
});

describe('a definite failure', () => {
  test('holds back that effect alone, for as long as Slack asks, then tries again', async () => {
    await open(it.engine);
    it.slack.spoil('Invite', { kind: 'later', afterMs: 30 * SECOND, reason: 'service unavailable' });
    await it.engine.drain();
    expect(it.slack.newCalls()).toContain('PinCard');
    expect(it.slack.invited).toEqual([]);
    it.clock.now += 29 * SECOND;
    await it.engine.drain();
    expect(it.slack.newCalls()).toEqual([]);
    it.clock.now += SECOND;
    await it.engine.drain();
    expect(it.slack.newCalls()).toEqual(['Invite']);
  });

  test('waits longer each time, up to a minute', async () => {
    await open(it.engine);
    const waits: number[] = [];
    for (let tries = 0; tries < 9; tries++) {
      it.slack.spoil('CreateChannel', { kind: 'later', afterMs: 0, reason: 'connection refused' });
      await it.engine.drain();
      const [row] = await database.db.effect.findMany({ where: { type: 'CreateChannel' } });
      waits.push((row?.notBefore.getTime() ?? 0) - it.clock.now);
      it.clock.now = row?.notBefore.getTime() ?? 0;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * SECOND));
  });

  test('of a method that Slack limits holds that method in that workspace and no other', async () => {
    await open(it.engine);
    await it.engine.drain();
    it.slack.spoil('CreateChannel', {
      kind: 'later',
      afterMs: 20 * SECOND,
      method: 'conversations.create',
      reason: 'ratelimited',
    });
    const second = await open(it.engine, { ticket: '#2' });
    const third = await open(it.engine, { ticket: '#3' });
    const [first] = await database.db.escalation.findMany({ where: { number: 1 } });
    await addNote(first?.id ?? '', 'goes on');
    it.slack.newCalls();
    await it.engine.drain();
    // One of the two met the limit; the other did not even try. What they wait for is told meanwhile.
    const whileWaiting = ['ShowClaimRequest', 'ShowClaimRequest', 'ShowDelay', 'ShowDelay'];
    expect(it.slack.newCalls().sort()).toEqual(['CreateChannel', 'Say', 'ShowCard', ...whileWaiting]);
    it.clock.now += 20 * SECOND;
    await it.engine.drain();
    const created = it.slack.calls.filter((call) => call.type === 'CreateChannel').slice(-2);
    expect(created.map((call) => call.job.escalation.id)).toEqual([second, third]);
    expect(it.slack.channels).toHaveLength(3);
  });
});

describe('a failure for good', () => {
  test('is on the timeline and told to the swarm, and stops nothing else', async () => {
    await open(it.engine);
    it.slack.spoil('ShowTopic', { kind: 'failed', reason: 'the topic is too long' });
    await it.engine.drain();
    const failure = await database.db.event.findFirstOrThrow({ where: { type: 'StepFailed' } });
    expect(failure.data).toEqual({ step: 'topic', people: [], reason: 'the topic is too long' });
    expect(it.slack.messages.some((one) => one.op.endsWith(`-say-${failure.seq}`))).toBe(true);
    expect(it.slack.pins).toHaveLength(1);
  });

  test('of the telling itself is told nobody', async () => {
    await open(it.engine);
    it.slack.spoil('ShowTopic', { kind: 'failed', reason: 'the topic is too long' });
    it.slack.spoil('Say', { kind: 'failed', reason: 'the channel is archived' });
    await it.engine.drain();
    expect(await database.db.event.count({ where: { type: 'StepFailed' } })).toBe(1);
    expect(await database.db.effect.count({ where: { state: 'failed' } })).toBe(2);
  });

  test('names the people who could not be brought in, by reason', async () => {
    await open(it.engine);
    const left = [
      { person: SAM, reason: 'has left' },
      { person: DANA, reason: 'is a guest' },
    ];
    it.slack.spoil('Invite', { kind: 'done', left });
    await it.engine.drain();
    const failures = await database.db.event.findMany({
      where: { type: 'StepFailed' },
      orderBy: { seq: 'asc' },
    });
    expect(failures.map((event) => event.data)).toEqual([
      { step: 'invite', people: [SAM], reason: 'has left' },
      { step: 'invite', people: [DANA], reason: 'is a guest' },
    ]);
  });

  test('a try that throws is given up after some, so that its lane goes on', async () => {
    const id = await open(it.engine);
    await it.engine.drain();
    for (let tries = 0; tries < 8; tries++) it.slack.spoil('Say', new Error('a bug'));
    await addNote(id, 'one');
    for (let minutes = 0; minutes < 10; minutes++) {
      await it.engine.drain();
      it.clock.now += MINUTE;
    }
    const [row] = await database.db.effect.findMany({ where: { type: 'Say' }, orderBy: { position: 'asc' } });
    expect(row).toMatchObject({ state: 'failed', attempts: 8 });
  });
});

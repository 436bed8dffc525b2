import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/domain/time.ts';
import type { Job } from '../../src/engine/gateway.ts';
import { claimNext, LEASE_MS } from '../../src/engine/outbox.ts';
import { jobOf } from '../../src/engine/perform.ts';
import { isStillWanted } from '../../src/engine/wanted.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Bench, bench, DANA, must, open, REP, SAM, to, WORKSPACE } from '../support/engine.ts';
import type { Fault } from '../support/slack-recorder.ts';

let database: TestDatabase;
let it: Bench;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  await database.db.$executeRawUnsafe(
    'TRUNCATE "Event", "Escalation", "Timer", "Effect", "Post", "Inbox", "Counter", "Budget" CASCADE',
  );
  it = await bench(database);
});

const addNote = (id: string, text: string) =>
  must(it.engine, { type: 'AddNote', kind: 'note', text, ...to(id, REP) });

/** The next call for this type of effect meets the fault. */
function fault(type: string, outcome: Fault['outcome'], takesEffect = false): void {
  it.slack.faults.push({ when: (job) => job.effect.type === type, takesEffect, outcome });
}

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
    fault('ShowCheckpoint', { kind: 'later', afterMs: MINUTE, reason: 'ratelimited' });
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
    fault('Say', { kind: 'later', afterMs: 5 * SECOND, reason: 'connection refused' });
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

  test('is shown by the same effect when that one has to be tried again', async () => {
    const id = await open(it.engine);
    await it.engine.drain();
    await addNote(id, 'first');
    fault('ShowCard', { kind: 'later', afterMs: SECOND, reason: 'connection refused' });
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
    fault('Invite', { kind: 'later', afterMs: 30 * SECOND, reason: 'service unavailable' });
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
      fault('CreateChannel', { kind: 'later', afterMs: 0, reason: 'connection refused' });
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
    fault('CreateChannel', {
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
    // One of the two met the limit; the other did not even try.
    expect(it.slack.newCalls().sort()).toEqual(['CreateChannel', 'Say', 'ShowCard']);
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
    fault('ShowTopic', { kind: 'failed', reason: 'the topic is too long' });
    await it.engine.drain();
    const failure = await database.db.event.findFirstOrThrow({ where: { type: 'StepFailed' } });
    expect(failure.data).toEqual({ step: 'topic', people: [], reason: 'the topic is too long' });
    expect(it.slack.messages.some((one) => one.op.endsWith(`-say-${failure.seq}`))).toBe(true);
    expect(it.slack.pins).toHaveLength(1);
  });

  test('of the telling itself is told nobody', async () => {
    await open(it.engine);
    fault('ShowTopic', { kind: 'failed', reason: 'the topic is too long' });
    fault('Say', { kind: 'failed', reason: 'the channel is archived' });
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
    fault('Invite', { kind: 'done', left });
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
    for (let tries = 0; tries < 8; tries++) fault('Say', new Error('a bug'));
    await addNote(id, 'one');
    for (let minutes = 0; minutes < 10; minutes++) {
      await it.engine.drain();
      it.clock.now += MINUTE;
    }
    const [row] = await database.db.effect.findMany({ where: { type: 'Say' }, orderBy: { position: 'asc' } });
    expect(row).toMatchObject({ state: 'failed', attempts: 8 });
  });
});

describe('an answer that never came', () => {
  test('is looked up before the call is made again', async () => {
    const id = await open(it.engine);
    fault('CreateChannel', { kind: 'unsure', reason: 'timed out' }, true);
    fault('ShowCard', { kind: 'unsure', reason: 'timed out' }, true);
    for (let tries = 0; tries < 3; tries++) {
      await it.engine.drain();
      it.clock.now += 2 * SECOND;
    }
    expect(it.slack.channels).toHaveLength(1);
    expect(it.slack.messages.filter((one) => one.op === `${id}-card`)).toHaveLength(1);
    expect(it.slack.pins).toHaveLength(1);
    expect(it.slack.calls.filter((call) => call.verb === 'find').map((call) => call.type)).toEqual([
      'CreateChannel',
      'ShowCard',
    ]);
  });

  test('leads to the call when the look-up finds nothing', async () => {
    await open(it.engine);
    fault('CreateChannel', { kind: 'unsure', reason: 'timed out' }, false);
    await it.engine.drain();
    it.clock.now += 2 * SECOND;
    await it.engine.drain();
    expect(it.slack.channels).toHaveLength(1);
  });

  test('is brought up to date when more has happened since', async () => {
    const id = await open(it.engine);
    fault('ShowCard', { kind: 'unsure', reason: 'timed out' }, true);
    await it.engine.drain();
    await addNote(id, 'more');
    it.clock.now += 2 * SECOND;
    await it.engine.drain();
    expect(it.slack.messages.filter((one) => one.op === `${id}-card`)).toEqual([
      { ts: expect.any(String), op: `${id}-card`, edits: 1 },
    ]);
  });
});

describe('an answer that never came, and then the channel was lost', () => {
  test('is looked up when the channel is back, before anything is posted again', async () => {
    const id = await open(it.engine);
    fault('ShowCard', { kind: 'unsure', reason: 'timed out' }, true);
    await it.engine.drain();
    const channel = it.slack.channels[0]?.id ?? '';
    const swarm = { workspace: WORKSPACE, escalation: id, by: null, channel } as const;
    await must(it.engine, { type: 'RecordChannelNews', news: 'removed', person: null, ...swarm });
    it.clock.now += MINUTE;
    await it.engine.drain();
    await must(it.engine, { type: 'RecordChannelSeen', lost: null, members: [], ...swarm });
    it.clock.now += MINUTE;
    await it.engine.drain();
    expect(it.slack.messages.filter((one) => one.op === `${id}-card`)).toHaveLength(1);
    expect(it.slack.pins).toHaveLength(1);
  });
});

describe('a worker that stands still', () => {
  test('for half its lease makes nothing new, since a slow call might outlive it', async () => {
    const held: boolean[] = [];
    const { perform, find } = it.slack.gateway;
    const gateway = {
      find,
      async perform(job: Job) {
        held.push(job.isHeld());
        if (held.length === 1) {
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LEASE_MS / 2);
          held.push(job.isHeld());
        }
        return perform(job);
      },
    };
    const frozen = it.another({ gateway });
    const id = await open(frozen);
    await frozen.worker.step(id);
    await frozen.worker.step(id);
    expect(held).toEqual([true, false, true]);
  });
});

describe('a worker killed', () => {
  /** What a worker does up to the moment of its death, after the call or before it. */
  async function dieWithin(id: string, when: 'before' | 'after'): Promise<void> {
    const claim = await claimNext(it.engine, id);
    if (claim === null || claim === 'postponed') throw new Error('there was nothing to do');
    if (when === 'after') await it.engine.gateway.perform(await jobOf(it.engine, claim, () => true));
  }

  for (const when of ['before', 'after'] as const) {
    for (let step = 1; step <= 7; step++) {
      test(`${when} call ${step} of a fresh swarm leaves one of everything`, async () => {
        const id = await open(it.engine);
        for (let done = 1; done < step; done++) await it.engine.worker.step(id);
        await dieWithin(id, when);
        const successor = it.another();
        await successor.drain();
        it.clock.now += LEASE_MS;
        await successor.drain();
        expect(it.slack.channels).toHaveLength(1);
        const ops = it.slack.messages.map((one) => one.op);
        expect(ops.sort()).toEqual([`${id}-card`, `${id}-claim-request-${DANA}`, `${id}-line`]);
        expect(new Set(it.slack.pins).size).toBe(1);
        expect(new Set(it.slack.invited)).toEqual(new Set([REP, DANA, SAM]));
        expect(await database.db.effect.count({ where: { state: { not: 'done' } } })).toBe(0);
      });
    }
  }

  test('keeps its effect to itself for as long as its lease', async () => {
    const id = await open(it.engine);
    await dieWithin(id, 'after');
    it.clock.now += LEASE_MS - 1;
    await it.another().drain();
    expect(it.slack.calls).toHaveLength(1);
  });

  test('that slept between taking the channel on and reading what there is opens no second one', async () => {
    const id = await open(it.engine);
    const claim = await claimNext(it.engine, id);
    if (claim === null || claim === 'postponed') throw new Error('there was nothing to do');
    it.clock.now += LEASE_MS;
    await it.another().drain();
    const job = await jobOf(it.engine, claim, () => true);
    expect(job.escalation.channel).not.toBeNull();
    expect(isStillWanted(job.escalation, job.effect)).toBe(false);
    expect(isStillWanted({ ...job.escalation, channel: null }, job.effect)).toBe(true);
  });

  test('that wakes up after its lease writes nothing', async () => {
    const id = await open(it.engine);
    let finish = () => {};
    const asleep = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { gateway } = it.slack;
    const sleeper = it.another({
      gateway: {
        ...gateway,
        async perform() {
          await asleep;
          return { kind: 'failed', reason: 'an answer from long ago' };
        },
      },
    });
    const slept = sleeper.worker.step(id);
    await expect.poll(() => database.db.effect.count({ where: { state: 'running' } })).toBe(1);
    it.clock.now += LEASE_MS;
    await it.engine.drain();
    finish();
    await slept;
    expect(await database.db.effect.count({ where: { state: 'failed' } })).toBe(0);
    expect(it.slack.channels).toHaveLength(1);
  });
});

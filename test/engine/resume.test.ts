import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isStillWanted } from '../../src/domain/effect.ts';
import { MINUTE, SECOND } from '../../src/domain/kernel/time.ts';
import type { Job } from '../../src/engine/gateway.ts';
import { claimNext, LEASE_MS } from '../../src/engine/outbox.ts';
import { jobOf } from '../../src/engine/perform.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import {
  type Bench,
  bench,
  DANA,
  forgetEscalations,
  must,
  open,
  REP,
  SAM,
  to,
  WORKSPACE,
} from '../support/engine.ts';

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

describe('an answer that never came', () => {
  test('is looked up before the call is made again', async () => {
    const id = await open(it.engine);
    it.slack.spoil('CreateChannel', { kind: 'unsure', reason: 'timed out' }, true);
    it.slack.spoil('ShowCard', { kind: 'unsure', reason: 'timed out' }, true);
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
    it.slack.spoil('CreateChannel', { kind: 'unsure', reason: 'timed out' }, false);
    await it.engine.drain();
    it.clock.now += 2 * SECOND;
    await it.engine.drain();
    expect(it.slack.channels).toHaveLength(1);
  });

  test('is brought up to date when more has happened since', async () => {
    const id = await open(it.engine);
    it.slack.spoil('ShowCard', { kind: 'unsure', reason: 'timed out' }, true);
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
    it.slack.spoil('ShowCard', { kind: 'unsure', reason: 'timed out' }, true);
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
    const { perform } = it.slack.gateway;
    const gateway = {
      ...it.slack.gateway,
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

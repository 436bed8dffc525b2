import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/domain/kernel/time.ts';
import { fireOverdue, fireRound, fireTimer, ROUND } from '../../src/engine/timers.ts';
import { lockEscalation } from '../../src/store/locks.ts';
import { rebuild } from '../../src/store/read-models/rebuild.ts';
import { plant } from '../bench/support/planted.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Bench, bench, DANA, forgetEscalations, must, open, REP, START, to } from '../support/engine.ts';
import { readModels } from '../support/read-models.ts';

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

const timer = (kind: string) => database.db.timer.findFirstOrThrow({ where: { kind } });
const typesAfter = async (seq: number) => {
  const events = await database.db.event.findMany({ where: { seq: { gt: seq } }, orderBy: { seq: 'asc' } });
  return events.map((event) => event.type);
};

describe('a checkpoint', () => {
  test('is asked for ahead of its time, at it, and missed after it, each once', async () => {
    await open(it.engine);
    await it.engine.drain();
    const seen: string[] = [];
    for (const minute of [9, 10, 11, 44, 45, 46, 59, 60, 64, 65, 66, 600]) {
      it.clock.now = START + minute * MINUTE;
      const before = await database.db.event.count();
      await it.engine.drain();
      for (const type of await typesAfter(before)) seen.push(`${minute} ${type}`);
    }
    expect(seen).toEqual([
      '10 ClaimOverdue',
      '45 CheckpointAsked',
      '60 CheckpointAsked',
      '65 CheckpointMissed',
    ]);
    expect(await database.db.timer.count({ where: { state: 'armed' } })).toBe(0);
  });

  test('that came due while nobody was at work is asked for once, at once', async () => {
    const id = await open(it.engine);
    await must(it.engine, { type: 'ClaimOwnership', ...to(id, DANA) });
    it.clock.now = START + 3 * HOUR;
    await it.another().drain();
    expect(await typesAfter(3)).toEqual(['CheckpointAsked', 'CheckpointMissed', 'SwarmChannelCreated']);
  });

  test('is armed anew by an update, and the old one fires nothing', async () => {
    const id = await open(it.engine);
    const old = await timer('checkpoint-due');
    await must(it.engine, {
      type: 'LogCustomerUpdate',
      text: 'We found it',
      over: 'phone',
      nextAt: START + 2 * HOUR,
      ...to(id, REP),
    });
    it.clock.now = START + HOUR;
    expect(await fireTimer(it.engine, old.id, old.version)).toBeNull();
    expect(await timer('checkpoint-due')).toMatchObject({
      id: old.id,
      version: old.version + 1,
      state: 'armed',
      dueAt: new Date(START + 2 * HOUR),
    });
  });
});

describe('a job', () => {
  test('that comes early fires nothing', async () => {
    await open(it.engine);
    const { id, version, dueAt } = await timer('checkpoint-ahead');
    it.clock.now = dueAt.getTime() - 1;
    expect(await fireTimer(it.engine, id, version)).toBeNull();
    it.clock.now += 1;
    expect(await fireTimer(it.engine, id, version)).toMatchObject({ kind: 'done' });
  });

  test('that comes to several processes at once fires once', async () => {
    await open(it.engine);
    const { id, version } = await timer('checkpoint-ahead');
    it.clock.now = START + 45 * MINUTE;
    const answers = await Promise.all([1, 2, 3, 4].map(() => fireTimer(it.another(), id, version)));
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
    expect(await database.db.event.count({ where: { type: 'CheckpointAsked' } })).toBe(1);
  });

  test('for a timer that has moved opens nothing, however often it moved', async () => {
    const id = await open(it.engine);
    const { id: timerId } = await timer('checkpoint-due');
    for (const hours of [2, 3, 4]) {
      const moved = { reason: 'Waiting for the vendor', nextAt: START + hours * HOUR };
      await must(it.engine, {
        type: 'MoveCheckpoint',
        to: moved.nextAt,
        reason: moved.reason,
        ...to(id, REP),
      });
    }
    const { version, dueAt } = await timer('checkpoint-due');
    expect({ version, dueAt }).toEqual({ version: 4, dueAt: new Date(START + 4 * HOUR) });
    it.clock.now = START + 4 * HOUR;
    for (const stale of [1, 2, 3]) expect(await fireTimer(it.engine, timerId, stale)).toBeNull();
    expect(await fireTimer(it.engine, timerId, 4)).not.toBeNull();
  });

  test('for a timer that nobody knows opens nothing', async () => {
    expect(await fireTimer(it.engine, 'no-such-timer', 1)).toBeNull();
  });
});

describe('many that are due at once', () => {
  const due = 'checkpoint-due';
  const asked = () =>
    database.db.event.findMany({
      where: { type: 'CheckpointAsked', data: { path: ['when'], equals: 'due' } },
    });
  const plantMany = (count: number) =>
    plant(
      database,
      Array.from({ length: count }, (_, index) => START + HOUR + index),
    );

  test('fire in rounds, the longest overdue first, each once and with all that follows', async () => {
    await plantMany(ROUND + 30);
    it.clock.now = START + HOUR + ROUND + 9;
    expect(await fireRound(it.engine)).toBe(ROUND);
    expect((await asked()).map((event) => event.escalationId)).toContain('planted-0');
    expect(await fireRound(it.engine)).toBe(10);
    expect(await fireRound(it.engine)).toBe(0);
    expect(await asked()).toHaveLength(ROUND + 10);
    expect(await database.db.timer.count({ where: { kind: due, state: 'armed' } })).toBe(20);
    const staged = { escalationId: 'planted-0', state: 'pending' as const };
    const effects = await database.db.effect.findMany({ where: staged, orderBy: { position: 'asc' } });
    expect(effects.map((effect) => effect.type)).toEqual(['ShowCard', 'ShowCheckpoint', 'ShowCheckpoint']);
    const before = await readModels(database.db, 'planted-0');
    await rebuild(database.db, 'planted-0');
    expect(await readModels(database.db, 'planted-0')).toEqual(before);
  });

  test('fire once in however many processes', async () => {
    await plantMany(3 * ROUND);
    it.clock.now = START + 61 * MINUTE;
    await Promise.all([1, 2, 3].map(() => fireOverdue(it.another())));
    const escalations = (await asked()).map((event) => event.escalationId);
    expect(escalations).toHaveLength(3 * ROUND);
    expect(new Set(escalations).size).toBe(3 * ROUND);
  });

  test('do not wait for one whose escalation somebody is at', async () => {
    await plantMany(3);
    it.clock.now = START + 61 * MINUTE;
    await database.db.$transaction(async (tx) => {
      await lockEscalation(tx, 'planted-0', it.engine.clock);
      expect(await fireRound(it.another())).toBe(2);
    });
    expect(await fireRound(it.engine)).toBe(1);
  });

  test('do not suffer from one that cannot be fired', async () => {
    await plantMany(3);
    await database.db.event.updateMany({
      where: { escalationId: 'planted-0', seq: 1 },
      data: { data: {} },
    });
    it.clock.now = START + 61 * MINUTE;
    const spoilt = new Set<string>();
    await fireOverdue(it.engine, spoilt);
    expect(await asked()).toHaveLength(2);
    expect([...spoilt]).toEqual([`planted-0-${due}`]);
    expect(await fireRound(it.engine, spoilt)).toBe(0);
  });
});

describe('a resolved escalation', () => {
  const word = {
    fix: 'Rolled back',
    cause: 'A release',
    finalWord: 'It works again',
    over: 'email',
  } as const;

  test('has no timer, and none fires', async () => {
    const id = await open(it.engine);
    const armed = await database.db.timer.findMany();
    await must(it.engine, { type: 'Resolve', ...word, ...to(id, REP) });
    expect(await database.db.timer.count({ where: { state: 'armed' } })).toBe(0);
    it.clock.now = START + 5 * HOUR;
    for (const { id, version } of armed) expect(await fireTimer(it.engine, id, version)).toBeNull();
    await it.engine.drain();
    expect(await database.db.event.count({ where: { type: 'CheckpointAsked' } })).toBe(0);
  });

  test('that is resolved while a timer fires ends resolved, with no timer armed', async () => {
    const id = await open(it.engine);
    it.clock.now = START + HOUR;
    const { id: timerId, version } = await timer('checkpoint-due');
    await Promise.all([
      fireTimer(it.engine, timerId, version),
      must(it.engine, { type: 'Resolve', ...word, ...to(id, REP) }),
    ]);
    const types = await typesAfter(0);
    expect(types.at(-1)).toBe('EscalationResolved');
    expect(await database.db.timer.count({ where: { state: 'armed' } })).toBe(0);
  });

  test('has its timers back once it is reopened', async () => {
    const id = await open(it.engine);
    await must(it.engine, { type: 'Resolve', ...word, ...to(id, REP) });
    await must(it.engine, { type: 'Reopen', reason: 'It is back', nextAt: START + 2 * HOUR, ...to(id, REP) });
    const armed = await database.db.timer.findMany({
      where: { state: 'armed' },
      select: { kind: true },
      orderBy: { kind: 'asc' },
    });
    expect(armed.map((one) => one.kind)).toEqual([
      'checkpoint-ahead',
      'checkpoint-due',
      'checkpoint-missed',
      'claim-overdue',
    ]);
  });
});

describe('a sweep that finds more overdue than it takes at once', () => {
  test('is followed by the next without a pause', async () => {
    await database.db.$executeRaw`
      INSERT INTO "Timer" (id, "workspaceId", "escalationId", kind, version, "dueAt", state)
      SELECT 'timer-' || n, 'T0001', 'nobody-' || n, 'checkpoint-due', 1, now() - interval '1 min', 'armed'
      FROM generate_series(1, 450) n`;
    const engine = it.another({ now: undefined, sweepMs: HOUR });
    onTestFinished(() => engine.stop());
    await engine.start();
    await expect
      .poll(() => database.db.timer.count({ where: { state: 'armed' } }), { timeout: 20 * SECOND })
      .toBe(0);
  });

  test('ends with the round under way when its worker rests', async () => {
    const many = 30 * ROUND;
    await plant(database, Array<number>(many).fill(START + HOUR), false);
    const due = () => database.db.timer.count({ where: { state: 'armed', kind: 'checkpoint-due' } });
    const engine = it.another();
    onTestFinished(() => engine.stop());
    it.clock.now = START + HOUR;
    await engine.start();
    await expect.poll(due, { interval: 1 }).toBeLessThan(many);
    await engine.rest();
    const left = await due();
    expect(left).toBeGreaterThan(0);
    await sleep(SECOND / 2);
    expect(await due()).toBe(left);
  });
});

describe("without a time that is set, the database's clock judges", () => {
  test('not that of the process, however wrong it is', async () => {
    const id = await open(it.engine);
    const soon = (await database.db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`)[0]
      ?.now as Date;
    const ahead = it.another({ now: undefined });
    const due = new Date(soon.getTime() + HOUR);
    await database.db.timer.updateMany({ where: { escalationId: id }, data: { dueAt: due } });
    await ahead.drain();
    expect(await database.db.timer.count({ where: { state: 'fired' } })).toBe(0);
    const past = new Date(soon.getTime() - SECOND);
    await database.db.timer.updateMany({ where: { kind: 'claim-overdue' }, data: { dueAt: past } });
    await ahead.drain();
    expect(await database.db.timer.count({ where: { state: 'fired' } })).toBe(1);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import { HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import { firstAnswer } from '../../src/engine/answer.ts';
import { dispatch } from '../../src/engine/dispatch.ts';
import { performNext } from '../../src/engine/perform.ts';
import { fireTimer } from '../../src/engine/timers.ts';
import { audit } from '../../src/store/audit.ts';
import { createBatch } from '../../src/store/batch.ts';
import { loadEvents } from '../../src/store/events/load.ts';
import { waitingEscalations } from '../../src/store/outbox/find-waiting.ts';
import { endImpossible } from '../../src/store/outbox/finish.ts';
import { liveEffects } from '../../src/store/outbox/read.ts';
import { stage } from '../../src/store/outbox/stage.ts';
import { loadEscalation, underWay } from '../../src/store/queries.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import {
  type Bench,
  bench,
  DANA,
  forgetEscalations,
  must,
  open,
  REP,
  START,
  to,
  WORKSPACE,
} from '../support/engine.ts';

// A newer process works beside this one on the same database: its rows are written here as it would write them.

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

const newTimer = (escalationId: string, dueAt: number) =>
  database.db.timer.create({
    data: {
      id: `timer-${escalationId}`,
      workspaceId: WORKSPACE,
      escalationId,
      kind: 'ask-overdue',
      subject: '4',
      version: 1,
      dueAt: new Date(dueAt),
      state: 'armed',
    },
  });

describe('a timer of a kind that this process does not know', () => {
  test('is left armed, however it is come upon, while the others fire', async () => {
    const id = await open(it.engine);
    const foreign = await newTimer(id, START + MINUTE);
    it.clock.now = START + HOUR;
    expect(await fireTimer(it.engine, foreign.id, 1)).toBeNull();
    await it.engine.drain();
    expect(await database.db.timer.findUniqueOrThrow({ where: { id: foreign.id } })).toEqual(foreign);
    expect(await database.db.timer.count({ where: { state: 'fired' } })).toBe(3);
  });

  test('leaves this process ready, which says what it leaves', async () => {
    const id = await open(it.engine);
    await it.engine.drain();
    await newTimer(id, START);
    it.clock.now = START + MINUTE;
    expect(await audit(it.engine.db, it.engine.clock, MINUTE / 2)).toEqual({
      overdueTimers: 0,
      stuckEscalations: 0,
      leftToNewer: 1,
    });
    await it.engine.audit();
    expect((await it.engine.readiness(null)).problems).not.toContainEqual(expect.stringMatching(/timers/i));
  });
});

/** In the lane of the channel's lines unless it says otherwise. */
const newEffect = (escalationId: string, changes: object = {}) =>
  database.db.effect.create({
    data: {
      id: `effect-${escalationId}`,
      workspaceId: WORKSPACE,
      escalationId,
      seq: 1,
      type: 'ShowAsk',
      version: 1,
      key: 'ShowAsk-1',
      lane: 'lines',
      needs: 'nothing',
      data: { type: 'ShowAsk', specialist: 'UKIM', seq: 1 },
      notBefore: new Date(START),
      stagedAt: new Date(START),
      ...changes,
    },
  });
const stored = (id: string) => database.db.effect.findUniqueOrThrow({ where: { id } });
const waitingTypes = async (escalationId: string) => {
  const rows = await database.db.effect.findMany({
    where: { escalationId, state: 'pending' },
    orderBy: { position: 'asc' },
  });
  return rows.map((row) => row.type);
};

describe.each([
  ['of a type', {}],
  [
    'of a version',
    { type: 'Say', version: 2, key: 'say-1', data: { type: 'Say', about: { seq: 1, thread: true } } },
  ],
  [
    'of a type, begun by somebody who died,',
    { state: 'running', leaseUntil: new Date(START - 1), leaseBy: 'x' },
  ],
])('an effect %s that this process does not know', (_what, row) => {
  test('is left as it is, with what is behind it in its lane; other lanes go on', async () => {
    const id = await open(it.engine);
    await it.engine.drain();
    const foreign = await newEffect(id, row);
    await must(it.engine, { type: 'AddNote', kind: 'note', text: 'The disk is full', ...to(id, REP) });
    await must(it.engine, { type: 'ClaimOwnership', ...to(id, DANA) });
    await it.engine.drain();
    expect(await stored(foreign.id)).toEqual(foreign);
    const held = await database.db.effect.findMany({ where: { state: 'pending', NOT: { id: foreign.id } } });
    expect(held.map((row) => row.type)).toContain('Say');
    expect(held.filter((row) => row.lane !== 'lines')).toEqual([]);
    it.clock.now += HOUR;
    expect(await waitingEscalations(it.engine.db, it.engine.clock, 10)).toEqual([]);
    expect((await underWay(it.engine.db, id)).map((one) => one.type)).not.toContain('ShowAsk');

    await database.db.effect.delete({ where: { id: foreign.id } });
    await it.engine.drain();
    expect(await waitingTypes(id)).toEqual([]);
  });

  test('leaves this process ready', async () => {
    const id = await open(it.engine);
    await it.engine.drain();
    await newEffect(id, row);
    await must(it.engine, { type: 'ClaimOwnership', ...to(id, DANA) });
    await it.engine.drain();
    const held = (await waitingTypes(id)).filter((type) => type === 'Say').length;
    expect(held).toBeGreaterThan(0);
    it.clock.now = START + MINUTE;
    const found = await audit(it.engine.db, it.engine.clock, MINUTE / 2);
    expect(found).toMatchObject({ overdueTimers: 0, stuckEscalations: 0 });
    expect(found.leftToNewer).toBeGreaterThan(0);
  });

  test('stays when the channel is lost', async () => {
    const id = await open(it.engine);
    await it.engine.drain();
    const foreign = await newEffect(id, row);
    const escalation = await loadEscalation(it.engine.db, WORKSPACE, id);
    if (escalation?.channel == null) throw new Error('there is no channel');
    const lost = { ...escalation, channel: { ...escalation.channel, lost: 'archived' } } as const;
    const batch = createBatch();
    await endImpossible(it.engine.db, batch, lost);
    await batch.run(it.engine.db);
    expect(await stored(foreign.id)).toEqual(foreign);
  });
});

test('an effect is parsed on its way in and out', async () => {
  const id = await open(it.engine);
  await it.engine.drain();
  const escalation = await loadEscalation(it.engine.db, WORKSPACE, id);
  if (escalation === null) throw new Error('there is no escalation');
  const bad = { type: 'Say', seq: 'first' } as unknown as Effect;
  const staging = () =>
    stage(createBatch(), [{ escalation, staged: [{ effect: bad, seq: 1 }], at: START }], () => 'x');
  expect(staging).toThrow(/seq/);
  await newEffect(id, { type: 'Say', data: { ...bad } });
  await expect(liveEffects(it.engine.db, id)).rejects.toThrow(/seq/);
});

test('one staged anew under the key of a newer one is of its own version', async () => {
  const id = await open(it.engine);
  await it.engine.drain();
  await newEffect(id, {
    type: 'ShowCard',
    version: 2,
    key: 'card',
    lane: 'card',
    data: { type: 'ShowCard' },
  });
  await must(it.engine, { type: 'ClaimOwnership', ...to(id, DANA) });
  await it.engine.drain();
  expect(await waitingTypes(id)).toEqual([]);
});

describe('an escalation with an event that this process does not know', () => {
  const newEvent = async (escalationId: string) => {
    const { seq } = await database.db.escalation.findUniqueOrThrow({ where: { id: escalationId } });
    const place = { escalationId, workspaceId: WORKSPACE, seq: seq + 1, at: new Date(START) };
    await database.db.event.create({
      data: { ...place, type: 'AskLapsed', version: 1, byId: null, data: {} },
    });
    await database.db.escalation.update({ where: { id: escalationId }, data: { seq: seq + 1 } });
  };
  const rows = async (escalationId: string) => ({
    timers: await database.db.timer.findMany({ where: { escalationId }, orderBy: { id: 'asc' } }),
    effects: await database.db.effect.findMany({ where: { escalationId }, orderBy: { id: 'asc' } }),
  });

  test('is left as it is, effects and timers too, while the others go on', async () => {
    const theirs = await open(it.engine);
    const ours = await open(it.engine, { ticket: 'T-2' });
    await newEvent(theirs);
    const before = await rows(theirs);
    expect(before.effects.map((row) => row.state)).toContain('pending');
    it.clock.now = START + 2 * HOUR;
    for (const { id, version } of before.timers) expect(await fireTimer(it.engine, id, version)).toBeNull();
    expect(await performNext(it.engine, theirs)).toBe(false);
    await it.engine.drain();
    expect(await rows(theirs)).toEqual(before);
    expect(await waitingTypes(ours)).toEqual([]);
    expect((await rows(ours)).timers.map((row) => row.state)).not.toContain('armed');
    const found = await audit(it.engine.db, it.engine.clock, MINUTE);
    expect(found).toMatchObject({ overdueTimers: 0, stuckEscalations: 0 });
    expect(found.leftToNewer).toBeGreaterThan(0);
  });

  test('is left as it is though this process was at it just before, which remembers how far it knew it', async () => {
    const theirs = await open(it.engine);
    expect(await performNext(it.engine, theirs)).toBe(true);
    const { seq } = await database.db.escalation.findUniqueOrThrow({ where: { id: theirs } });
    await newEvent(theirs);
    const before = await rows(theirs);
    expect(before.effects.map((row) => row.state)).toContain('pending');
    expect(await performNext(it.engine, theirs)).toBe(false);
    expect(await rows(theirs)).toEqual(before);
    expect(await liveEffects(it.engine.db, theirs, seq)).toEqual([]);
    // What is up to there is not read again.
    expect(await liveEffects(it.engine.db, theirs, seq + 1)).not.toEqual([]);
  });

  test('is not found again and again by a worker, and nothing goes wrong', async () => {
    const theirs = await open(it.engine);
    await newEvent(theirs);
    it.clock.now = START + 2 * HOUR;
    expect(await waitingEscalations(it.engine.db, it.engine.clock, 10)).toEqual([]);
  });

  test('answers what arrives again that it was answered, and does nothing', async () => {
    const theirs = await open(it.engine);
    const inbox = { key: 'again', kind: 'view' };
    const claim = { type: 'ClaimOwnership', ...to(theirs, DANA) } as const;
    expect(await dispatch(it.engine, claim, { inbox })).toMatchObject({ kind: 'done' });
    await newEvent(theirs);
    expect(await firstAnswer(it.engine.db, WORKSPACE, 'again')).toEqual(ANSWERED_BEFORE);
  });

  test('takes no command, and nothing changes', async () => {
    const theirs = await open(it.engine);
    await newEvent(theirs);
    const before = await rows(theirs);
    const claim = must(it.engine, { type: 'ClaimOwnership', ...to(theirs, DANA) });
    await expect(claim).rejects.toThrow(/no event that this version/);
    await expect(loadEvents(it.engine.db, theirs)).rejects.toThrow(/no event that this version/);
    expect(await rows(theirs)).toEqual(before);
  });
});

const ANSWERED_BEFORE = { kind: 'refused', refusal: { code: 'AnsweredBefore' } };

test.each([
  ['of a newer version', 2, { kind: 'done', escalation: 'x', events: [4, 5] }],
  ['that is a refusal of a newer version', 1, { kind: 'refused', refusal: { code: 'AskedAlready' } }],
  ['of no kind known', 1, { kind: 'deferred', until: 7 }],
])('what arrives again after an answer %s is not done twice', async (_what, version, response) => {
  const id = await open(it.engine);
  const inbox = { key: 'k', kind: 'view' };
  await database.db.inbox.create({ data: { workspaceId: WORKSPACE, ...inbox, version, response } });
  const claim = { type: 'ClaimOwnership', ...to(id, DANA) } as const;
  expect(await dispatch(it.engine, claim, { inbox })).toEqual(ANSWERED_BEFORE);
  expect(await database.db.event.count({ where: { type: 'OwnershipClaimed' } })).toBe(0);
  expect(await database.db.inbox.findMany()).toMatchObject([{ version, response }]);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/domain/kernel/time.ts';
import { rebuild } from '../../src/store/read-models/rebuild.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import {
  type Bench,
  bench,
  DANA,
  KIM,
  LEE,
  leave,
  MORGAN,
  must,
  open,
  REP,
  SAM,
  START,
  to,
} from '../support/engine.ts';
import { readModels } from '../support/read-models.ts';

let database: TestDatabase;
let it: Bench;
beforeAll(async () => {
  database = await testDatabase();
  it = await bench(database);
});
afterAll(() => database.stop());

/** A life with every kind of turn that the read models tell of. */
async function live(id: string): Promise<void> {
  const { engine, clock } = it;
  const pass = (ms: number) => {
    clock.now += ms;
    return engine.drain();
  };
  await pass(11 * MINUTE);
  await must(engine, { type: 'ClaimOwnership', ...to(id, DANA) });
  await must(engine, { type: 'PullIn', people: [MORGAN], teams: ['platform'], ...to(id, REP) });
  await must(engine, { type: 'JoinSwarm', ...to(id, 'UGUEST') });
  await leave(engine, id, 'UGUEST');
  await leave(engine, id, KIM);
  await must(engine, { type: 'JoinSwarm', ...to(id, KIM) });
  await leave(engine, id, REP);
  await pass(2 * HOUR);
  const moved = { to: clock.now + HOUR, reason: 'The vendor is slow' };
  await must(engine, { type: 'MoveCheckpoint', ...moved, ...to(id, REP) });
  const said = { text: 'We found it', over: 'phone', nextAt: clock.now + DAY } as const;
  await must(engine, { type: 'LogCustomerUpdate', ...said, ...to(id, REP) });
  const offer = await must(engine, {
    type: 'OfferHandOver',
    to: LEE,
    note: 'Check the logs',
    ...to(id, DANA),
  });
  await must(engine, { type: 'AcceptHandOver', offer: offer.escalation.seq, ...to(id, LEE) });
  await must(engine, { type: 'GiveRole', role: 'communicator', to: SAM, ...to(id, REP) });
  await must(engine, { type: 'ChangeSeverity', to: 'SEV2', reason: 'A way around', ...to(id, LEE) });
  await must(engine, { type: 'AddNote', kind: 'next', text: 'Ask the vendor', ...to(id, LEE) });
  await must(engine, { type: 'EditContext', changes: { problem: 'It is the vendor' }, ...to(id, LEE) });
  const word = {
    fix: 'Rolled back',
    cause: 'A release',
    finalWord: 'It works again',
    over: 'email',
  } as const;
  await must(engine, { type: 'Resolve', ...word, ...to(id, LEE) });
}

describe('the read models', () => {
  test('made anew from the events are what they were', async () => {
    const first = await open(it.engine);
    await it.engine.drain();
    await live(first);
    await must(it.engine, { type: 'Reopen', reason: 'Again', nextAt: it.clock.now + DAY, ...to(first, REP) });
    const second = await open(it.engine, { ticket: '#2', promisedAt: it.clock.now + HOUR });
    await live(second);
    const before = await readModels(database.db);
    for (const id of [first, second]) {
      expect(await rebuild(database.db, id)).toBe(true);
    }
    expect(await readModels(database.db)).toEqual(before);
    expect(before.escalations).toHaveLength(2);
  });

  test('that were damaged are mended by it', async () => {
    const [row] = await database.db.escalation.findMany();
    const id = row?.id ?? '';
    const before = await readModels(database.db);
    await database.db.escalation.update({ where: { id }, data: { ownerId: 'UNOBODY', nextDueAt: null } });
    await database.db.participation.deleteMany({ where: { escalationId: id } });
    await rebuild(database.db, id);
    expect(await readModels(database.db)).toEqual(before);
  });

  test('of an escalation that never was are not made', async () => {
    expect(await rebuild(database.db, 'never')).toBe(false);
  });

  test('count a resolved swarm as nobody’s load', async () => {
    const resolved = await database.db.escalation.findFirstOrThrow({ where: { status: 'resolved' } });
    const where = { escalationId: resolved.id, isActive: true };
    expect(await database.db.participation.count({ where })).toBe(0);
    expect(resolved.openedAt.getTime()).toBeGreaterThanOrEqual(START);
  });

  test('tell what became of each promise', async () => {
    const first = await database.db.escalation.findFirstOrThrow({ where: { number: 1 } });
    const promises = await database.db.checkpoint.findMany({
      where: { escalationId: first.id },
      orderBy: { number: 'asc' },
    });
    expect(promises.map((one) => [one.number, one.moves, one.missedAt !== null, one.metAt !== null])).toEqual(
      [
        [1, 1, true, true],
        [2, 0, false, true],
        [3, 0, false, false],
      ],
    );
  });
});

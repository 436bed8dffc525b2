import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Event, EventBody } from '../../src/domain/event.ts';
import { createBatch } from '../../src/store/batch.ts';
import type { Transaction } from '../../src/store/client.ts';
import { LostRace } from '../../src/store/errors.ts';
import { EVENT_VERSION, parseEventBody } from '../../src/store/event-schema.ts';
import { append, placed } from '../../src/store/events/append.ts';
import { loadEvents } from '../../src/store/events/load.ts';
import { nameWorkspace } from '../../src/store/roster/apply.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await nameWorkspace(database.db, 'T1', 'Acme');
});
afterAll(() => database.stop());

const joined = (person: string): EventBody => ({ type: 'PersonJoined', person });
const place = (escalation: string, after: number) => ({
  workspace: 'T1',
  escalation,
  after,
  at: 1_000_000_000_123,
  by: 'U1',
});

async function write(events: readonly Event[], tx: Transaction = database.db): Promise<void> {
  const batch = createBatch();
  append(batch, events);
  await batch.run(tx);
}

describe('appending events', () => {
  test('keeps them word for word and in order', async () => {
    const events = placed([joined('U2'), { type: 'ClaimOverdue' }], place('a', 0));
    await write(events);
    expect(await loadEvents(database.db, 'a')).toEqual(events);
    expect(events.map((event) => event.seq)).toEqual([1, 2]);
  });

  test('after a place that somebody else took is a lost race, and writes nothing', async () => {
    await write(placed([joined('U2')], place('b', 0)));
    const second = write(placed([joined('U3'), joined('U4')], place('b', 0)));
    await expect(second).rejects.toBeInstanceOf(LostRace);
    expect(await loadEvents(database.db, 'b')).toHaveLength(1);
  });

  test('by two at once is won by exactly one', async () => {
    const tries = ['U2', 'U3', 'U4'].map((person) =>
      database.db.$transaction((tx) => write(placed([joined(person)], place('c', 0)), tx)),
    );
    const ends = await Promise.allSettled(tries);
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(LostRace);
  });

  test('refuses what is no event, before it is written', async () => {
    const bad = placed([{ type: 'PersonJoined' } as unknown as EventBody], place('d', 0));
    await expect(write(bad)).rejects.toThrow(/person/);
    expect(await loadEvents(database.db, 'd')).toEqual([]);
  });
});

describe('reading events', () => {
  test('says which event is damaged', () => {
    expect(() => parseEventBody('CheckpointPromised', 1, { number: 1, dueAt: 'soon' })).toThrow(/dueAt/);
  });

  test('refuses one that a newer Muster wrote, and one that nobody knows', () => {
    expect(() => parseEventBody('ClaimOverdue', EVENT_VERSION + 1, {})).toThrow(/newer Muster/);
    expect(() => parseEventBody('Fired', 1, {})).toThrow(/no event that this version/);
  });
});

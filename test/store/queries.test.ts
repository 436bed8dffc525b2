import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ticketOf } from '../../src/domain/kernel/ticket.ts';
import { searchFor } from '../../src/domain/kernel/ticket-search.ts';
import { HOUR } from '../../src/domain/kernel/time.ts';
import { liveByTicket } from '../../src/store/facts.ts';
import { homeOf, openEscalations } from '../../src/store/lists.ts';
import { escalationOfChannel, loadEscalation, timeline } from '../../src/store/queries.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import {
  type Bench,
  bench,
  DANA,
  LEE,
  leave,
  MORGAN,
  must,
  open,
  REP,
  SAM,
  START,
  to,
  WORKSPACE,
} from '../support/engine.ts';

let database: TestDatabase;
let it: Bench;
let publicOne: string;
let privateOne: string;
let platformOne: string;
let resolvedOne: string;

/** Public for Payments; private for Payments; public for Platform, promised sooner; resolved. */
beforeAll(async () => {
  database = await testDatabase();
  it = await bench(database);
  publicOne = await open(it.engine);
  privateOne = await open(it.engine, { ticket: '#2', isPrivate: true });
  const sooner = { teams: ['platform'], promisedAt: START + HOUR / 2 };
  platformOne = await open(it.engine, { ticket: '#3', ...sooner });
  resolvedOne = await open(it.engine, { ticket: '#4' });
  const word = { fix: 'x', cause: 'y', finalWord: 'z', over: 'chat' } as const;
  await must(it.engine, { type: 'Resolve', ...word, ...to(resolvedOne, REP) });
});
afterAll(() => database.stop());

const ids = (rows: readonly { escalation: string }[] | null) => rows?.map((row) => row.escalation);
const listFor = async (person: string) =>
  ids(await openEscalations(database.db, WORKSPACE, { id: person, kind: 'member' }));

describe('the list of what is open', () => {
  test('shows a private one to its swarm and its monitor only', async () => {
    const all = [platformOne, privateOne, publicOne];
    for (const person of [REP, DANA, SAM, MORGAN]) expect(await listFor(person)).toEqual(all);
    expect(await listFor(LEE)).toEqual([platformOne, publicOne]);
    expect(await listFor('USTRANGER')).toEqual([platformOne, publicOne]);
  });

  test('no longer shows a private one to whoever has left it', async () => {
    await leave(it.engine, privateOne, SAM);
    expect(await listFor(SAM)).toEqual([platformOne, publicOne]);
  });

  test('tells of each what one needs to choose', async () => {
    const rows = await openEscalations(database.db, WORKSPACE, { id: LEE, kind: 'member' });
    expect(rows[1]).toEqual({
      escalation: publicOne,
      number: 1,
      status: 'open',
      severity: 'SEV1',
      customer: 'Globex',
      title: 'Payments fail at checkout',
      owner: null,
      isPrivate: false,
      channel: null,
      openedAt: START,
      nextDueAt: START + HOUR,
      missed: false,
    });
  });

  test('is empty in another workspace', async () => {
    expect(await openEscalations(database.db, 'T0002', { id: REP, kind: 'member' })).toEqual([]);
  });
});

describe('App Home', () => {
  test('has my swarms, what is due from me soonest first, and nothing unowned for whoever leads no team', async () => {
    const home = await homeOf(database.db, WORKSPACE, { id: REP, kind: 'member' });
    expect(ids(home.mine)).toEqual([platformOne, privateOne, publicOne]);
    expect(ids(home.due)).toEqual([platformOne, publicOne, privateOne]);
    expect(home.unowned).toBeNull();
  });

  test('shows a lead what nobody owns and they may see, their own team’s first', async () => {
    expect(ids((await homeOf(database.db, WORKSPACE, { id: LEE, kind: 'member' })).unowned)).toEqual([
      platformOne,
      publicOne,
    ]);
    expect(ids((await homeOf(database.db, WORKSPACE, { id: DANA, kind: 'member' })).unowned)).toEqual([
      publicOne,
      privateOne,
      platformOne,
    ]);
  });

  test('no longer shows what somebody claimed', async () => {
    await must(it.engine, { type: 'ClaimOwnership', ...to(publicOne, DANA) });
    expect(ids((await homeOf(database.db, WORKSPACE, { id: LEE, kind: 'member' })).unowned)).toEqual([
      platformOne,
    ]);
  });
});

describe('looking one up', () => {
  test('by its channel, once it has one', async () => {
    expect(await escalationOfChannel(database.db, WORKSPACE, 'C77')).toBeNull();
    await must(it.engine, { type: 'RecordChannel', channel: 'C77', name: 'esc-1', ...to(publicOne, null) });
    expect(await escalationOfChannel(database.db, WORKSPACE, 'C77')).toBe(publicOne);
    expect(await escalationOfChannel(database.db, 'T0002', 'C77')).toBeNull();
  });

  test('by its ticket, while it is open', async () => {
    const one = { id: privateOne, number: 2, isPrivate: true };
    expect(await liveByTicket(database.db, WORKSPACE, searchFor(ticketOf('2')), REP)).toMatchObject(one);
    expect(await liveByTicket(database.db, WORKSPACE, searchFor(ticketOf('2')), 'USTRANGER')).toBeNull();
    expect(await liveByTicket(database.db, WORKSPACE, searchFor(ticketOf('4')), REP)).toBeNull();
  });

  test('by its id, in its own workspace', async () => {
    expect(await loadEscalation(database.db, WORKSPACE, resolvedOne)).toMatchObject({ status: 'resolved' });
    expect(await loadEscalation(database.db, 'T0002', resolvedOne)).toBeNull();
    expect(await loadEscalation(database.db, WORKSPACE, 'nothing')).toBeNull();
  });

  test('gives its timeline in order', async () => {
    const types = (await timeline(database.db, resolvedOne)).map((event) => event.type);
    expect(types).toEqual([
      'EscalationOpened',
      'CheckpointPromised',
      'CustomerUpdated',
      'EscalationResolved',
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ticketOf } from '../../src/domain/kernel/ticket.ts';
import { searchFor } from '../../src/domain/kernel/ticket-search.ts';
import { databaseClock } from '../../src/store/clock.ts';
import { managers, openingFacts, pulledTeams } from '../../src/store/facts.ts';
import { linesChannelOf, rememberLinesChannel } from '../../src/store/lines-channel.ts';
import { namedPeople, peopleByEmail } from '../../src/store/people/find.ts';
import { rememberPeople } from '../../src/store/people/remember.ts';
import { applyRoster, nameWorkspace, type Roster } from '../../src/store/roster/apply.ts';
import { playbooks, teams } from '../../src/store/roster/read.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import {
  bench,
  DANA,
  LEE,
  leave,
  MORGAN,
  must,
  open,
  REP,
  ROSTER,
  SAM,
  to,
  WORKSPACE,
} from '../support/engine.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await nameWorkspace(database.db, WORKSPACE, 'Acme');
});
afterAll(() => database.stop());

describe('applying a roster', () => {
  test('keeps teams, people and playbooks as they are given', async () => {
    await applyRoster(database.db, WORKSPACE, ROSTER);
    expect(await teams(database.db, WORKSPACE)).toEqual(ROSTER.teams);
    expect(await playbooks(database.db, WORKSPACE)).toEqual(ROSTER.playbooks);
    expect(await managers(database.db, WORKSPACE)).toEqual([MORGAN]);
  });

  test('again changes what changed and drops what is gone, in the new order', async () => {
    const [payments, platform] = ROSTER.teams;
    const changed = {
      managers: [LEE, MORGAN],
      teams: [
        { ...platform, leads: [SAM] },
        { key: 'data', name: 'Data', skills: [], leads: [], members: [DANA] },
      ],
      playbooks: [],
    } as Roster;
    await applyRoster(database.db, WORKSPACE, changed);
    expect(await teams(database.db, WORKSPACE)).toEqual(changed.teams);
    expect(await playbooks(database.db, WORKSPACE)).toEqual([]);
    expect(await managers(database.db, WORKSPACE)).toEqual([LEE, MORGAN]);
    expect(payments?.key).toBe('payments');
  });

  test('by several processes at once ends with one whole roster', async () => {
    await Promise.all([1, 2, 3].map(() => applyRoster(database.db, WORKSPACE, ROSTER)));
    expect(await teams(database.db, WORKSPACE)).toEqual(ROSTER.teams);
  });

  test('takes somebody who is named as lead and as member as a lead', async () => {
    const team = { key: 'both', name: 'Both', skills: [], leads: [DANA], members: [DANA, SAM] };
    await applyRoster(database.db, WORKSPACE, { ...ROSTER, teams: [team] });
    expect(await teams(database.db, WORKSPACE)).toEqual([{ ...team, members: [SAM] }]);
    await applyRoster(database.db, WORKSPACE, ROSTER);
  });
});

describe('what the roster says of somebody', () => {
  test('is what they lead and whether they manage', async () => {
    const saidOf = async (by: string, workspace = WORKSPACE) => {
      const kinds = { [by]: 'member' as const };
      const asked = { workspace, by, kinds, playbook: 'none', teams: [], ticket: searchFor(ticketOf('1')) };
      return (await openingFacts(database.db, databaseClock(), asked)).by;
    };
    expect(await saidOf(DANA)).toEqual({ id: DANA, kind: 'member', leads: ['payments'], manages: false });
    expect(await saidOf(MORGAN)).toEqual({ id: MORGAN, kind: 'member', leads: [], manages: true });
    expect(await saidOf(SAM)).toEqual({ id: SAM, kind: 'member', leads: [], manages: false });
    expect(await saidOf(DANA, 'T0002')).toEqual({ id: DANA, kind: 'member', leads: [], manages: false });
  });
});

describe('the specialists pulled in', () => {
  const members = ['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7'];
  const roster: Roster = {
    ...ROSTER,
    teams: [
      { key: 'payments', name: 'Payments', skills: [], leads: [DANA], members },
      ...ROSTER.teams.slice(1),
    ],
  };

  test('are five, without the leads, in the roster’s order while all are free', async () => {
    await bench(database, roster);
    expect(await pulledTeams(database.db, WORKSPACE, ['payments', 'payments', 'unknown'])).toEqual([
      { key: 'payments', name: 'Payments', leads: [DANA], specialists: members.slice(0, 5) },
    ]);
  });

  test('are those with the fewest open swarms; resolved and left ones do not count', async () => {
    const { engine } = await bench(database, roster);
    const word = { fix: 'x', cause: 'y', finalWord: 'z', over: 'chat' } as const;
    const resolved = await open(engine, { ticket: '#1', teams: [], people: ['U1', 'U2', 'U3'] });
    await must(engine, { type: 'Resolve', ...word, ...to(resolved, REP) });
    await open(engine, { ticket: '#2', teams: [], people: ['U1', 'U4'] });
    await open(engine, { ticket: '#3', teams: [], people: ['U1', 'U2'] });
    const left = await open(engine, { ticket: '#4', teams: [], people: ['U3'] });
    await leave(engine, left, 'U3');
    expect(await pulledTeams(database.db, WORKSPACE, ['payments'])).toMatchObject([
      { specialists: ['U3', 'U5', 'U6', 'U7', 'U2'] },
    ]);
  });
});

describe('with several managers', () => {
  const monitorOf = async (id: string) =>
    (await database.db.escalation.findUniqueOrThrow({ where: { id } })).monitorId;

  test('a team’s own watches over it, otherwise whoever watches over the fewest', async () => {
    const { engine } = await bench(database, { ...ROSTER, managers: [MORGAN, LEE, 'UNORA'] });
    const opened = async (ticket: string, teams: readonly string[]) =>
      monitorOf(await open(engine, { ticket, teams }));
    const before = new Map(
      (
        await database.db.escalation.groupBy({
          by: ['monitorId'],
          where: { status: 'open' },
          _count: true,
        })
      ).map((one) => [one.monitorId, one._count]),
    );
    expect(await opened('#m1', ['platform'])).toBe(LEE);
    expect(await opened('#m2', ['payments', 'platform'])).toBe(LEE);
    const watched = new Map(before).set(LEE, (before.get(LEE) ?? 0) + 2);
    for (const ticket of ['#m3', '#m4', '#m5', '#m6', '#m7']) {
      const monitor = await opened(ticket, ['payments']);
      const fewest = Math.min(...[MORGAN, LEE, 'UNORA'].map((one) => watched.get(one) ?? 0));
      expect(watched.get(monitor) ?? 0).toBe(fewest);
      watched.set(monitor, (watched.get(monitor) ?? 0) + 1);
    }
    expect(watched.get('UNORA')).toBeGreaterThan(0);
  });
});

describe('people', () => {
  test('are remembered by id and by e-mail; what is left out stays', async () => {
    await rememberPeople(database.db, WORKSPACE, [{ id: 'U1', name: 'Una', email: 'una@acme.example' }]);
    await rememberPeople(database.db, WORKSPACE, [{ id: 'U1', name: 'Una Unger' }]);
    const una = { id: 'U1', name: 'Una Unger', email: 'una@acme.example' };
    expect(await namedPeople(database.db, WORKSPACE, ['U1', 'U9'])).toMatchObject([una]);
    expect(await peopleByEmail(database.db, WORKSPACE, ['una@acme.example'])).toMatchObject([una]);
  });
});

test('the escalations channel is remembered, and forgotten when there is none', async () => {
  await rememberLinesChannel(database.db, WORKSPACE, 'C1');
  expect(await linesChannelOf(database.db, WORKSPACE)).toBe('C1');
  await rememberLinesChannel(database.db, WORKSPACE, null);
  expect(await linesChannelOf(database.db, WORKSPACE)).toBeNull();
});
